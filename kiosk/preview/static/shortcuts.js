// What each key does.

import { byId } from "./dom.js";

export function shortcuts(preview) {
  const flip = (name) => () => preview.change({ [name]: !preview.state[name] });
  const size = (name) => () => preview.change({ size: name });
  return [
    ["ArrowRight", "the next turn", () => preview.transport.step(1)],
    ["ArrowLeft", "the turn before", () => preview.transport.step(-1)],
    ["Home", "the first turn", () => preview.turn(0, { said: true })],
    ["p", "turn the pages, or hold", () => preview.transport.toggle()],
    ["r", "play the refresh to this frame", () => preview.refresh()],
    ["o", "regions", flip("outlines")],
    ["b", "baselines", flip("baselines")],
    ["l", "letter sizes", flip("sizes")],
    ["c", "nominal colours, or as seen", flip("seen")],
    ["1", "size in pixels", size("pixels")],
    ["2", "size fitted", size("fit")],
    ["3", "size as on the wall", size("wall")],
    ["t", "write a time", () => byId("at").focus()],
    ["n", "back to now", () => preview.change({ at: "" })],
    ["s", "save the first board's PNG", () => document.querySelector(".save:not([hidden])")?.click()],
    ["Escape", "no region is lit, no list is open", () => rest(preview)],
    ["?", "these keys", () => byId("keys").showModal()],
  ];
}

function rest(preview) {
  const panels = byId("panels");
  if (panels.open) {
    panels.open = false;
    panels.querySelector("summary").focus();
  }
  preview.wall.unlight();
}
