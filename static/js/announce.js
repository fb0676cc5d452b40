// What changed without a new page is told to those who do not see it: a refused form's summary
// takes the focus, a list's new count is read out.
const announcer = document.getElementById("announcer");

function tell(root) {
  root.querySelector("[data-form-summary]")?.focus();
}

document.addEventListener("htmx:afterSettle", (event) => {
  tell(event.target);
  const news = event.target.querySelector("[data-announce]");
  if (news) announcer.textContent = news.textContent.replace(/\s+/g, " ").trim();
});

tell(document);
