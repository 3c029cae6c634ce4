// What was cut, shrunk, left out or is too small; what is wrong with a file; the words of a frame.

import { el } from "./dom.js";

const FAULTS = new Set(["left out", "cut", "no glyph"]);

export class Notes {
  constructor(chosen) {
    this.chosen = chosen;
    this.list = el("ul", {});
    this.title = el("h3", {}, "Losses");
    this.element = el("section", { class: "notes", hidden: true }, this.title, this.list);
  }

  show(page, frame) {
    const small = frame.lines.filter((line) => line.small);
    const notes = [
      ...page.losses.map((one) => ({ ...one, fault: FAULTS.has(one.kind) })),
      ...page.findings.map((one) => ({ ...one, kind: one.fault ? "too small" : "rather small" })),
      ...smallest(small, page.findings),
    ];
    this.element.hidden = false;
    this.title.textContent = notes.length ? "Cut, shrunk, left out, small" : "Nothing cut, shrunk or too small";
    this.list.replaceChildren(...notes.map((one) => this.#item(one)));
    this.list.hidden = !notes.length;
  }

  clear() {
    this.element.hidden = true;
    this.list.replaceChildren();
  }

  light(region) {
    for (const one of this.list.querySelectorAll("button")) {
      one.setAttribute("aria-pressed", String(Boolean(region) && one.dataset.region === region));
    }
  }

  #item({ kind, region, says, fault, key = "" }) {
    const pick = () => this.chosen(region);
    const place = [region, key].filter(Boolean).join(" · ");
    return el("li", {},
      el("button", { type: "button", "data-region": region, "aria-pressed": "false", disabled: !region, onclick: pick },
        el("span", { class: fault ? "kind fault" : "kind" }, kind), " ",
        el("span", { class: "place" }, place), " ",
        el("span", { class: "says" }, says)));
  }
}

// Lines that are too small where no size of the layout says so, by region.
function smallest(lines, findings) {
  const told = new Set(findings.filter((one) => one.fault).map((one) => one.region));
  const least = new Map();
  for (const { region, minutes } of lines) {
    if (!told.has(region)) least.set(region, Math.min(minutes, least.get(region) ?? Infinity));
  }
  return [...least].map(([region, minutes]) => ({
    kind: "too small", region, fault: true, says: `its capitals are ${minutes}′ high to its readers`,
  }));
}

// A fault of a file: its place first, and then what the command line says of it.
export function problem({ file = "", line = 0, key = "", region = "", says }) {
  const where = key.includes(region) ? key : [region, key].filter(Boolean).join(" · ");
  const place = [file && (line ? `${file}, line ${line}` : file), where].filter(Boolean);
  return el("p", { class: "problem" },
    place.length ? el("strong", {}, place.join(" · ")) : null, " ",
    el("span", {}, alone(says, file, key)));
}

// A sentence without the place that the command line begins it with.
function alone(says, file, key) {
  const begins = says.includes(file) && key && says.indexOf(`${key}: `);
  if (file && begins > 0) return says.slice(begins + key.length + 2);
  return says.charAt(0).toUpperCase() + says.slice(1);
}

export function words(frame) {
  const regions = Map.groupBy(frame.lines, (line) => line.region);
  return [...regions.values()].map((lines) => el("p", {}, lines.map((line) => line.text).join(" ")));
}
