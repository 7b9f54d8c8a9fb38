// What stands in one row of the timeline: shift, drives, waits, breaks, visits, promises.

export function div(className, text) {
  const element = document.createElement("div");
  element.className = className;
  if (text) element.textContent = text;
  return element;
}

// Places an element by minutes after the axis begins.
export function place(element, from, to) {
  element.style.setProperty("--from", from);
  if (to !== undefined) element.style.setProperty("--to", to);
  return element;
}

export function dayBars(technician, axis, minutes, words) {
  const box = (name, from, to, title) => {
    const element = place(div(name), minutes(from), minutes(to));
    if (title) element.title = title;
    return element;
  };
  const parts = [...shift(technician, axis, box)];
  if (!technician.stops.length) parts.push(div("free", words.free));
  let leaves = technician.leaves;
  for (const stop of technician.stops) {
    if (stop.kind === "break") {
      parts.push(pause(stop, box, words));
      continue;
    }
    parts.push(box("drive", leaves, stop.arrival, `${words.drive}: ${stop.drive}`));
    if (stop.wait) parts.push(box("wait", stop.arrival, stop.start, `${words.wait}: ${stop.wait}`));
    parts.push(...promise(stop, axis, box), bar(stop, box));
    leaves = stop.end;
  }
  if (technician.stops.length) parts.push(box("drive", leaves, technician.returns, words.home));
  return parts;
}

function* shift(technician, axis, box) {
  const [starts, ends, latest] = technician.shift;
  if (starts === null) return;
  if (starts > axis.from) yield box("off", axis.from, starts);
  if (ends < axis.to) yield box("off", ends, axis.to);
  const worked = Math.min(technician.returns, latest);
  if (worked > ends) yield box("over-shift", ends, worked, technician.overtimeLabel);
}

function pause(stop, box, words) {
  const element = box("pause", stop.start, stop.end, `${words.break} ${stop.time}`);
  element.append(document.getElementById("break-icon").content.cloneNode(true));
  return element;
}

function* promise(stop, axis, box) {
  if (stop.promised === null || stop.promised < axis.from || stop.promised > axis.to) return;
  if (stop.outlook === "late") yield box("overdue", stop.promised, stop.start);
  const mark = box(`promise ${stop.outlook}`, stop.promised, stop.promised);
  mark.dataset.visit = stop.visit.key;
  yield mark;
}

function bar(stop, box) {
  const shell = box("", stop.start, stop.end);
  const button = document.createElement("button");
  button.type = "button";
  button.className = `bar ${stop.outlook} ${stop.progress}`;
  button.style.cssText = shell.style.cssText;
  button.tabIndex = -1;
  button.dataset.visit = stop.visit.key;
  button.title = `${stop.time} ${stop.visit.customer}`;
  button.setAttribute(
    "aria-label",
    [stop.number, stop.visit.customer, stop.time, stop.promise, stop.visit.severityLabel].join(", "),
  );
  const name = document.createElement("b");
  name.textContent = `${stop.number} ${stop.visit.customer}`;
  const second = document.createElement("small");
  second.textContent = stop.late || stop.time.slice(0, 5);
  if (!stop.late) {
    const until = document.createElement("span");
    until.className = "until";
    until.textContent = stop.time.slice(5);
    second.append(until);
  }
  button.append(name, second);
  return button;
}
