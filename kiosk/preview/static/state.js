// What is looked at, and how: one object, kept in the page's address.

const OVERLAYS = ["outlines", "baselines", "sizes"];

export function opening(about, address = location.search) {
  const asked = new URLSearchParams(address);
  const known = new Set(about.panels.map((panel) => panel.name));
  const panels = asked.getAll("panel").filter((name) => known.has(name));
  const whole = (name) => Math.max(0, Number.parseInt(asked.get(name) ?? "1", 10) - 1 || 0);
  const over = new Set((asked.get("over") ?? "").split(" "));
  return {
    panels: panels.length ? panels : about.chosen,
    rotate: asked.get("rotate") ?? String(about.rotate),
    page: asked.get("page") ?? "",
    lead: whole("lead"),
    turn: whole("turn"),
    news: asked.get("news") ?? about.chosenNews ?? about.news[0].name,
    with: asked.get("with") ?? "",
    at: asked.get("at") ?? "",
    size: ["pixels", "wall"].includes(asked.get("size")) ? asked.get("size") : "fit",
    seen: asked.get("seen") === "1",
    refreshes: asked.get("refreshes") === "1",
    pace: ["10", "60"].includes(asked.get("pace")) ? asked.get("pace") : "1",
    ...Object.fromEntries(OVERLAYS.map((name) => [name, over.has(name)])),
  };
}

export function written(state, about) {
  const told = new URLSearchParams();
  for (const name of state.panels) told.append("panel", name);
  if (state.rotate !== String(about.rotate)) told.set("rotate", state.rotate);
  for (const name of ["page", "with", "at"]) if (state[name]) told.set(name, state[name]);
  told.set("news", state.news);
  for (const name of ["lead", "turn"]) if (state[name]) told.set(name, String(state[name] + 1));
  if (state.size !== "fit") told.set("size", state.size);
  for (const name of ["seen", "refreshes"]) if (state[name]) told.set(name, "1");
  if (state.pace !== "1") told.set("pace", state.pace);
  const over = OVERLAYS.filter((name) => state[name]).join(" ");
  if (over) told.set("over", over);
  return `?${told}`;
}

// A reload, and whoever gets the address, sees the same.
export function keep(state, about) {
  history.replaceState(null, "", written(state, about) + location.hash);
}

export function view(state, panel) {
  const { rotate, news, at } = state;
  return new URLSearchParams({ panel, rotate, news, with: state.with, at });
}
