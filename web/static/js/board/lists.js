// Beside the map: two tabs, and only one technician's stops when one is picked out.

const tabs = [...document.querySelectorAll('[role="tab"]')];

export function showTab(id) {
  for (const tab of tabs) {
    const open = tab.id === id;
    tab.setAttribute("aria-selected", String(open));
    tab.tabIndex = open ? 0 : -1;
    document.getElementById(tab.getAttribute("aria-controls")).hidden = !open;
  }
}

function stepTab(event) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  event.stopPropagation();
  const next = tabs[(tabs.indexOf(event.target) + step + tabs.length) % tabs.length];
  showTab(next.id);
  next.focus();
}

export function linkLists(day, choice) {
  for (const tab of tabs) {
    tab.addEventListener("click", () => showTab(tab.id));
    tab.addEventListener("keydown", stepTab);
  }

  choice.addEventListener("alone", () => {
    document.querySelector(".side").classList.toggle("is-isolated", choice.alone !== null);
    for (const item of document.querySelectorAll(".day")) {
      item.classList.toggle("is-alone", item.dataset.technician === choice.alone);
    }
    for (const button of document.querySelectorAll("[data-isolate]")) {
      button.setAttribute("aria-pressed", String(button.dataset.isolate === choice.alone));
    }
    if (choice.alone) showTab("tab-team");
  });

  choice.addEventListener("choose", () => {
    const entry = day.entries.get(choice.chosen);
    if (!entry) return;
    showTab(entry.undone ? "tab-backlog" : "tab-team");
  });
}
