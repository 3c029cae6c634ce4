// How large a board stands on the screen: in its pixels, fitted, or as on the wall.

import { byId } from "./dom.js";

const CARD_MM = 85.6;
const CSS_PX_PER_MM = 96 / 25.4;
const KEPT = "kiosk-preview.px-per-mm";
// What stands beside a single board; a caption above each, and its buttons beneath.
const ROOM_PX = { beside: 340, around: 175 };
const GAP_PX = 28;
// A caption wants its room over a narrow picture, too.
export const LEAST_ACROSS_PX = 340;

export function perMillimetre() {
  const kept = Number(localStorage.getItem(KEPT));
  return kept > 1 && kept < 20 ? kept : CSS_PX_PER_MM;
}

// Screen pixels (CSS) for one pixel of the panel.
export function factor(size, shape, room) {
  if (size === "pixels") return 1 / devicePixelRatio;
  if (size === "wall") return (shape.widthMm * perMillimetre()) / shape.width;
  return Math.min(room.width / shape.width, room.height / shape.height);
}

// The room that each of so many boards has, between the bars.
export function room(count, across, bars) {
  const beside = count === 1 && across > 900;
  const columns = Math.max(1, Math.min(count, Math.floor(across / LEAST_ACROSS_PX)));
  const width = beside ? across - ROOM_PX.beside : (across - GAP_PX * (columns - 1)) / columns;
  return { width: Math.max(200, width - 2), height: Math.max(400, innerHeight - bars - ROOM_PX.around) };
}

export function calibrate(changed) {
  const [dialog, range, shape] = [byId("card"), byId("card-width"), byId("card-shape")];
  const show = () => {
    const width = perMillimetre() * CARD_MM;
    range.value = width;
    shape.style.width = `${width}px`;
    byId("card-says").textContent = `${perMillimetre().toFixed(2)} px a millimetre`;
    changed();
  };
  const set = (width) => {
    localStorage.setItem(KEPT, String(width / CARD_MM));
    show();
  };
  byId("calibrate").addEventListener("click", () => { show(); dialog.showModal(); });
  range.addEventListener("input", () => set(Number(range.value)));
  byId("card-reset").addEventListener("click", () => { localStorage.removeItem(KEPT); show(); });
  shape.addEventListener("pointerdown", (event) => shape.setPointerCapture(event.pointerId));
  shape.addEventListener("pointermove", (event) => {
    const width = event.clientX - shape.getBoundingClientRect().left;
    if (event.buttons) set(Math.max(Number(range.min), Math.min(Number(range.max), width)));
  });
}

// Another zoom, another screen: one panel pixel is another length.
export function onDensity(changed) {
  matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener(
    "change",
    () => { changed(); onDensity(changed); },
    { once: true },
  );
}
