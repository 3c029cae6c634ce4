// The turns of a board: which page, with which leading story, which of its frames, how long.

const DWELL_S = 300;

// One page alone, all its frames.
export function ofPage(page, lead, frames, programme) {
  const seconds = programme.find((turn) => turn.page === page)?.seconds || DWELL_S;
  return Array.from({ length: Math.max(1, frames) }, (_, frame) => ({ page, lead, frame, seconds }));
}

// A panel beside the first may need more frames for a page; then they all come.
export function stretched(turns, page, lead, frames) {
  const mine = turns.filter((turn) => turn.page === page && turn.lead === lead);
  const last = turns.indexOf(mine.at(-1));
  if (last < 0 || mine.length >= frames) return turns;
  const more = ofPage(page, lead, frames, mine).slice(mine.length);
  return turns.toSpliced(last + 1, 0, ...more);
}

export const same = (one, two) =>
  one?.page === two?.page && one?.lead === two?.lead && one?.frame === two?.frame;

// Where a turn stands now that the cycle is another one; else the place that it had.
export function found(turns, turn, place) {
  const exact = turns.findIndex((one) => same(one, turn));
  if (exact >= 0) return exact;
  const near = turns.findIndex((one) => one.page === turn?.page && one.lead === turn?.lead);
  return near >= 0 ? near : Math.min(place, turns.length - 1);
}
