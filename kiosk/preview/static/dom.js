// Elements, made in one line each.

export function el(tag, props = {}, ...children) {
  const made = document.createElement(tag);
  fill(made, props);
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

export function svg(tag, props = {}, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  fill(made, props);
  made.append(...children);
  return made;
}

function fill(made, props) {
  for (const [name, value] of Object.entries(props)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
  }
}

export const byId = (id) => document.getElementById(id);

// A list of choices is drawn anew only if it is another one: an open list must not close.
export function choose(select, options, value) {
  const drawn = JSON.stringify(options);
  if (select.dataset.drawn !== drawn) {
    select.dataset.drawn = drawn;
    select.replaceChildren(...options.map(option));
  }
  select.value = value;
  if (select.selectedIndex < 0 && select.options.length) select.selectedIndex = 0;
}

function option(one) {
  if (one.group) return el("optgroup", { label: one.group }, ...one.options.map(option));
  return el("option", { value: one.name }, one.says);
}

export const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

// How a length of time is said: “5 min”, “12 s”, “1.5 s”.
export function lasting(seconds) {
  if (seconds >= 90) return `${Math.round(seconds / 6) / 10} min`;
  return seconds < 10 ? `${Math.round(seconds * 10) / 10} s` : `${Math.round(seconds)} s`;
}
