// Cells are corrected in place: a click or Enter opens one, Enter saves, Escape leaves it as it was, Tab saves and opens
// the next. The arrow keys go from cell to cell. Without scripts a cell's button leads to the page of its row.
const cells = () => [...document.querySelectorAll(".check .cell")];
const find = (key) => document.querySelector(`.check .cell[value="${key}"]`);
let open = null; // { key, input, button, before }
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
  const { key, input, button, before } = open;
  if (input.value === before) {
    close(false);
    return go(next ?? key, edits);
  }
  const row = input.closest("tr");
  const values = { cell: key, value: input.value, back: document.querySelector("[data-check]").dataset.here };
  open = null;
  input.disabled = true;
  row.classList.add("is-saving");
  const done = () => {
    row.classList.remove("is-saving");
    if (!row.isConnected) return go(next ?? key, edits);
    // Not saved: what was typed stays, to be sent again.
    input.disabled = false;
    open = { key, input, button, before };
    input.focus();
  };
  htmx.ajax("POST", row.dataset.edit, { source: document.body, target: row, swap: "outerHTML", values }).then(done, done);
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
document.addEventListener("htmx:afterSwap", rove);
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
