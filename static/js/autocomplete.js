// <input data-autocomplete="/address/"> offers what the collector wrote there before; any other text may be typed.
// data-autocomplete-many="," completes the last of several. Keys: ↓ ↑ choose, Enter takes, Escape closes, Tab goes on.
const DELAY_MS = 150;
const list = document.createElement("ul");
list.className = "options";
list.id = "own-values";
list.setAttribute("role", "listbox");
list.setAttribute("aria-label", "Used before");
list.hidden = true;
document.body.append(list);

let box = null;
let timer = null;
let asked = 0;

const options = () => [...list.querySelectorAll("[role=option]")];
const chosen = () => list.querySelector("[aria-selected=true]");

function prepare(input) {
  if (input.getAttribute("role") === "combobox") return;
  const said = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id };
  for (const [name, value] of Object.entries(said)) input.setAttribute(name, value);
}

function close() {
  clearTimeout(timer);
  asked += 1;
  list.hidden = true;
  list.replaceChildren();
  box?.setAttribute("aria-expanded", "false");
  box?.removeAttribute("aria-activedescendant");
}

function open(input) {
  const place = input.getBoundingClientRect();
  list.style.insetInlineStart = `${place.left + window.scrollX}px`;
  list.style.insetBlockStart = `${place.bottom + window.scrollY + 2}px`;
  list.style.minInlineSize = `${place.width}px`;
  list.hidden = false;
  input.setAttribute("aria-expanded", "true");
  options().forEach((option, at) => { option.id = `own-value-${at}`; });
}

function typed(input) {
  const many = input.dataset.autocompleteMany;
  return many ? input.value.slice(input.value.lastIndexOf(many) + 1).trim() : input.value.trim();
}

async function ask(input) {
  const turn = (asked += 1);
  try {
    const response = await fetch(`${input.dataset.autocomplete}?q=${encodeURIComponent(typed(input))}`);
    if (!response.ok || response.redirected || turn !== asked || document.activeElement !== input) return;
    const found = new DOMParser().parseFromString(await response.text(), "text/html");
    const offered = [...found.querySelectorAll("[role=option]")].filter((option) => option.dataset.value !== input.value);
    list.replaceChildren(...offered);
    if (offered.length) open(input);
    else close();
  } catch { /* without an answer nothing is offered */ }
}

function mark(option) {
  chosen()?.removeAttribute("aria-selected");
  option?.setAttribute("aria-selected", "true");
  option?.scrollIntoView({ block: "nearest" });
  if (option) box.setAttribute("aria-activedescendant", option.id);
}

function take(option) {
  const input = box;
  const many = input.dataset.autocompleteMany;
  const before = many ? input.value.slice(0, input.value.lastIndexOf(many) + 1) : "";
  input.value = `${before}${before ? " " : ""}${option.dataset.value}`;
  close();
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

function step(by) {
  const all = options();
  const at = all.indexOf(chosen());
  mark(all[at < 0 ? (by > 0 ? 0 : all.length - 1) : (at + by + all.length) % all.length]);
}

document.addEventListener("input", (event) => {
  if (!event.isTrusted || !event.target.dataset?.autocomplete) return;
  box = event.target;
  prepare(box);
  clearTimeout(timer);
  timer = setTimeout(ask, DELAY_MS, box);
});

document.addEventListener("keydown", (event) => {
  const input = event.target;
  if (!input.dataset?.autocomplete || event.isComposing) return;
  if (event.key === "ArrowDown" && list.hidden) {
    box = input;
    prepare(input);
    ask(input);
  } else if (list.hidden) return;
  else if (event.key === "ArrowDown" || event.key === "ArrowUp") step(event.key === "ArrowDown" ? 1 : -1);
  else if (event.key === "Enter" && chosen()) take(chosen());
  else if (event.key === "Escape") close();
  else return;
  event.preventDefault();
}, true);

document.addEventListener("pointerdown", (event) => {
  const option = event.target.closest(".options [role=option]");
  if (!option) return close();
  event.preventDefault();
  take(option);
});

document.addEventListener("focusout", close);
