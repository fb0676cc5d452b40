// The cards of photographs are put in order by dragging, at the grip or by the picture with a mouse, and by the arrow keys
// on the grip. The order is saved when a card is let go, or a moment after the last key.
const THRESHOLD_PX = 6;
const EDGE_PX = 90;
const KEYS_MS = 700;
const announcer = document.getElementById("announcer");
const list = () => document.querySelector("[data-photo-cards]");
const cards = () => [...list().querySelectorAll("[data-photo]")];
let held = null;
let timer = null;

// The first has no earlier place and the last no later one.
function number() {
  cards().forEach((card, place, all) => {
    card.querySelector("[value=earlier]").ariaDisabled = place === 0 ? "true" : null;
    card.querySelector("[value=later]").ariaDisabled = place === all.length - 1 ? "true" : null;
  });
}

function save(more = {}) {
  clearTimeout(timer);
  number();
  const url = document.querySelector("[data-photo-list]").dataset.orderUrl;
  htmx.ajax("POST", url, { values: { ids: cards().map((card) => card.dataset.photo), ...more }, target: "#photo-list", swap: "none" });
}

function tell(card) {
  const all = cards();
  announcer.textContent = `${card.dataset.name}: place ${all.indexOf(card) + 1} of ${all.length}`;
}

// --- by dragging

function targetAt(x, y) {
  const card = document.elementsFromPoint(x, y).map((each) => each.closest("[data-photo]")).find((each) => each && each !== held.card);
  if (!card || !list().contains(card)) return null;
  const box = card.getBoundingClientRect();
  const isRow = box.width > 0.75 * list().clientWidth;
  return { card, isAfter: isRow ? y > box.top + box.height / 2 : x > box.left + box.width / 2 };
}

function mark(target) {
  for (const card of list().querySelectorAll(".is-before, .is-after")) card.classList.remove("is-before", "is-after");
  target?.card.classList.add(target.isAfter ? "is-after" : "is-before");
  held.target = target;
}

function letGo(isMeant) {
  const { card, target, isMoved } = held;
  mark(null);
  card.classList.remove("is-held");
  card.style.removeProperty("translate");
  held = null;
  if (!isMoved) return;
  // The press would end as a click that opens the picture.
  addEventListener("click", (event) => { event.preventDefault(); event.stopPropagation(); }, { capture: true, once: true });
  setTimeout(() => dispatchEvent(new Event("click")), 0);
  if (!isMeant || !target) return;
  target.card[target.isAfter ? "after" : "before"](card);
  tell(card);
  save();
}

document.addEventListener("pointerdown", (event) => {
  const handle = event.target.closest("[data-grip]") ?? (event.pointerType === "mouse" && event.target.closest("[data-photo] [data-zoom]"));
  if (!handle || event.button || held) return;
  held = { card: handle.closest("[data-photo]"), x: event.pageX, y: event.pageY, pointer: event.pointerId, isMoved: false, target: null };
});

document.addEventListener("pointermove", (event) => {
  if (event.pointerId !== held?.pointer) return;
  const [x, y] = [event.pageX - held.x, event.pageY - held.y];
  if (!held.isMoved && Math.hypot(x, y) < THRESHOLD_PX) return;
  held.isMoved = true;
  held.card.classList.add("is-held");
  held.card.style.translate = `${x}px ${y}px`;
  if (event.clientY < EDGE_PX) scrollBy(0, -12);
  if (event.clientY > innerHeight - EDGE_PX) scrollBy(0, 12);
  mark(targetAt(event.clientX, event.clientY));
});

document.addEventListener("pointerup", (event) => { if (event.pointerId === held?.pointer) letGo(true); });
document.addEventListener("pointercancel", (event) => { if (event.pointerId === held?.pointer) letGo(false); });

// --- by keys

const STEPS = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1, Home: -Infinity, End: Infinity };

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && held) return letGo(false);
  const card = event.target.closest("[data-grip]")?.closest("[data-photo]");
  if (!card || !(event.key in STEPS) || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  const all = cards();
  const from = all.indexOf(card);
  const to = Math.min(all.length - 1, Math.max(0, from + STEPS[event.key]));
  if (to === from) return tell(card);
  all[to][to > from ? "after" : "before"](card);
  event.target.focus();
  tell(card);
  number();
  clearTimeout(timer);
  timer = setTimeout(save, KEYS_MS);
});

document.addEventListener("photos:order", (event) => save(event.detail));
document.addEventListener("photos:changed", number);
// The page and the server do not agree: what the server has is shown.
document.addEventListener("htmx:responseError", (event) => {
  if (event.detail.pathInfo.requestPath === document.querySelector("[data-photo-list]").dataset.orderUrl) htmx.ajax("GET", location.href, { target: "#photo-list", select: "#photo-list", swap: "outerHTML" });
});
