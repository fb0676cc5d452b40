// After an action on a photograph the focus stays with it; when it was removed, with the one that took its place.
// A new action's toast does not wait behind those of the actions before.
const list = () => document.getElementById("photo-list");
const cards = () => [...list().querySelectorAll("[data-photo]")];
let place = -1;

document.addEventListener("htmx:beforeRequest", (event) => {
  const card = event.detail.elt.closest("[data-photo]");
  if (!card) return;
  place = cards().indexOf(card);
  for (const close of document.querySelectorAll("#toasts [role=status] [data-toast-close]")) close.click();
});

document.addEventListener("htmx:afterSettle", () => {
  if (place < 0 || document.activeElement !== document.body) return;
  const all = cards();
  const card = all[Math.min(place, all.length - 1)];
  (card?.querySelector("a") ?? [...document.querySelectorAll("[data-pick]")].find((button) => button.checkVisibility()))?.focus();
  place = -1;
});
