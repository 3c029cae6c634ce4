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

// A browser gives up an event stream that was refused; a preview that was started anew is found.
const AGAIN_MS = 2000;

export function listen(changed, connected) {
  const source = new EventSource("/api/changes");
  source.addEventListener("open", () => connected(true));
  source.addEventListener("changed", (event) => changed(JSON.parse(event.data)));
  source.addEventListener("error", () => {
    connected(false);
    if (source.readyState === EventSource.CLOSED) {
      setTimeout(() => listen(changed, connected), AGAIN_MS);
    }
  });
}
