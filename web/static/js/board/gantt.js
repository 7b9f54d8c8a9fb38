// The timeline: a row for each technician, hours across, placed by custom properties.

import { colour } from "./day.js";
import { dayBars, div, place } from "./bars.js";

const LEAST_MINUTE = 1.25; // pixels; below that a visit of half an hour has no room for its name
const CLOCK_STEP = 20_000;

export function drawGantt(frame, day, choice) {
  if (!day.axis) return;
  const minutes = (at) => (at - day.axis.from) / 60;
  const length = minutes(day.axis.to);
  const body = div("gantt-body");
  body.style.setProperty("--length", length);
  body.append(axis(day, minutes));
  for (const technician of day.technicians) {
    body.append(row(frame, technician, day, minutes));
  }
  body.append(nowLine(frame, day, minutes, body.querySelector(".gantt-axis .gantt-lane")));
  frame.replaceChildren(body);
  frame.querySelector(".bar")?.setAttribute("tabindex", "0");
  fit(frame, length);
  scrollToNow(frame, day, minutes);
  linkAlone(frame, choice);
}

function axis(day, minutes) {
  const line = div("gantt-axis");
  const lane = div("gantt-lane");
  for (const tick of day.axis.ticks) {
    const label = div("tick", tick.label);
    place(label, minutes(tick.at));
    lane.append(label);
  }
  lane.lastElementChild.classList.add("is-last");
  line.append(div("gantt-label"), lane);
  return line;
}

function row(frame, technician, day, minutes) {
  const line = div(`gantt-row ${colour(technician)}`);
  line.dataset.technician = technician.code;
  const lane = div("gantt-lane");
  for (const tick of day.axis.ticks) {
    const hour = div("hour");
    place(hour, minutes(tick.at));
    lane.append(hour);
  }
  lane.append(...dayBars(technician, day.axis, minutes, frame.dataset));
  line.append(label(technician), lane);
  return line;
}

function label(technician) {
  const box = div("gantt-label");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "gantt-who";
  button.dataset.isolate = technician.code;
  button.setAttribute("aria-pressed", "false");
  const text = document.createElement("span");
  const name = document.createElement("b");
  name.textContent = technician.name;
  const hours = document.createElement("small");
  hours.textContent = technician.overtimeLabel || technician.shiftLabel;
  hours.classList.toggle("is-over", Boolean(technician.overtimeLabel));
  text.append(name, hours);
  const swatch = document.createElement("span");
  swatch.className = "swatch";
  button.append(swatch, text);
  box.append(button);
  return box;
}

// The server's clock may be a demo's, so the page counts on from it instead of reading its own.
function nowLine(frame, day, minutes, lane) {
  const loaded = performance.now();
  const line = div("now");
  const flag = div("now-flag", frame.dataset.now);
  lane.append(flag);
  const move = () => {
    const at = day.now.at + (performance.now() - loaded) / 1000;
    for (const part of [line, flag]) {
      part.hidden = at < day.axis.from || at > day.axis.to;
      place(part, minutes(at));
    }
  };
  move();
  setInterval(move, CLOCK_STEP);
  return line;
}

function fit(frame, length) {
  const scale = () => {
    const room = frame.clientWidth - frame.querySelector(".gantt-label").offsetWidth;
    frame.style.setProperty("--minute", `${Math.max(LEAST_MINUTE, room / length)}px`);
  };
  scale();
  new ResizeObserver(scale).observe(frame);
}

function scrollToNow(frame, day, minutes) {
  const inside = day.now.at > day.axis.from && day.now.at < day.axis.to;
  const narrow = frame.scrollWidth > frame.clientWidth * 1.2;
  const pixels = parseFloat(frame.style.getPropertyValue("--minute"));
  if (inside && narrow) frame.scrollLeft = Math.max(0, (minutes(day.now.at) - 60) * pixels);
}

function linkAlone(frame, choice) {
  const all = document.getElementById("show-all");
  all.addEventListener("click", () => choice.isolate(null));
  choice.addEventListener("alone", () => {
    all.hidden = choice.alone === null;
    for (const line of frame.querySelectorAll(".gantt-row")) {
      const dim = choice.alone !== null && line.dataset.technician !== choice.alone;
      line.classList.toggle("is-dim", dim);
    }
  });
}
