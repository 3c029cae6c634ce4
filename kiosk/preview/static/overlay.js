// Regions, baselines and letter sizes, drawn over a picture.

import { el, svg } from "./dom.js";

// A rule is too low for its name.
const LEAST_NAMED = 9;

export class Overlay {
  constructor(chosen) {
    this.drawing = svg("svg", { class: "overlay" });
    this.tip = el("p", { class: "tip", hidden: true });
    this.chosen = chosen;
  }

  draw(frame, width, height) {
    this.drawing.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.drawing.replaceChildren(
      group("regions", "Regions", frame.regions.map((one) => this.#region(one))),
      group("baselines", "Baselines", frame.lines.map(baseline)),
      group("sizes", "Letter sizes", frame.lines.map((one) => this.#line(one))),
    );
    for (const one of this.drawing.querySelectorAll(".regions, .sizes")) rove(one);
    this.tip.hidden = true;
  }

  clear() {
    this.drawing.replaceChildren();
    this.tip.hidden = true;
  }

  // One unit of the drawing in pixels of the screen, so that lines and names stay as they are.
  scale(factor) {
    this.drawing.style.setProperty("--unit", `${1 / factor}px`);
  }

  light(name) {
    for (const one of this.drawing.querySelectorAll(".region")) {
      const lit = one.dataset.region === name;
      one.classList.toggle("lit", lit);
      one.setAttribute("aria-pressed", String(lit));
    }
  }

  #region({ name, x, y, w, h }) {
    const pick = () => this.chosen(name);
    const box = svg("rect", { x, y, width: w, height: Math.max(h, 1) });
    const words = svg("text", { x: x + w, y, "aria-hidden": "true" });
    words.textContent = name;
    return svg(
      "g",
      {
        class: h < LEAST_NAMED ? "region slight" : "region",
        "data-region": name,
        role: "button",
        "aria-label": `Region ${name}`,
        "aria-pressed": "false",
        onclick: pick,
        onkeydown: (event) => pressed(event) && (event.preventDefault(), pick()),
      },
      box,
      words,
    );
  }

  #line(line) {
    const { x, width, baseline: y, rise, drop, text, minutes, small } = line;
    const says = `${line.region}: ${line.face} ${line.size} px, capitals of ${minutes}′${small ? ", too small" : ""}`;
    const box = svg("rect", {
      x, y: y - rise, width, height: rise + drop,
      class: small ? "line small" : "line",
      role: "img",
      "aria-label": `${text}. ${says}`,
    });
    const show = () => this.#tell(says, x, y - rise);
    const hide = () => { this.tip.hidden = true; };
    for (const name of ["pointerenter", "focus"]) box.addEventListener(name, show);
    for (const name of ["pointerleave", "blur"]) box.addEventListener(name, hide);
    return box;
  }

  #tell(says, x, y) {
    const { width, height } = this.drawing.viewBox.baseVal;
    this.tip.textContent = says;
    this.tip.hidden = false;
    this.tip.classList.toggle("left", x > width / 2);
    this.tip.style.setProperty("--x", `${(100 * x) / width}%`);
    this.tip.style.setProperty("--y", `${(100 * y) / height}%`);
  }
}

const pressed = (event) => event.key === "Enter" || event.key === " ";

function group(name, label, children) {
  const props = { class: name, role: "group", "aria-label": label };
  return svg("g", name === "baselines" ? { class: name, "aria-hidden": "true" } : props, ...children);
}

function baseline({ x, width, baseline: y }) {
  return svg("line", { x1: x, x2: x + width, y1: y, y2: y });
}

// One stop for Tab in a group, and arrows go on from there.
function rove(around) {
  const all = [...around.children];
  all.forEach((one, at) => one.setAttribute("tabindex", at ? "-1" : "0"));
  around.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    const at = all.indexOf(event.target);
    const next = step && all[at + step];
    if (step) { event.preventDefault(); event.stopPropagation(); }
    if (!next) return;
    all[at].setAttribute("tabindex", "-1");
    next.setAttribute("tabindex", "0");
    next.focus();
  });
}
