// A form is sent once, however often its button is pressed while the answer is on its way; the button shows that it works.
// [data-again] on a button: it leads to a download, the page stays, and it may be pressed again at once.
// No module: it must be there before the first button is seen.
{
  const GIVEN_UP_MS = 30_000; // only where the browser cannot tell that an answer will never come

  const buttonOf = (form, submitter) => submitter ?? [...form.elements].find((each) => each.type === "submit");
  const isPosted = (form, submitter) => (submitter?.getAttribute("formmethod") ?? form.getAttribute("method"))?.toLowerCase() === "post";

  function release() {
    for (const form of document.querySelectorAll("form[data-sending]")) delete form.dataset.sending;
    for (const button of document.querySelectorAll("[data-is-sending]")) {
      delete button.dataset.isSending;
      button.removeAttribute("aria-busy");
    }
  }

  addEventListener("submit", (event) => {
    if (!event.target.dataset.sending) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);

  // After all others: what one of them has stopped, or sends in its own way, is none of this.
  addEventListener("submit", (event) => {
    const [form, button] = [event.target, buttonOf(event.target, event.submitter)];
    if (event.defaultPrevented || !isPosted(form, event.submitter) || button?.matches("[data-again]")) return;
    form.dataset.sending = "true";
    if (button) {
      button.dataset.isSending = "true";
      button.setAttribute("aria-busy", "true");
    }
    if (!globalThis.navigation) setTimeout(release, GIVEN_UP_MS);
  });

  // Stopped on the way, or come back to by the browser's own way.
  globalThis.navigation?.addEventListener("navigateerror", release);
  addEventListener("pageshow", release);
}
