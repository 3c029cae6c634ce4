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

export function connection() {
  const line = byId("line");
  return (live) => {
    line.textContent = live ? "live" : "connection lost; trying again";
    line.classList.toggle("lost", !live);
  };
}
