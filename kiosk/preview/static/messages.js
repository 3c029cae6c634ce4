// What stands above the boards: problems of files that no board tells, and a lost connection.

import { byId } from "./dom.js";
import { problem } from "./notes.js";

// `known` are the sentences that stand on the boards already.
export function strip(problems, known) {
  const place = byId("problems");
  const others = problems.filter((one) => !known.includes(problem(one).textContent));
  const drawn = JSON.stringify(others);
  if (place.dataset.drawn === drawn) return;
  place.dataset.drawn = drawn;
  place.replaceChildren(...others.map(problem));
  place.hidden = !others.length;
}

// Says whether changes are told; `missed` is called when some may not have been.
export function connection(missed) {
  const line = byId("line");
  let was = "";
  return (now) => {
    if (now === "live" && was && was !== "live") missed();
    was = now;
    line.textContent = { live: "live", lost: "connection lost; trying again", away: "at rest" }[now];
    line.classList.toggle("lost", now === "lost");
  };
}
