// On a slow line a page is seen, and pressed, before its modules are there. What only they answer to is kept until then:
// a press, a tick, a choice is done once more when they listen. What asks before it is done asks here in the plainest way.
// No module, for that reason.
{
  const kept = new Map();
  const PRESSED = "button[type=button]:not([popovertarget])";
  const CHOSEN = "select, [type=checkbox], [type=radio], [type=range]";

  const keep = (event) => {
    const target = event.target.closest?.(event.type === "click" ? PRESSED : CHOSEN);
    if (!target) return;
    event.stopImmediatePropagation(); // some modules may be there before the others
    kept.set(target, new Set([...(kept.get(target) ?? []), event.type]));
  };

  function repeat(target, type) {
    if (type === "click") target.click();
    else target.dispatchEvent(new Event(type, { bubbles: true }));
  }

  const TYPES = ["click", "input", "change"];
  for (const type of TYPES) addEventListener(type, keep, true);

  document.addEventListener("DOMContentLoaded", () => {
    for (const type of TYPES) removeEventListener(type, keep, true);
    // htmx is ready only after its own listener to this event.
    setTimeout(() => {
      for (const [target, types] of kept) for (const type of types) if (target.isConnected) repeat(target, type);
    });
  });

  addEventListener("submit", (event) => {
    const question = event.target.dataset.confirm;
    if (question && !document.documentElement.dataset.asks && !confirm(question)) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }, true);
}
