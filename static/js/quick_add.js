// <a data-quick-add> opens its form in a dialog over the page; without an answer it is a link like any other.
document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-quick-add]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || location.pathname === link.pathname) return;
  event.preventDefault();
  try {
    const response = await fetch(link.href, { headers: { "HX-Request": "true" } });
    const form = await response.text();
    if (!response.ok || !form.trim()) return location.assign(response.headers.get("HX-Redirect") ?? link.href);
    open(form);
  } catch {
    location.assign(link.href);
  }
});

function open(content) {
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  dialog.setAttribute("aria-labelledby", "quick-title");
  dialog.append(...new DOMParser().parseFromString(content, "text/html").body.childNodes);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  dialog.querySelector("input[type=text]").focus();
}
