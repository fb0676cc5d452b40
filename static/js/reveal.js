// A button beside every password field shows and hides what was typed.
function label(button, shown) {
  button.textContent = shown ? "Hide" : "Show";
  button.setAttribute("aria-label", `${button.textContent} the password`);
}

for (const field of document.querySelectorAll("input[type=password]")) {
  const row = document.createElement("div");
  const button = document.createElement("button");
  row.className = "field__reveal";
  button.type = "button";
  button.className = "button";
  label(button, false);
  button.addEventListener("click", () => {
    const shown = field.type === "password";
    field.type = shown ? "text" : "password";
    label(button, shown);
  });
  field.replaceWith(row);
  row.append(field, button);
}
