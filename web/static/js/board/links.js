// One visit, many drawings: whatever carries `data-visit` is lit and opened together.

const all = (key) =>
  key === null ? [] : document.querySelectorAll(`[data-visit="${CSS.escape(key)}"]`);

function move(name, before, now) {
  for (const element of all(before)) element.classList.remove(name);
  for (const element of all(now)) element.classList.add(name);
}

const keyAt = (target) => target.closest?.("[data-visit]")?.dataset.visit ?? null;

export function linkPointer(choice) {
  choice.addEventListener("hover", (event) => move("is-hover", event.detail, choice.hovered));
  choice.addEventListener("choose", (event) => move("is-chosen", event.detail, choice.chosen));

  document.addEventListener("pointerover", (event) => choice.hover(keyAt(event.target)));
  document.addEventListener("focusin", (event) => choice.hover(keyAt(event.target)));
  document.addEventListener("click", (event) => {
    const technician = event.target.closest("[data-isolate]");
    if (technician) choice.isolate(technician.dataset.isolate);
    const key = keyAt(event.target);
    // a link with a modifier key still opens the work order in a tab of its own
    if (key === null || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    choice.choose(key);
  });
}
