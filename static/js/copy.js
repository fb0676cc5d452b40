// <button data-copy="text" data-copy-done="What to say" hidden> appears when scripts run, and copies its text.
const show = (root) => root.querySelectorAll("[data-copy]").forEach((button) => { button.hidden = false; });

async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  // Over plain http on another host browsers offer no clipboard but this one.
  const box = Object.assign(document.createElement("textarea"), { value: text, className: "visually-hidden" });
  document.body.append(box);
  box.select();
  const done = document.execCommand("copy");
  box.remove();
  if (!done) throw new Error("no clipboard");
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const detail = { text: button.dataset.copyDone, level: "success" };
  try {
    await copy(button.dataset.copy);
  } catch {
    Object.assign(detail, { text: "This browser does not let the page copy. Select the text and copy it.", level: "error" });
  }
  document.body.dispatchEvent(new CustomEvent("toast", { detail }));
  button.focus();
});

document.addEventListener("htmx:afterSettle", (event) => show(event.target));
show(document);
