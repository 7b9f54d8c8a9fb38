// The keyboard's way through the timeline: arrows between visits, Enter opens, Esc closes.

const bar = (key) => document.querySelector(`.bar[data-visit="${CSS.escape(key)}"]`);

function position(rows, key) {
  const row = rows.findIndex((keys) => keys.includes(key));
  return [row, row < 0 ? -1 : rows[row].indexOf(key)];
}

// The visit of another row that lies nearest in time; rows without visits are passed over.
function nearest(day, key, step) {
  const [row] = position(day.rows, key);
  const start = day.entries.get(key).stop.start;
  for (let at = row + step; at >= 0 && at < day.rows.length; at += step) {
    const far = (other) => Math.abs(day.entries.get(other).stop.start - start);
    const [best] = [...day.rows[at]].sort((one, other) => far(one) - far(other));
    if (best) return best;
  }
  return key;
}

function target(day, key, pressed) {
  const [row, column] = position(day.rows, key);
  const keys = day.rows[row];
  switch (pressed) {
    case "ArrowRight": return keys[Math.min(column + 1, keys.length - 1)];
    case "ArrowLeft": return keys[Math.max(column - 1, 0)];
    case "ArrowDown": return nearest(day, key, 1);
    case "ArrowUp": return nearest(day, key, -1);
    case "Home": return keys[0];
    case "End": return keys.at(-1);
    default: return null;
  }
}

function focusBar(key) {
  // only one bar is in the tab order, so that Tab leaves the timeline with one press
  document.querySelector('.bar[tabindex="0"]')?.setAttribute("tabindex", "-1");
  const next = bar(key);
  next.tabIndex = 0;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest", inline: "nearest" });
}

export function linkKeys(day, choice) {
  document.getElementById("gantt").addEventListener("keydown", (event) => {
    const key = event.target.closest(".bar")?.dataset.visit;
    const next = key && target(day, key, event.key);
    if (!next) return;
    event.preventDefault();
    focusBar(next);
    if (choice.chosen) choice.choose(next);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = document.querySelector("details.pop[open]");
    if (open) open.open = false;
    else if (choice.chosen) close(choice);
    else if (choice.alone) choice.isolate(null);
  });
}

function close(choice) {
  const key = choice.chosen;
  choice.choose(null);
  if (bar(key)) focusBar(key);
}
