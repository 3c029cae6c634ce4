// One board: its picture as it is now, what lies over it, and what there is to say of it.

import { el } from "./dom.js";
import { Glass, said } from "./glass.js";
import { Notes, problem, words } from "./notes.js";
import { Overlay } from "./overlay.js";
import { Refused, ask, loaded, picture, saved } from "./server.js";
import { LEAST_ACROSS_PX, factor } from "./scale.js";
import { view } from "./state.js";

let count = 0;

export class Board {
  constructor(panel) {
    this.panel = panel;
    this.page = null;
    this.frame = null;
    this.asked = new AbortController();
    this.overlay = new Overlay((region) => this.choose(region));
    this.notes = new Notes((region) => this.choose(region));
    this.glass = new Glass();
    this.element = this.#built();
  }

  #built() {
    const id = `board-${(count += 1)}`;
    this.image = el("img", { alt: "" });
    this.caption = el("p", { class: "facts" });
    this.where = el("p", { class: "where" });
    this.trouble = el("div", { class: "trouble", hidden: true });
    this.refresh = el("p", { class: "refresh", role: "status" });
    this.save = el("a", { class: "button save", hidden: true }, "Save PNG");
    this.play = el("button", { type: "button", onclick: () => this.replay() }, "Play refresh");
    this.blank = el("button", { type: "button", class: "quiet", onclick: () => this.renew() }, "New glass");
    this.text = el("details", { class: "text" }, el("summary", {}, "Text of this frame"), el("div", { lang: "vi" }));
    this.surface = el("div", { class: `surface ${this.panel.kind}` },
      this.image, this.glass.canvas, this.overlay.drawing, this.overlay.tip, this.trouble);
    this.scroller = el("div", { class: "scroller" }, this.surface);
    this.head = el("h2", { id }, this.panel.title ?? this.panel.name);
    return el("article", { class: "board", "aria-labelledby": id, "data-panel": this.panel.name },
      el("figure", {},
        el("figcaption", {}, this.head, this.caption, this.where),
        this.scroller,
        this.glass.bar,
        el("div", { class: "actions" }, this.save, this.play, this.blank, this.refresh)),
      el("div", { class: "beside" }, this.notes.element, this.text));
  }

  // Show a turn; what was asked for before, and comes later, is thrown away.
  // `held`: a refresh to the new picture is played right after.
  async show(state, turn, held = false) {
    this.asked.abort();
    this.asked = new AbortController();
    const { signal } = this.asked;
    this.state = state;
    const query = view(state, this.panel.name);
    query.set("page", turn.page);
    query.set("lead", String(turn.lead));
    this.element.setAttribute("aria-busy", "true");
    try {
      const page = await ask("page", query, { signal });
      await this.#take(page, turn, signal, held);
    } catch (error) {
      if (signal.aborted) return null;
      this.#fail(error instanceof Refused ? error.problem : { says: "The preview does not answer." });
    }
    if (signal.aborted) return null;
    this.element.removeAttribute("aria-busy");
    return this.page;
  }

  async #take(page, turn, signal, held) {
    this.page = page;
    if (page.problem) {
      if (page.empty) this.#empty(page, turn);
      this.#fail(page.problem, page.empty);
      return;
    }
    const at = Math.min(turn.frame, page.frames.length - 1);
    const frame = page.frames[at];
    const image = await loaded(picture(frame.digest, this.state.seen));
    if (signal.aborted) return;
    this.element.classList.remove("broken");
    this.trouble.hidden = true;
    this.trouble.replaceChildren();
    this.#describe(page, frame, at, turn);
    if (this.image.src !== image.src) this.glass[held ? "hold" : "lift"](this.image);
    this.frame = frame;
    this.#put(image, page, at);
    this.overlay.draw(frame, page.width, page.height);
    this.notes.show(page, frame);
    this.choose("", { again: true });
    this.text.lastElementChild.replaceChildren(...words(frame));
    this.size();
  }

  #put(image, page, at) {
    const title = this.panel.title ?? this.panel.name;
    const of = page.frames.length > 1 ? `, frame ${at + 1} of ${page.frames.length}` : "";
    image.alt = `Page ${page.page} on ${title}${of}`;
    image.dataset.digest = this.frame.digest;
    this.image.replaceWith(image);
    this.image = image;
  }

  #place(page, empty) {
    const mm = (length) => Math.round(length);
    this.shape = page;
    this.caption.textContent =
      `${page.width} × ${page.height} px · ${mm(page.widthMm)} × ${mm(page.heightMm)} mm · read from ${page.distanceM} m`;
    this.save.hidden = this.text.hidden = empty;
    this.play.hidden = this.blank.hidden = empty || !this.panel.simulated;
  }

  #describe(page, frame, at, turn) {
    this.#place(page, false);
    const of = `frame ${at + 1} of ${page.frames.length}`;
    const story = turn.lead ? ` · story ${turn.lead + 1} leads` : "";
    this.where.replaceChildren(el("b", {}, page.page), ` · ${page.layout}.toml · ${of}${story}`);
    const { name, address } = saved(frame, this.state.seen);
    this.save.setAttribute("href", address);
    this.save.setAttribute("download", name);
    this.save.setAttribute("aria-label", `Save ${name}`);
  }

  #empty(page, turn) {
    this.#place(page, true);
    this.frame = null;
    const blank = el("img", { alt: "", class: "blank" });
    this.image.replaceWith(blank);
    this.image = blank;
    this.overlay.clear();
    this.notes.clear();
    this.glass.lift();
    this.where.replaceChildren(el("b", {}, turn.page), " · nothing to show");
    this.size();
  }

  #fail(wrong, mild = false) {
    if (!this.shape) this.shape = { ...this.panel };
    this.size();
    this.element.classList.toggle("broken", !mild);
    this.trouble.replaceChildren(problem(wrong));
    this.trouble.hidden = false;
  }

  get said() {
    return this.trouble.hidden ? "" : this.trouble.textContent;
  }

  // Light a region here and in the list; once more puts it out.
  choose(region, { again = false } = {}) {
    const wanted = again ? this.region : region;
    this.region = !again && wanted === this.region ? "" : wanted;
    this.element.classList.toggle("lighting", Boolean(this.region));
    this.overlay.light(this.region);
    this.notes.light(this.region);
  }

  // `room` is what there is for it; without one it is as before.
  size(room = this.room) {
    this.room = room;
    if (!room || !this.shape) return;
    const by = factor(this.state?.size ?? "fit", this.shape, room);
    this.surface.style.width = `${this.shape.width * by}px`;
    this.surface.style.height = `${this.shape.height * by}px`;
    this.surface.classList.toggle("crisp", by * devicePixelRatio >= 0.999);
    this.element.style.setProperty("--across", `${Math.max(LEAST_ACROSS_PX, this.shape.width * by)}px`);
    this.overlay.scale(by);
    const wide = this.shape.width * by > this.scroller.clientWidth + 1;
    if (wide) this.scroller.setAttribute("tabindex", "0");
    else this.scroller.removeAttribute("tabindex");
  }

  // Drive this panel's simulated glass to the frame that is shown, and play how that looks.
  async replay() {
    const { frame, state } = this;
    if (!frame || !this.panel.simulated || !this.trouble.hidden) { this.glass.lift(); return; }
    const query = view(state, this.panel.name);
    query.set("digest", frame.digest);
    this.play.disabled = true;
    try {
      const told = await ask("glass", query, { method: "POST" });
      this.refresh.textContent = said(told, frame);
      await this.glass.play(told, this.image, state, this.panel);
    } catch (error) {
      this.glass.lift();
      this.refresh.textContent = error instanceof Refused ? error.message : "The preview does not answer.";
    } finally {
      this.play.disabled = false;
    }
  }

  async renew() {
    this.glass.lift();
    await ask("glass/clear", view(this.state, this.panel.name), { method: "POST" });
    this.refresh.textContent = "A new glass: white, and nobody knows what it shows.";
  }
}
