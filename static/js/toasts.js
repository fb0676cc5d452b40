// Toasts: shown one at a time. Plain ones leave after ten seconds, errors stay until closed.
// The server adds one with the response header HX-Trigger:
// {"toast": {"text": "…", "level": "info", "link_label": "", "link_url": "", "undo_url": ""}}.
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

// What a page asks for every second fails every second: it is said once.
const isSaid = (text) => [...tray.querySelectorAll("[role=alert] [data-toast-text]")].some((said) => said.textContent === text);

function show({ text, level = "info", link_label = "", link_url = "", undo_url = "" }) {
  const alert = level === "error";
  if (alert && isSaid(text)) return;
  const toast = document.getElementById(alert ? "toast-alert" : "toast-status").content.firstElementChild.cloneNode(true);
  toast.classList.add(`toast--${level}`);
  toast.querySelector("[data-toast-text]").textContent = text;
  if (link_url) {
    const link = toast.querySelector("[data-toast-link]");
    Object.assign(link, { href: link_url, textContent: link_label, hidden: false });
  }
  if (undo_url) {
    const undo = toast.querySelector("[data-toast-undo]");
    Object.assign(undo, { action: undo_url, hidden: false });
  }
  tray.append(toast);
  start(tray.querySelector("[data-toast]"));
}

tray.dataset.queue = "true";
start(tray.querySelector("[data-toast]"));

tray.addEventListener("click", (event) => {
  if (event.target.closest("[data-toast-close]")) remove(event.target.closest("[data-toast]"));
});

document.body.addEventListener("toast", (event) => show(event.detail));
document.body.addEventListener("htmx:sendError", () => {
  show({ text: "The server cannot be reached. Nothing was changed; try again when it is back.", level: "error" });
});
document.body.addEventListener("htmx:responseError", (event) => {
  const { xhr } = event.detail;
  const sentence = xhr.getResponseHeader("Content-Type")?.startsWith("text/plain") ? xhr.responseText : "";
  // 502 to 504 come from what stands before a server that starts, or is overloaded.
  const way = xhr.status > 501 ? "Wait a moment, then try again." : "Reload the page and try again.";
  show({ text: sentence || `The server answered with error ${xhr.status}. ${way}`, level: "error" });
});
