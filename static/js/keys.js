// data-key="j" on a link, button or field: the key follows, presses or focuses it. "?" lists the keys that work on this
// page, and so does [data-keys-open]. A key that another module listens to is listed by data-key-note="Space" with its
// data-key-label. No key acts while somebody types in a field or a dialog is open.
const TYPING = "textarea, select, [contenteditable], input:not([type=checkbox], [type=radio], [type=range], [type=button], [type=submit], [type=file])";
const dialog = document.getElementById("keys-dialog");

const usable = (target) => !target.disabled && target.checkVisibility();
const find = (key) => [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].find(usable);

function act(target) {
  if (!target.matches(TYPING)) return target.click();
  target.focus();
  target.select?.();
}

function row(key, label) {
  const line = document.createElement("div");
  const term = document.createElement("dt");
  const text = document.createElement("dd");
  term.append(...key.split(" ").map((part) => Object.assign(document.createElement("kbd"), { textContent: part })));
  text.textContent = label;
  line.append(term, text);
  return line;
}

function list() {
  const keys = new Map();
  for (const target of document.querySelectorAll("[data-key], [data-key-note]")) {
    const key = target.dataset.key ?? target.dataset.keyNote;
    if ((target.dataset.keyNote || usable(target)) && !keys.has(key)) keys.set(key, target.dataset.keyLabel);
  }
  keys.set("?", "Show this list");
  dialog.querySelector("[data-keys-list]").replaceChildren(...[...keys].map(([key, label]) => row(key, label)));
  dialog.showModal();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat || event.defaultPrevented) return;
  if (event.target.closest(TYPING) || document.querySelector("dialog[open]")) return;
  if (event.key === "?") return list();
  const target = find(event.key);
  if (!target) return;
  event.preventDefault();
  act(target);
});

for (const button of document.querySelectorAll("[data-keys-open]")) {
  button.hidden = false;
  button.addEventListener("click", list);
}
