// Ticked coins: Shift takes the range since the last tick, a bar says how many there are and takes all or none, Esc none.
const boxes = () => [...document.querySelectorAll('[name="pks"][form="selection"]')];
let last = null;

function tell() {
  const bar = document.querySelector("[data-selection]");
  if (!bar) return;
  const all = boxes();
  const count = all.filter((box) => box.checked).length;
  bar.querySelector("[data-selection-count]").textContent = `${count} selected`;
  bar.querySelector("[data-selection-all]").hidden = count === all.length;
  bar.querySelector("[data-selection-none]").hidden = false;
}

function take(checked) {
  for (const box of boxes()) box.checked = checked;
  last = null;
  tell();
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-selection-all]")) return take(true);
  if (event.target.closest("[data-selection-none]")) return take(false);
  if (!event.target.matches?.('[name="pks"]')) return;
  const all = boxes();
  const [from, to] = [all.indexOf(last), all.indexOf(event.target)];
  if (event.shiftKey && from >= 0) {
    for (const box of all.slice(Math.min(from, to), Math.max(from, to) + 1)) box.checked = event.target.checked;
  }
  last = event.target;
  tell();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented || document.querySelector("dialog[open], :popover-open, details[data-menu][open]")) return;
  if (boxes().some((box) => box.checked)) take(false);
});

document.addEventListener("htmx:afterSwap", tell);
tell();
