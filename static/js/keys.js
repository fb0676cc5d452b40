// data-key="j" on a link, button or field: the key follows, presses or focuses it. "?" lists the keys valid on this page.
// No key acts while somebody types in a field or a dialog is open.
const TYPING = "input, select, textarea, [contenteditable]";

function act(target) {
  if (!target.matches(TYPING)) return target.click();
  target.focus();
  target.select?.();
}

function list(dialog) {
  const rows = [...document.querySelectorAll("[data-key]")].map((target) => [target.dataset.key, target.dataset.keyLabel]);
  rows.push(["?", "Show this list"]);
  dialog.querySelector("[data-keys-list]").replaceChildren(...rows.flatMap(([key, label]) => {
    const term = document.createElement("dt");
    const cap = document.createElement("kbd");
    const text = document.createElement("dd");
    cap.textContent = key;
    text.textContent = label;
    term.append(cap);
    return [term, text];
  }));
  dialog.showModal();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.target.closest(TYPING) || document.querySelector("dialog[open]")) return;
  if (event.key === "?") return list(document.getElementById("keys-dialog"));
  const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!target) return;
  event.preventDefault();
  act(target);
});
