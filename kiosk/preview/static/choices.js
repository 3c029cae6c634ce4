// The bars of choices: drawn from the state, and what somebody chooses in them.

import { byId, choose, el } from "./dom.js";

const SWITCHES = ["outlines", "baselines", "sizes", "refreshes"];
const LEAST_LEADS = 5;

export class Choices {
  constructor(change) {
    this.change = change;
    byId("choices").addEventListener("submit", (event) => event.preventDefault());
    byId("choices").addEventListener("change", (event) => this.#chosen(event.target));
    byId("looks").addEventListener("change", (event) => this.#looked(event.target));
    byId("pace").addEventListener("change", (event) => this.change({ pace: event.target.value }));
    byId("now").addEventListener("click", () => this.change({ at: "" }));
    document.addEventListener("pointerdown", (event) => {
      if (!byId("panels").contains(event.target)) byId("panels").open = false;
    });
  }

  #chosen({ name, value, type }) {
    if (type === "checkbox") {
      const boxes = [...byId("panels").querySelectorAll("input:checked")];
      if (boxes.length) this.change({ panels: boxes.map((box) => box.value) });
      else byId("panels").querySelector(`input[value="${value}"]`).checked = true;
    } else this.change({ [name]: name === "lead" ? Number(value) : value });
  }

  #looked({ name, value, checked }) {
    if (name === "seen") this.change({ seen: value === "1" });
    else this.change({ [name]: SWITCHES.includes(name) ? checked : value });
  }

  show(state, about, programme) {
    document.title = `${about.board}: preview`;
    byId("name").textContent = about.board;
    const { elements } = byId("choices");
    this.#panels(about.panels, state.panels);
    elements.rotate.value = state.rotate;
    const pages = about.pages.map((page) => ({ name: page, says: page }));
    choose(elements.page, [{ name: "", says: "the programme" }, { group: "One page", options: pages }], state.page);
    const most = Math.max(LEAST_LEADS, state.lead + 1, ...programme.map((turn) => turn.lead + 1));
    const leads = Array.from({ length: most }, (_, at) => ({ name: String(at), says: at ? `story ${at + 1}` : "the first" }));
    choose(elements.lead, leads, String(state.lead));
    choose(elements.news, about.news, state.news);
    choose(elements.with, about.variations, state.with);
    this.#time(about.moments, state.at);
    this.#looks(state);
  }

  #panels(panels, chosen) {
    const summary = byId("panels").querySelector("summary");
    const titles = panels.filter((one) => chosen.includes(one.name)).map((one) => one.title ?? one.name);
    summary.firstElementChild.textContent = titles.length === 1 ? titles[0] : `${titles.length} panels`;
    summary.title = titles.join("\n");
    const around = byId("panels").querySelector("fieldset");
    const drawn = JSON.stringify(panels);
    if (around.dataset.drawn !== drawn) {
      around.dataset.drawn = drawn;
      around.replaceChildren(around.firstElementChild, ...panels.map(box));
    }
    for (const one of around.querySelectorAll("input")) one.checked = chosen.includes(one.value);
  }

  #time(moments, at) {
    const input = byId("at");
    if (document.activeElement !== input || at === "") input.value = at;
    byId("now").disabled = at === "";
    const drawn = JSON.stringify(moments);
    if (input.dataset.drawn === drawn) return;
    input.dataset.drawn = drawn;
    byId("moments").replaceChildren(...moments.filter(({ name }) => name).map(({ name, says }) => el("option", { value: name, label: says })));
  }

  #looks(state) {
    const { elements } = byId("looks");
    elements.size.value = state.size;
    elements.seen.value = state.seen ? "1" : "0";
    for (const name of SWITCHES) elements[name].checked = state[name];
    byId("pace").value = state.pace;
    byId("calibrate").hidden = state.size !== "wall";
  }

  // What the board would do at that time.
  tell({ says, due, why }) {
    const reasons = { urgent: "something urgent stands", closed: "the office is closed" };
    byId("moment").textContent = says;
    byId("due").textContent = reasons[why] ?? `${due} is due`;
  }

  wrongTime(says) {
    byId("at").setAttribute("aria-invalid", String(Boolean(says)));
    byId("at-problem").textContent = says;
  }
}

function box(panel) {
  const size = `${panel.width} × ${panel.height}`;
  return el("label", {}, el("input", { type: "checkbox", value: panel.name }), el("span", {}, panel.title ?? panel.name), el("small", {}, size));
}
