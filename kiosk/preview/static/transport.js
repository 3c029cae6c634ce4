// Turning the pages: the clock of a turn, and the strip of all turns.

import { byId, el, lasting } from "./dom.js";

export class Transport {
  constructor(go) {
    this.go = go;
    this.turns = [];
    this.at = 0;
    this.pace = 1;
    this.gone = 0;
    this.playing = false;
    byId("back").addEventListener("click", () => this.step(-1));
    byId("next").addEventListener("click", () => this.step(1));
    byId("play").addEventListener("click", () => this.toggle());
    byId("track").addEventListener("click", (event) => {
      const place = [...byId("track").children].indexOf(event.target.closest("span"));
      if (place >= 0) this.go(place);
    });
  }

  get turn() {
    return this.turns[this.at];
  }

  // Another cycle, or another place in it.
  set(turns, at, anew) {
    const shape = (list) => JSON.stringify(list.map((one) => [one.page, one.lead, one.seconds]));
    const other = shape(turns) !== shape(this.turns);
    if (anew || other || at !== this.at) this.gone = 0;
    Object.assign(this, { turns, at });
    if (other) this.#strip();
    this.#mark();
  }

  step(by) {
    const { length } = this.turns;
    if (length) this.go((this.at + by + length) % length);
  }

  toggle(on = !this.playing) {
    this.playing = on;
    const button = byId("play");
    button.setAttribute("aria-pressed", String(on));
    button.setAttribute("aria-label", on ? "Hold this turn" : "Turn the pages");
    this.last = performance.now();
    if (on) requestAnimationFrame((now) => this.#tick(now));
  }

  #tick(now) {
    if (!this.playing) return;
    this.gone += ((now - this.last) / 1000) * this.pace;
    this.last = now;
    if (this.turn && this.gone >= this.turn.seconds && !this.busy) {
      this.gone = 0;
      this.step(1);
    }
    this.#mark();
    requestAnimationFrame((then) => this.#tick(then));
  }

  #strip() {
    byId("track").replaceChildren(...this.turns.map((turn, at) => {
      const first = at === 0 || this.turns[at - 1].page !== turn.page || this.turns[at - 1].lead !== turn.lead;
      return el("span", { class: first ? "first" : "", title: name(turn) }, el("i", {}));
    }));
  }

  #mark() {
    const { turn } = this;
    if (!turn) return;
    const share = Math.min(1, this.gone / (turn.seconds || 1));
    [...byId("track").children].forEach((one, at) => {
      one.classList.toggle("now", at === this.at);
      one.firstChild.style.transform = `scaleX(${at === this.at ? share : 0})`;
    });
    byId("turn").textContent = `${name(turn)} · turn ${this.at + 1} of ${this.turns.length}`;
    const rest = turn.seconds ? `${lasting(turn.seconds - Math.min(this.gone, turn.seconds))} of ${lasting(turn.seconds)}` : "stays";
    byId("dwell").textContent = rest;
    for (const id of ["back", "next"]) byId(id).disabled = this.turns.length < 2;
  }
}

export function name({ page, lead, frame }) {
  return [page, lead ? `story ${lead + 1}` : "", frame ? `frame ${frame + 1}` : ""].filter(Boolean).join(", ");
}
