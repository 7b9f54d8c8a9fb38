// The panel with all that is known of the chosen visit; its labels stand in the page already.

import { colour } from "./day.js";

const panel = document.getElementById("details");
const slots = Object.fromEntries(
  [...panel?.querySelectorAll("[data-slot]") ?? []].map((slot) => [slot.dataset.slot, slot]),
);
const SEVERITIES = ["emergency", "complex_fault", "general_fault", "enquiry"];

function words({ visit, stop, technician, undone }) {
  return {
    number: stop ? String(stop.number) : "!",
    customer: visit.customer,
    tier: [visit.tier, visit.order].join(" · "),
    severityLabel: visit.severityLabel,
    late: stop?.late ?? "",
    reason: undone?.reason ?? "",
    description: visit.description,
    sentence: undone?.sentence ?? "",
    action: undone?.action ?? "",
    time: stop ? `${stop.time} (${visit.duration})` : visit.duration,
    promise: stop?.promise ?? undone.promise,
    slack: stop?.slack ?? "",
    technician: technician?.name ?? "",
    drive: stop?.drive ?? "",
    wait: stop?.wait ?? "",
    windows: visit.windows.join(", "),
    address: visit.address,
    phone: visit.phone,
    skills: visit.skills.join(" · "),
    choice: visit.choice,
    level: visit.level,
  };
}

function fill(entry) {
  for (const [name, text] of Object.entries(words(entry))) slots[name].textContent = text;
  slots.phone.href = `tel:${entry.visit.phone.replaceAll(" ", "")}`;
  slots.order.href = entry.visit.url;
  for (const severity of SEVERITIES) {
    slots.severityLabel.classList.toggle(`is-${severity}`, severity === entry.visit.severity);
  }
  panel.className = `details ${entry.technician ? colour(entry.technician) : ""}`;
}

export function linkDetails(day, choice) {
  const announce = document.getElementById("announce");
  document.getElementById("details-close").addEventListener("click", () => choice.choose(null));

  choice.addEventListener("choose", () => {
    const entry = day.entries.get(choice.chosen);
    panel.hidden = !entry;
    if (!entry) return;
    fill(entry);
    panel.scrollTop = 0;
    announce.textContent = `${entry.visit.customer}. ${entry.stop?.promise ?? entry.undone.reason}`;
  });
}
