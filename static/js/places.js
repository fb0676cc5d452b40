// Coming back to a list finds it as it was left: where it was scrolled to, and what was ticked. Browsers keep the place
// of the page itself, not that of a frame in it.
const key = () => `place:${location.pathname}${location.search}`;
const frames = () => [...document.querySelectorAll("[data-keep-scroll]")];
const boxes = () => [...document.querySelectorAll('[name="pks"]')];

function keep() {
  const ticked = boxes().filter((box) => box.checked).map((box) => box.value);
  const place = { page: scrollY, frames: frames().map((frame) => [frame.scrollLeft, frame.scrollTop]), ticked };
  sessionStorage.setItem(key(), JSON.stringify(place));
}

function restore() {
  const kept = JSON.parse(sessionStorage.getItem(key()) ?? "null");
  if (!kept) return;
  frames().forEach((frame, at) => frame.scrollTo(...(kept.frames[at] ?? [0, 0])));
  scrollTo(0, kept.page);
  for (const box of boxes()) box.checked = kept.ticked.includes(box.value);
  document.dispatchEvent(new Event("htmx:afterSwap"));
}

addEventListener("pagehide", keep);
document.addEventListener("htmx:beforeHistorySave", keep);
if (["back_forward", "reload"].includes(performance.getEntriesByType("navigation")[0]?.type)) restore();
