// The boards, side by side.

import { Board } from "./board.js";
import { byId } from "./dom.js";
import { room } from "./scale.js";

export class Wall {
  #boards = new Map();

  constructor() {
    this.element = byId("boards");
    new ResizeObserver(() => this.fit()).observe(this.element);
  }

  get boards() {
    return [...this.#boards.values()];
  }

  // A board for each panel that is chosen, in the catalogue's order; those that stay are kept.
  hang(panels, state) {
    this.state = state;
    const wanted = panels.filter((panel) => state.panels.includes(panel.name));
    for (const [name, board] of this.#boards) {
      if (state.panels.includes(name)) continue;
      board.element.remove();
      this.#boards.delete(name);
    }
    const hung = wanted.map((panel) => this.#boards.get(panel.name) ?? new Board(panel));
    this.#boards = new Map(hung.map((board) => [board.panel.name, board]));
    hung.forEach(({ element }, at) => {
      const there = this.element.children[at];
      if (there !== element) this.element.insertBefore(element, there ?? null);
    });
    this.element.classList.toggle("single", hung.length === 1);
    this.fit();
  }

  fit() {
    const { paddingLeft, paddingRight } = getComputedStyle(this.element);
    const across = this.element.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight);
    const bars = this.element.offsetTop + document.querySelector(".transport").offsetHeight;
    const each = room(this.#boards.size, across, bars);
    for (const board of this.boards) {
      board.state = this.state;
      board.size(each);
    }
  }

  // No region is lit.
  unlight() {
    for (const board of this.boards) board.choose("");
  }
}
