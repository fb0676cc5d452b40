// <form data-edit>: leaving with something typed asks first; Ctrl+S saves, Ctrl+Shift+S saves and goes on, Escape leaves.
const form = document.querySelector("form[data-edit]");
const leave = document.getElementById("leave-dialog");
let leaving = false;

const isDirty = () => form.dataset.dirty === "true";

form.addEventListener("input", () => { form.dataset.dirty = "true"; });
form.addEventListener("change", () => { form.dataset.dirty = "true"; });

window.addEventListener("pageshow", () => { leaving = false; });

window.addEventListener("beforeunload", (event) => {
  if (isDirty() && !leaving && !form.dataset.sending) event.preventDefault();
});

// The session ended: the way to the sign-in page must not be barred. What was typed is kept as a draft.
document.addEventListener("htmx:beforeOnLoad", (event) => {
  if (event.detail.xhr.getResponseHeader("HX-Redirect")) leaving = true;
});

function save(selector) {
  const button = form.querySelector(selector) ?? form.querySelector("[data-save]");
  form.requestSubmit(button);
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing) return;
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
    event.preventDefault();
    if (!event.repeat) save(event.shiftKey ? "[data-save-next]" : "[data-save]");
  } else if (event.key === "Escape" && !document.querySelector("dialog[open], :popover-open, details[data-menu][open]")) {
    event.preventDefault(); // the same key would close the dialog again
    if (isDirty() && leave) leave.showModal();
    else if (!isDirty()) location.assign(form.dataset.cancel);
  }
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-leave]")) leaving = true;
});
