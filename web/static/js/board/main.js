// The day board: loads the day once, draws it three times, and links the drawings.

import { Choice } from "./choice.js";
import { indexDay } from "./day.js";
import { drawGantt } from "./gantt.js";
import { drawMap } from "./map.js";
import { linkDetails } from "./details.js";
import { linkOthers } from "./others.js";
import { linkLists } from "./lists.js";
import { linkKeys } from "./keys.js";
import { linkPointer } from "./links.js";

function submitDateOnChange() {
  const field = document.getElementById("date");
  let shown = field.value;
  field.addEventListener("change", () => {
    if (!field.value || field.value === shown) return;
    shown = field.value;
    field.form.requestSubmit();
  });
}

async function load(address) {
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

async function start() {
  submitDateOnChange();
  const board = document.getElementById("board");
  if (!board) return;
  const day = indexDay(await load(board.dataset.source));
  const choice = new Choice(day);
  drawGantt(document.getElementById("gantt"), day, choice);
  drawMap(document.getElementById("map"), day, choice);
  linkLists(day, choice);
  linkDetails(day, choice);
  linkOthers(choice);
  linkPointer(choice);
  linkKeys(day, choice);
  choice.restore(decodeURIComponent(location.hash.slice(1)));
}

function sayThatItFailed(fault) {
  const frame = document.getElementById("gantt");
  frame.textContent = frame.dataset.failed;
  frame.classList.add("is-failed");
  throw fault; // the console still says why
}

start()
  .catch(sayThatItFailed)
  .finally(() => {
    document.body.dataset.ready = "";
  });
