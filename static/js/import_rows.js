// What is to be done with a row is sent as soon as it is chosen.
import { inTurn } from "./in_turn.js";

document.addEventListener("change", (event) => {
  const form = event.target.closest?.("[data-row-choice]");
  if (!form) return;
  const row = form.closest("tr");
  const select = event.target;
  row.classList.add("is-saving");
  const values = { [select.name]: select.value, back: document.querySelector("[data-check]").dataset.here };
  const done = () => {
    row.classList.remove("is-saving");
    // On a slow line one is elsewhere by now.
    if (document.activeElement === document.body) document.querySelector(`#${row.id} select`)?.focus({ preventScroll: true });
  };
  inTurn(() => htmx.ajax("POST", form.action, { source: document.body, target: `#${row.id}`, swap: "outerHTML", values })).then(done, done);
});
