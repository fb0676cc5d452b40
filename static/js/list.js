// The list answers to its small forms and links: a select is sent when it changes, Shift+click on a head sorts by it
// after the present order, and a[data-swap] (a bar of a chart) brings its list without a new page.
const list = document.querySelector("[data-list]");

function bring(url) {
  htmx.ajax("GET", url, { source: list, target: "#coin-table", select: "#coin-table", swap: "outerHTML" });
}

document.addEventListener("change", (event) => {
  event.target.closest("[data-submit-on-change]")?.requestSubmit();
});

// What was asked for and did not come: what is ticked and chosen is again what the list shows. What was typed stays.
function takeBack(event) {
  if (!list || event.detail.target?.id !== "coin-table") return;
  for (const box of list.querySelectorAll("[data-facets] input[type=checkbox]")) box.checked = box.defaultChecked;
  for (const choice of list.querySelectorAll("[data-submit-on-change] option")) choice.selected = choice.defaultSelected;
}

for (const failure of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) document.addEventListener(failure, takeBack);

// Before htmx hears of the click.
document.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.button) return;
  const head = event.shiftKey && event.target.closest("[data-sort-add]");
  const link = !event.shiftKey && event.target.closest("a[data-swap]");
  if (!head && !(link && list)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  bring(head ? head.dataset.sortAdd : link.getAttribute("href"));
}, true);
