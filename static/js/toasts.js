// Toasts: shown one at a time. Plain ones leave after ten seconds, errors stay until closed.
// The server adds one with the response header HX-Trigger: {"toast": {"text": "…", "level": "info"}}.
const LIFETIME_MS = 10_000;
const tray = document.querySelector("[data-toasts]");

function remove(toast) {
  toast.remove();
  start(tray.querySelector("[data-toast]"));
}

function start(toast) {
  if (!toast || toast.dataset.started) return;
  toast.dataset.started = "true";
  toast.querySelector("[data-toast-close]").hidden = false;
  if (toast.getAttribute("role") === "alert") return;
  let timer = setTimeout(remove, LIFETIME_MS, toast);
  const hold = () => clearTimeout(timer);
  const release = () => { hold(); timer = setTimeout(remove, LIFETIME_MS, toast); };
  toast.addEventListener("pointerenter", hold);
  toast.addEventListener("focusin", hold);
  toast.addEventListener("pointerleave", release);
  toast.addEventListener("focusout", release);
}

function show(text, level = "info") {
  const alert = level === "error";
  const toast = document.getElementById(alert ? "toast-alert" : "toast-status").content.firstElementChild.cloneNode(true);
  toast.classList.add(`toast--${level}`);
  toast.querySelector("[data-toast-text]").textContent = text;
  tray.append(toast);
  start(tray.querySelector("[data-toast]"));
}

tray.dataset.queue = "true";
start(tray.querySelector("[data-toast]"));

tray.addEventListener("click", (event) => {
  if (event.target.closest("[data-toast-close]")) remove(event.target.closest("[data-toast]"));
});

document.body.addEventListener("toast", (event) => show(event.detail.text, event.detail.level));
document.body.addEventListener("htmx:sendError", () => {
  show("The server cannot be reached. Nothing was changed; try again when it is back.", "error");
});
document.body.addEventListener("htmx:responseError", (event) => {
  const { xhr } = event.detail;
  const sentence = xhr.getResponseHeader("Content-Type")?.startsWith("text/plain") ? xhr.responseText : "";
  show(sentence || `The server answered with error ${xhr.status}. Reload the page and try again.`, "error");
});
