// What the server is asked, and how it tells of changes.

export class Refused extends Error {
  constructor(problem) {
    super(problem.says);
    this.problem = problem;
  }
}

export async function ask(path, query = "", options = {}) {
  const answer = await fetch(`/api/${path}?${query}`, options);
  if (answer.ok) return answer.json();
  const told = await answer.json().catch(() => ({}));
  const says = `The preview answers ${answer.status}.`;
  throw new Refused(told.problem ?? { file: "", line: 0, key: "", region: "", says });
}

export const picture = (digest, seen) => `/frames/${digest}.png${seen ? "?seen=1" : ""}`;

export function saved(frame, seen) {
  const name = seen ? frame.file.replace(/\.png$/, "-as-seen.png") : frame.file;
  return { name, address: `/frames/${frame.digest}.png?save=${name}${seen ? "&seen=1" : ""}` };
}

// A picture that can be drawn at once: nothing blinks when it takes the old one's place.
export async function loaded(address) {
  const image = new Image();
  image.src = address;
  await image.decode();
  return image;
}

// A browser gives up a stream that was refused; a preview that was started anew is found.
const AGAIN_MS = 2000;

// Tells of changes for as long as the page is seen: a browser has few connections to one server,
// and a tab behind others, or a page that was left, would hold one. `connected` hears of "live",
// of "lost", and of "away", after which anything may have changed, too.
export class Changes {
  constructor(changed, connected) {
    Object.assign(this, { changed, connected });
    document.addEventListener("visibilitychange", () => (document.hidden ? this.leave() : this.listen()));
    addEventListener("pagehide", () => this.leave());
    addEventListener("pageshow", (event) => event.persisted && this.listen());
    this.listen();
  }

  listen() {
    if (this.stream || document.hidden) return;
    this.stream = new EventSource("/api/changes");
    this.stream.addEventListener("open", () => this.connected("live"));
    this.stream.addEventListener("changed", (event) => this.changed(JSON.parse(event.data)));
    this.stream.addEventListener("error", () => this.#lost());
  }

  leave() {
    this.stream?.close();
    this.stream = null;
    this.connected("away");
  }

  #lost() {
    this.connected("lost");
    if (this.stream?.readyState !== EventSource.CLOSED) return;
    this.stream = null;
    setTimeout(() => this.listen(), AGAIN_MS);
  }
}
