// The panel of filters: a tick, or a bound that one has left, is sent at once. What was open, scrolled, in focus and half
// typed stays so when the answer brings a new panel; so does a bound that could not be read.
let before = null;
let isGoing = false;

const panel = () => document.querySelector("[data-facets]");
const form = (target) => target.closest?.("[data-facets-form]");
const bounds = () => [...panel().querySelectorAll(".bounds input")];
const nameOf = (field) => (field.name || field.dataset.bound)?.replace(/^not_/, "");
const isTyped = (field) => field.matches(".bounds input") && field.value !== field.defaultValue;

document.addEventListener("change", (event) => {
  if (event.target.type === "checkbox") form(event.target)?.requestSubmit();
});

document.addEventListener("focusout", (event) => {
  // Going on to the other bound of the same range is not leaving it.
  // Nor is it when the panel is taken away under the field: what was typed is carried over to the new one.
  const range = event.target.closest?.("[data-facets-form] .bounds");
  if (isGoing || !range?.isConnected || range.contains(event.relatedTarget)) return;
  if ([...range.querySelectorAll("input")].some(isTyped)) form(range).requestSubmit();
});

document.addEventListener("submit", (event) => {
  if (event.submitter?.matches("[data-facets-show]")) panel().hidePopover?.();
});

function place(field) {
  const facet = field?.closest("[data-facet]")?.dataset.facet;
  if (!facet || !form(field)) return null;
  return { facet, type: field.type, name: nameOf(field), value: field.matches(".bounds input, .slider input, summary, a") ? null : field.value };
}

function find({ facet, name, type, value }) {
  const fields = [...panel().querySelectorAll(`[data-facet="${facet}"] input`)];
  const same = fields.find((field) => nameOf(field) === name && field.type === type && (value === null || field.value === value));
  return same ?? panel().querySelector(`[data-facet="${facet}"] summary`);
}

document.addEventListener("htmx:beforeSwap", (event) => {
  const shown = panel();
  if (!shown || !["coin-table", "facets"].includes(event.detail.target.id)) return;
  const sent = new URLSearchParams(event.detail.pathInfo?.finalRequestPath?.split("?")[1] ?? "");
  before = {
    sheet: shown.matches(":popover-open"),
    scroll: shown.scrollTop,
    open: new Map([...shown.querySelectorAll("[data-facet]")].map((facet) => [facet.dataset.facet, facet.open])),
    sent,
    typed: new Map(bounds().filter((field) => isTyped(field) && sent.get(field.name) !== field.value).map((field) => [field.name, field.value])),
    focus: place(document.activeElement),
  };
});

function keepTyped(field) {
  const unread = field.value ? "" : before.sent.get(field.name);
  field.value = before.typed.get(field.name) ?? (unread || field.value);
  if (unread) field.setAttribute("aria-invalid", "true");
}

document.addEventListener("htmx:oobBeforeSwap", (event) => { isGoing = event.target === panel(); });

function restore(event) {
  const shown = panel();
  if (event.target === shown) isGoing = false;
  if (!before || !shown || event.target !== shown) return;
  for (const facet of shown.querySelectorAll("[data-facet]")) {
    if (before.open.has(facet.dataset.facet)) facet.open = before.open.get(facet.dataset.facet);
  }
  for (const field of bounds()) keepTyped(field);
  if (before.sheet && !shown.matches(":popover-open")) shown.showPopover();
  shown.scrollTop = before.scroll;
  if (before.focus) find(before.focus)?.focus({ preventScroll: true });
  before = null;
}

document.addEventListener("htmx:oobAfterSwap", restore);
document.addEventListener("htmx:afterSwap", restore);
