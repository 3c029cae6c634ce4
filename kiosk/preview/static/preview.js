// The page as a whole: choices, boards, turns, and what changes on disk.

import { Choices } from "./choices.js";
import * as cycle from "./cycle.js";
import { byId, el } from "./dom.js";
import { keys } from "./keys.js";
import { connection, strip } from "./messages.js";
import { calibrate, onDensity } from "./scale.js";
import { Changes, Refused, ask } from "./server.js";
import { keep, opening, view } from "./state.js";
import { shortcuts } from "./shortcuts.js";
import { Transport, name } from "./transport.js";
import { Wall } from "./wall.js";

// A whole cycle takes the server seconds: it is asked for when nobody has typed for so long.
const QUIET_MS = 1200;

class Preview {
  constructor(about) {
    this.about = about;
    this.state = opening(about);
    this.programme = [];
    this.wall = new Wall();
    this.asked = 0;
    this.transport = new Transport((at) => this.turn(at, { said: true }));
    this.choices = new Choices((changes) => this.change(changes));
    this.transport.set(this.#cycle(), 0);
    this.#tellProblems(about.problems);
  }

  // Everything that stands on the state is drawn from it.
  async change(changes) {
    const before = this.state;
    this.state = { ...before, ...changes };
    const other = (...names) => names.some((one) => this.state[one] !== before[one]);
    if (other("page", "lead") && !("turn" in changes)) this.state.turn = this.#placed();
    this.#draw();
    const anew = other("panels", "rotate", "news", "with", "at");
    if (anew) this.programmeStale = true;
    if (anew || other("page", "lead", "turn", "seen")) await this.show();
    if (anew) await this.programmed();
  }

  // The first page at once; which turn is due, or was asked for, is known when the cycle is.
  async open() {
    const { page, turn } = this.state;
    this.#draw();
    this.programmeStale = !page;
    await this.show();
    await this.programmed();
    if (!page && turn) await this.turn(Math.min(turn, this.programme.length - 1), { played: false });
  }

  // Where a page begins that was chosen, or the story that is to lead.
  #placed() {
    if (this.state.page) return 0;
    return Math.max(0, this.programme.findIndex((one) => one.lead === this.state.lead));
  }

  async turn(at, { said = false, played = this.state.refreshes } = {}) {
    const turn = this.transport.turns[at];
    const lead = this.state.page ? this.state.lead : turn.lead;
    this.transport.gone = 0;
    if (said) byId("told").textContent = name(turn);
    this.held = played;
    await this.change({ turn: at, lead });
    this.held = false;
    if (played) await this.refresh();
  }

  refresh() {
    return Promise.all(this.wall.boards.map((board) => board.replay()));
  }

  #cycle(frames = 1) {
    const { page, lead } = this.state;
    if (page) return cycle.ofPage(page, lead, frames, this.programme);
    if (this.programme.length) return this.programme;
    return cycle.ofPage(this.about.programme[0], lead, frames, []);
  }

  // The turn that is due, on every board.
  async show() {
    const mine = (this.asked += 1);
    const turns = this.#cycle(this.frames);
    this.transport.set(turns, Math.min(this.state.turn, turns.length - 1));
    const { turn } = this.transport;
    this.transport.busy = true;
    const pages = await Promise.all(this.wall.boards.map((board) => board.show(this.state, turn, this.held)));
    if (mine !== this.asked) return;
    this.transport.busy = false;
    this.frames = Math.max(1, ...pages.map((page) => page?.frames?.length ?? 0));
    this.programme = cycle.stretched(this.programme, turn.page, turn.lead, this.frames);
    await this.#stand(turn);
  }

  // The cycle may have become longer or shorter than the turn that was asked for.
  async #stand(turn) {
    const turns = this.#cycle(this.frames);
    const at = this.state.page ? Math.min(this.state.turn, turns.length - 1) : cycle.found(turns, turn, this.state.turn);
    this.transport.set(turns, at);
    this.state.turn = at;
    this.#keep();
    if (!cycle.same(this.transport.turn, turn)) await this.show();
  }

  // One whole cycle of the first board, and what time it is there.
  async programmed() {
    this.cycling?.abort();
    const { signal } = (this.cycling = new AbortController());
    let told;
    try {
      told = await ask("board", view(this.state, this.state.panels[0]), { signal });
    } catch (error) {
      if (!signal.aborted) this.choices.wrongTime(error instanceof Refused ? error.message : "");
      return;
    }
    this.choices.wrongTime("");
    this.choices.tell(told);
    const { turn } = this.transport;
    const stale = this.programmeStale;
    this.programmeStale = false;
    this.programme = told.turns;
    if (this.state.page) { this.transport.set(this.#cycle(this.frames), this.state.turn); return; }
    const at = stale && !this.#inCycle(turn) ? 0 : cycle.found(told.turns, turn, this.state.turn);
    this.state.turn = at;
    this.transport.set(this.programme, at);
    this.#draw();
    if (!cycle.same(this.transport.turn, turn)) await this.show();
  }

  #inCycle(turn) {
    return this.programme.some((one) => one.page === turn?.page);
  }

  // Files have changed: the pages first, which somebody waits for.
  async changed(told) {
    this.#tellProblems(told.problems);
    clearTimeout(this.quiet);
    this.cycling?.abort();
    await this.show();
    this.about = await ask("about");
    this.#tellProblems(this.about.problems);
    this.#draw();
    clearTimeout(this.quiet);
    this.quiet = setTimeout(() => this.programmed(), QUIET_MS);
  }

  #tellProblems(problems = this.problems) {
    this.problems = problems;
    strip(problems, this.wall.boards.map((board) => board.said));
  }

  #draw() {
    this.choices.show(this.state, this.about, this.programme);
    document.body.dataset.over = ["outlines", "baselines", "sizes"].filter((one) => this.state[one]).join(" ");
    this.transport.pace = Number(this.state.pace);
    this.wall.hang(this.about.panels, this.state);
    this.#keep();
  }

  #keep() {
    keep(this.state, this.about);
  }
}

// Where there is little room the choices are folded away.
function folded() {
  const narrow = matchMedia("(max-width: 700px)");
  const fold = () => { byId("bars").open = !narrow.matches; };
  narrow.addEventListener("change", fold);
  fold();
}

async function begin() {
  const preview = new Preview(await ask("about"));
  keys(shortcuts(preview));
  byId("ask").addEventListener("click", () => byId("keys").showModal());
  folded();
  calibrate(() => preview.wall.fit());
  onDensity(() => preview.wall.fit());
  const missed = async () => preview.changed(await ask("about"));
  new Changes((told) => preview.changed(told), connection(missed));
  await preview.open();
}

begin().catch((error) => {
  byId("boards").replaceChildren(el("p", { class: "problem" }, `${error.message} Reload the page when the preview is there.`));
});
