// The keys, and the list of them.

import { byId, el } from "./dom.js";

const KEPT = "kiosk-preview.keys";
const WRITES = 'input:not([type="checkbox"], [type="radio"], [type="range"]), select, textarea';

// `keys` are rows of [key, what it does, action]; one-letter keys can be switched off.
export function keys(rows) {
  const on = byId("keys-on");
  on.checked = localStorage.getItem(KEPT) !== "off";
  on.addEventListener("change", () => localStorage.setItem(KEPT, on.checked ? "on" : "off"));
  byId("keys").querySelector("dl").replaceChildren(...rows.flatMap(([key, says]) => [
    el("dt", {}, el("kbd", {}, NAMES[key] ?? key)), el("dd", {}, says)]));
  const actions = new Map(rows.map(([key, , action]) => [key, action]));
  document.addEventListener("keydown", (event) => {
    const action = actions.get(event.key);
    if (!action || !heeded(event, on.checked)) return;
    event.preventDefault();
    action();
  });
}

const NAMES = { ArrowLeft: "←", ArrowRight: "→", Escape: "Esc" };

function heeded(event, letters) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return false;
  if (document.querySelector("dialog[open]")) return false;
  const { target } = event;
  if (event.key === "Escape") return true;
  if (target.matches?.(WRITES)) return false;
  if (event.key.startsWith("Arrow")) return !target.matches?.('input, [tabindex="0"].scroller');
  return letters || event.key === "Home";
}
