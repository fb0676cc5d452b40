// Space opens the coin in hand in a panel beside the list, the arrows go on to the next, Esc closes it. "In hand" is the
// row with the focus, else the one under the pointer, else the first. [data-to-coins] leads to the first coin; from a
// coin the arrows go on to the next, with the panel or without.
const FIELDS = "input:not([type=checkbox]), select, textarea, button, summary, [contenteditable]";
const list = document.querySelector("[data-list]");
let hovered = null;
let shown = null;

const rows = () => [...list.querySelectorAll("[data-coin]")];
const panel = () => document.getElementById("quick-look");
const current = () => rows().find((row) => row.dataset.coin === shown);
const nameIn = (row) => row?.querySelector("th a[href]:not([tabindex]), h2 a[href]");
const inHand = (target) => target.closest("[data-coin]") ?? (hovered?.isConnected ? hovered : null) ?? rows()[0];

function mark(row) {
  for (const other of list.querySelectorAll(".is-looked-at")) other.classList.remove("is-looked-at");
  row?.classList.add("is-looked-at");
  row?.scrollIntoView({ block: "nearest" });
}

// The list stays: it is all there is without the server.
function tellAway() {
  mark(null);
  shown = null;
  document.body.dispatchEvent(new CustomEvent("toast", { detail: { text: "The server cannot be reached. Try again when it is back.", level: "error" } }));
}

async function open(row) {
  shown = row.dataset.coin;
  mark(row);
  const wanted = shown;
  // The list it is opened from goes along: "Open coin" knows its neighbours.
  const url = row.querySelector("[data-look-open]").href + location.search;
  const answer = await fetch(url, { headers: { "HX-Request": "true" } }).catch(() => null);
  const text = await answer?.text().catch(() => null);
  if (shown !== wanted) return; // gone on, or closed, in the meantime
  if (text == null) return tellAway();
  if (answer.status !== 200) return location.assign(url);
  panel()?.remove();
  list.insertAdjacentHTML("beforeend", text);
  panel().querySelector("[data-look-close]").hidden = false;
}

function close() {
  panel()?.remove();
  nameIn(current())?.focus();
  mark(null);
  shown = null;
}

document.addEventListener("pointerover", (event) => { hovered = event.target.closest?.("[data-coin]") ?? hovered; });

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-look-close]")) return close();
  if (event.target.closest("[data-to-coins]")) {
    event.preventDefault();
    return nameIn(rows()[0])?.focus();
  }
  const link = event.target.closest("[data-look-open]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  open(link.closest("[data-coin]"));
});

document.addEventListener("keydown", (event) => {
  if (!list || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.target.closest(FIELDS) || document.querySelector("dialog[open]")) return;
  if (event.key === "Escape" && panel()) {
    event.preventDefault();
    return close();
  }
  if (event.key === " " && !event.target.matches("input") && rows().length) {
    event.preventDefault();
    const row = inHand(event.target);
    return panel() && shown === row.dataset.coin ? close() : open(row);
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const from = panel() ? current() : event.target.closest("[data-coin]");
  if (!step || !from) return;
  event.preventDefault();
  const all = rows();
  const next = all[all.indexOf(from) + step];
  if (!panel()) nameIn(next)?.focus();
  else if (next) open(next);
});

document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target.id === "coin-table" && panel()) { panel().remove(); shown = null; }
});
