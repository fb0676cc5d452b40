// Cells are corrected in place: a click or Enter opens one, Enter saves, Escape leaves it as it was, Tab saves and opens
// the next. The arrow keys go from cell to cell. Without scripts a cell's button leads to the page of its row.
// Nobody waits for an answer: the next cell is open before the one before it is saved, and what comes back leaves it open.
import { inTurn } from "./in_turn.js";

const cells = () => [...document.querySelectorAll(".check .cell")];
const find = (key) => document.querySelector(`.check .cell[value="${key}"]`);
let open = null; // { key, input, button, before }
let held = null; // what was open in a row that an answer is about to replace
const unsaved = new Map(); // by input: what the server did not take, to be sent again
let stop = ""; // the key of the one cell that Tab stops at: from there the arrows lead on

function close(focus) {
  if (!open) return;
  const { input, button } = open;
  open = null;
  input.replaceWith(button);
  if (focus) button.focus();
}

function start(button) {
  if (open) close(false);
  const input = document.createElement("input");
  const text = button.querySelector(".cell__text")?.textContent ?? "";
  const before = button.dataset.raw ?? text;
  const column = button.closest("table").querySelectorAll("thead th")[button.closest("td").cellIndex];
  Object.assign(input, { type: "text", value: before, autocomplete: "off", spellcheck: false });
  input.setAttribute("aria-label", `${column.textContent.trim().replace(/\s+/g, " ")}, row ${button.value.split(".")[0]}`);
  const message = button.parentElement.querySelector(".cell__message");
  if (message) input.setAttribute("aria-describedby", message.id);
  if (button.parentElement.matches(".is-error")) input.setAttribute("aria-invalid", "true");
  button.replaceWith(input);
  open = { key: button.value, input, button, before };
  input.focus();
  input.select();
}

function go(key, edits) {
  const button = key && find(key);
  if (!button) return;
  if (edits) start(button);
  else button.focus();
  button.scrollIntoView?.({ block: "nearest", inline: "nearest" });
}

// `next` is the key of the cell to go on to, and `edits` whether it opens.
function save(next, edits) {
  const { key, input, before } = open;
  if (input.value === before) {
    unsaved.delete(input);
    close(false);
    return go(next ?? key, edits);
  }
  const saved = open;
  open = null;
  send(saved, () => go(key, false));
  if (next) go(next, edits);
}

function send(saved, focus) {
  const { key, input } = saved;
  const { id, dataset } = input.closest("tr");
  const waiting = Object.assign(document.createElement("span"), { className: "cell-sent", textContent: input.value });
  const row = () => document.getElementById(id);
  const values = { cell: key, value: input.value, back: document.querySelector("[data-check]").dataset.here };
  let target = null;
  unsaved.delete(input);
  input.replaceWith(waiting);
  row().classList.add("is-saving");
  const done = () => {
    row()?.classList.remove("is-saving");
    if (target.isConnected) giveBack(saved, waiting); // not replaced: not saved
    else if (document.activeElement === document.body) focus();
  };
  inTurn(() => {
    target = row();
    return htmx.ajax("POST", dataset.edit, { source: document.body, target, swap: "outerHTML", values });
  }).then(done, done);
}

function giveBack(saved, waiting) {
  const place = waiting.isConnected ? waiting : find(saved.key);
  if (!place) return;
  if (place !== waiting) saved.button = place;
  place.replaceWith(saved.input);
  unsaved.set(saved.input, saved);
  if (!open) saved.input.focus();
}

document.addEventListener("focusin", (event) => { open = unsaved.get(event.target) ?? open; });

// An answer replaces the row in which one is typing by now.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (!open || !event.detail.shouldSwap || !event.detail.target.contains(open.input)) return;
  const { selectionStart, selectionEnd } = open.input;
  held = { ...open, selection: [selectionStart, selectionEnd] };
  open = null;
});

function reopen() {
  const button = held && find(held.key);
  const { input, selection } = held ?? {};
  held = null;
  if (!button) return;
  start(button);
  open.input.value = input.value;
  open.input.setSelectionRange(...selection);
}

function neighbour(key, by) {
  const all = cells();
  const keys = all.map((cell) => cell.value);
  if (open && !keys.includes(key)) {
    const [row, column] = key.split(".").map(Number);
    const after = keys.findIndex((each) => { const [r, c] = each.split(".").map(Number); return r > row || (r === row && c > column); });
    return keys[by > 0 ? after : (after < 0 ? keys.length : after) - 1];
  }
  return keys[keys.indexOf(key) + by];
}

// A table of a thousand buttons is one stop on the way through the page.
function rove() {
  const all = cells();
  const kept = all.find((cell) => cell.value === stop) ?? all[0];
  for (const cell of all) cell.tabIndex = cell === kept ? 0 : -1;
}

document.addEventListener("focusin", (event) => {
  if (!event.target.matches(".check .cell")) return;
  const before = find(stop);
  if (before) before.tabIndex = -1;
  event.target.tabIndex = 0;
  stop = event.target.value;
});
document.addEventListener("htmx:afterSwap", () => {
  reopen();
  rove();
});
rove();

document.addEventListener("click", (event) => {
  const button = event.target.closest?.(".check .cell");
  if (!button || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  if (open) save(button.value, true);
  else start(button);
});

document.addEventListener("focusout", (event) => {
  if (open && event.target === open.input && !event.relatedTarget?.matches?.(".check .cell")) save(null, false);
});

function inInput(event) {
  if (event.isComposing) return;
  if (event.key === "Escape") close(true);
  else if (event.key === "Enter") save(open.key, false);
  else if (event.key === "Tab") save(neighbour(open.key, event.shiftKey ? -1 : 1), true);
  else return;
  event.preventDefault();
}

function inTable(event) {
  const cell = event.target;
  const line = { ArrowUp: "previousElementSibling", ArrowDown: "nextElementSibling" }[event.key];
  const place = [...cell.closest("tr").querySelectorAll(".cell")].indexOf(cell);
  let to = null;
  if (line) to = cell.closest("tr")[line]?.querySelectorAll(".cell")[place];
  else if (event.key === "ArrowLeft" || event.key === "ArrowRight") to = find(neighbour(cell.value, event.key === "ArrowLeft" ? -1 : 1));
  if (!to) return;
  event.preventDefault();
  to.focus();
}

document.addEventListener("keydown", (event) => {
  if (open && event.target === open.input) inInput(event);
  else if (event.target.matches?.(".check .cell") && !event.ctrlKey && !event.metaKey && !event.altKey) inTable(event);
});
