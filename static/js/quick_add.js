// <a data-quick-add> opens its form in a dialog over the page. Pressed again before it is there, it opens one all the same.
const AWAY = "The server cannot be reached. Try again when it is back.";
const KEPT = "coinstack-quick-line"; // until an answer says what became of it
let asked = false;

function bringBack(form) {
  const box = form?.elements.line;
  if (box && !box.value) box.value = sessionStorage.getItem(KEPT) ?? "";
}

document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-quick-add]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || location.pathname === link.pathname) return;
  event.preventDefault();
  if (asked || document.querySelector("dialog[open]")) return;
  asked = true;
  link.setAttribute("aria-busy", "true");
  try {
    const response = await fetch(link.href, { headers: { "HX-Request": "true" } });
    const form = await response.text();
    if (!response.ok || !form.trim()) return location.assign(response.headers.get("HX-Redirect") ?? link.href);
    open(form);
  } catch {
    document.body.dispatchEvent(new CustomEvent("toast", { detail: { text: AWAY, level: "error" } }));
  } finally {
    asked = false;
    link.removeAttribute("aria-busy");
  }
});

function open(content) {
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  dialog.setAttribute("aria-labelledby", "quick-title");
  dialog.append(...new DOMParser().parseFromString(content, "text/html").body.childNodes);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  bringBack(dialog.querySelector("#quick-add"));
  dialog.showModal();
  dialog.querySelector("input[type=text]").focus();
}

document.addEventListener("submit", (event) => {
  if (event.target.id === "quick-add") sessionStorage.setItem(KEPT, event.target.elements.line.value);
});

if (document.querySelector("[data-toast]")) sessionStorage.removeItem(KEPT);
bringBack(document.getElementById("quick-add"));
