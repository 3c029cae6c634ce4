// A refresh as the glass does it: what flashes, how long, and what is left of the old picture.

import { calm, el, lasting } from "./dom.js";
import { loaded, picture } from "./server.js";

// More than three flashes a second can harm who sees them: a state stands at least so long.
const LEAST_STATE_MS = 340;
// How much of an old picture shines through where its ghost is strongest.
const GHOST = 0.3;

export class Glass {
  constructor() {
    this.canvas = el("canvas", { class: "glass", hidden: true, "aria-hidden": "true" });
    this.done = el("span", {});
    this.clock = el("output", {});
    this.bar = el("div", { class: "refreshing", "aria-hidden": "true" }, this.done, this.clock);
    this.run = 0;
  }

  // The picture itself is seen again.
  lift() {
    this.run += 1;
    this.canvas.hidden = true;
    this.bar.classList.remove("on");
  }

  // What is seen stays until a refresh is played, though the picture beneath changes.
  hold(image) {
    this.run += 1;
    if (!this.canvas.hidden || !image.naturalWidth) return;
    new Scene(this.canvas, image, image, "#fff").old();
    this.canvas.hidden = false;
  }

  async play(told, image, state, panel) {
    if (!told.shown) { this.lift(); return; }
    const run = (this.run += 1);
    const before = told.before ? await loaded(picture(told.before, state.seen)).catch(() => null) : null;
    const ghosts = told.ghosts ? await loaded(told.ghosts) : null;
    if (run !== this.run) return;
    const scene = new Scene(this.canvas, image, before, paperOf(panel, state.seen));
    const seconds = told.seconds / Number(state.pace);
    const states = calm() ? [scene.old] : statesOf(told, panel, scene, state.seen, seconds * 1000);
    scene.old();
    this.canvas.hidden = false;
    this.bar.classList.add("on");
    await this.#pass(states, told, seconds, run);
    if (run !== this.run) return;
    this.bar.classList.remove("on");
    scene.fresh();
    if (ghosts) scene.haunt(ghosts);
    else this.canvas.hidden = true;
  }

  #pass(states, told, seconds, run) {
    const begun = performance.now();
    let at = -1;
    return new Promise((ended) => {
      const step = (now) => {
        const share = Math.min(1, (now - begun) / 1000 / seconds);
        if (run !== this.run || share >= 1) { ended(); return; }
        const due = Math.min(states.length - 1, Math.floor(share * states.length));
        if (due !== at) states[(at = due)]();
        this.done.style.transform = `scaleX(${share})`;
        this.clock.textContent = `${lasting(share * told.seconds)} of ${lasting(told.seconds)}`;
        requestAnimationFrame(step);
      };
      requestAnimationFrame(step);
    });
  }
}

// What may stand on the canvas while a glass is driven.
class Scene {
  constructor(canvas, image, before, paper) {
    Object.assign(this, { canvas, image, before, paper });
    canvas.width = image.naturalWidth;
    canvas.height = image.naturalHeight;
    this.pen = canvas.getContext("2d", { willReadFrequently: true });
    this.old = () => this.#whole(before);
    this.fresh = () => this.#whole(image);
  }

  #whole(picture) {
    this.pen.globalCompositeOperation = "source-over";
    if (picture) this.pen.drawImage(picture, 0, 0);
    else this.fill(this.paper, [[0, 0, this.canvas.width, this.canvas.height]]);
  }

  fill(colour, areas) {
    this.pen.fillStyle = colour;
    for (const area of areas) this.pen.fillRect(...area);
  }

  // The new picture, inverted, in these areas.
  inverted(areas) {
    this.part(areas);
    this.pen.globalCompositeOperation = "difference";
    this.fill("#fff", areas);
    this.pen.globalCompositeOperation = "source-over";
  }

  part(areas) {
    for (const [x, y, w, h] of areas) this.pen.drawImage(this.image, x, y, w, h, x, y, w, h);
  }

  haunt(ghosts) {
    const { width, height } = this.canvas;
    const now = this.pen.getImageData(0, 0, width, height);
    const then = pixels(this.before, width, height, this.paper);
    const much = pixels(ghosts, width, height, "#000");
    for (let at = 0; at < now.data.length; at += 4) {
      const share = (GHOST * much[at]) / 255;
      for (let part = at; part < at + 3; part += 1) {
        now.data[part] += share * (then[part] - now.data[part]);
      }
    }
    this.pen.putImageData(now, 0, 0);
  }
}

function pixels(image, width, height, ground) {
  const pen = new OffscreenCanvas(width, height).getContext("2d");
  pen.fillStyle = ground;
  pen.fillRect(0, 0, width, height);
  if (image) pen.drawImage(image, 0, 0, width, height);
  return pen.getImageData(0, 0, width, height).data;
}

const colour = (ink, seen) => (seen ? ink.measured : ink.nominal);

function paperOf(panel, seen) {
  const white = panel.inks.find((ink) => ink.name === "white");
  return white ? colour(white, seen) : "#fff";
}

// The looks that a refresh goes through, each for as long; fewer, if else they were to flicker.
function statesOf(told, panel, scene, seen, lastsMs) {
  const { areas } = told;
  const solid = (ink) => () => scene.fill(ink, areas);
  const named = (name) => colour(panel.inks.find((ink) => ink.name === name) ?? panel.inks[0], seen);
  const [black, white] = [solid(named("black")), solid(scene.paper)];
  const fresh = () => scene.part(areas);
  const colours = panel.kind === "colour" ? panel.inks.filter(({ name }) => !["black", "white"].includes(name)) : [];
  const looks = {
    full: [() => scene.inverted(areas), black, white, ...colours.map((ink) => solid(colour(ink, seen))), black, white, fresh],
    fast: [() => scene.inverted(areas), white, fresh],
    partial: [scene.old, fresh],
  }[told.how] ?? [scene.old, fresh];
  const most = Math.floor(lastsMs / LEAST_STATE_MS);
  return most >= looks.length ? looks : [scene.old, ...(most > 2 ? looks.slice(1 - most) : [])];
}

// A refresh in words, and whether the glass has the frame that it was to show.
export function said(told, frame) {
  if (!told.shown) return `No refresh: ${told.reason}.`;
  const kind = { full: "Full", fast: "Fast", partial: "Partial" }[told.how] ?? told.how;
  const areas = told.how === "partial" ? `, ${told.areas.length} ${told.areas.length === 1 ? "area" : "areas"}` : "";
  const honest = told.decoded === frame.digest ? "the glass has every pixel of it" : "the glass shows another picture";
  return `${kind} refresh, ${lasting(told.seconds)}${areas}: ${told.reason}; ${honest}.`;
}
