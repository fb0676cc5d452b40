// <form data-map>: another target is sent at once, so that its transforms and what two columns both want are seen.
let timer = null;

function changed(form) {
  clearTimeout(timer);
  htmx.trigger(form, "import:changed");
}

document.addEventListener("change", (event) => {
  const form = event.target.closest?.("form[data-map]");
  if (form && event.target.name?.startsWith("t")) changed(form);
});

// Enter in a box of text is for that box, not for the button that goes on.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches?.(".map__transform input")) return;
  event.preventDefault();
  changed(event.target.form);
});
