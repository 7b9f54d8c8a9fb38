// Who else could take the chosen visit: asked only when somebody wants to know.

const box = document.getElementById("others");

function piece(kind, text) {
  const element = document.createElement("span");
  element.className = kind;
  element.textContent = text;
  return element;
}

function line(other) {
  const item = document.createElement("li");
  item.className = other.fits ? "other fits" : "other";
  const name = document.createElement("strong");
  name.textContent = other.name;
  item.append(name, piece("fine", other.start), piece("other-price", other.price));
  if (other.needs) item.append(piece("other-needs", other.needs));
  if (other.late) item.append(piece("late-word", other.late));
  if (other.terms.length) item.append(piece("fine", other.terms.join(" · ")));
  return item;
}

// One question at a time: an answer for a visit that is no longer shown is dropped.
export function linkOthers(choice) {
  if (!box) return;
  const ask = box.querySelector("button");
  const verdict = box.querySelector(".others-verdict");
  const list = box.querySelector(".others");

  function clear() {
    ask.hidden = false;
    ask.disabled = false;
    verdict.textContent = "";
    list.replaceChildren();
  }

  async function answer(key) {
    const address = box.dataset.source.replace("KEY", encodeURIComponent(key));
    const reply = await fetch(address, { headers: { Accept: "application/json" } });
    if (!reply.ok) throw new Error(`${address}: ${reply.status}`);
    return reply.json();
  }

  choice.addEventListener("choose", clear);
  ask.addEventListener("click", async () => {
    const key = choice.chosen;
    ask.disabled = true;
    verdict.textContent = box.dataset.waiting;
    try {
      const found = await answer(key);
      if (choice.chosen !== key) return;
      ask.hidden = true;
      verdict.textContent = found.verdict;
      list.replaceChildren(...found.others.map(line));
    } catch {
      if (choice.chosen !== key) return;
      ask.disabled = false;
      verdict.textContent = box.dataset.failed;
    }
  });
}
