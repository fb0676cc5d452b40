// <form data-confirm="Question?" data-confirm-label="Verb"> asks before it is sent. Any [data-dialog-close] closes its dialog.
const dialog = document.getElementById("confirm-dialog");
const yes = dialog.querySelector("[data-confirm-yes]");
let waiting = null;
document.documentElement.dataset.asks = "true"; // early.js need not ask any more

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.dataset.confirm || form.dataset.confirmed) return;
  event.preventDefault();
  waiting = form;
  dialog.querySelector("[data-confirm-text]").textContent = form.dataset.confirm;
  yes.textContent = form.dataset.confirmLabel ?? "Go on";
  dialog.showModal();
});

yes.addEventListener("click", () => {
  dialog.close();
  // A polled fragment may have replaced the form while the question was open.
  const form = waiting.isConnected ? waiting : document.getElementById(waiting.id);
  if (!form) return;
  form.dataset.confirmed = "true";
  form.requestSubmit();
  // What is pressed once more is asked once more: the first time may have come to nothing.
  delete form.dataset.confirmed;
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-dialog-close]") || event.target.matches("dialog[open]")) event.target.closest("dialog").close();
});
