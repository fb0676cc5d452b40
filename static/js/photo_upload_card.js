// The card that stands in the list of photographs for a file on its way: its name, a bar, and what became of it.
const template = document.getElementById("upload-card");

export class UploadCard {
  constructor(name) {
    this.element = template.content.firstElementChild.cloneNode(true);
    this.part("name").textContent = name;
    this.part("bar").setAttribute("aria-label", `Upload of ${name}`);
  }

  part(name) {
    return this.element.querySelector(`[data-upload-${name}]`);
  }

  waits() {
    this.element.classList.remove("is-refused");
    for (const name of ["again", "signin"]) this.part(name).hidden = true;
    this.part("bar").hidden = false;
    this.part("reason").textContent = "";
    this.part("cancel").textContent = "Cancel";
    this.sent(0, "Waiting");
  }

  sent(share, state = `${Math.floor(100 * share)} %`) {
    this.part("bar").value = share;
    this.part("state").textContent = state;
  }

  // From here on the server has the file: there is nothing to cancel any more.
  isRead() {
    this.part("bar").removeAttribute("value");
    this.part("state").textContent = "Sent; being read";
    this.part("cancel").hidden = true;
  }

  refuse(reason, { again = false, signIn = false } = {}) {
    this.element.classList.add("is-refused");
    this.part("bar").hidden = true;
    this.part("state").textContent = "";
    this.part("reason").textContent = reason;
    this.part("again").hidden = !again;
    this.part("signin").hidden = !signIn;
    this.part("cancel").textContent = "Dismiss";
    this.part("cancel").hidden = false;
  }

  // The server's own card takes this one's place, and the focus if this one had it.
  become(markup) {
    const held = this.element.contains(document.activeElement);
    this.element.insertAdjacentHTML("beforebegin", markup);
    const card = this.element.previousElementSibling;
    this.element.remove();
    htmx.process(card);
    if (held) card.querySelector("a").focus();
    return card;
  }
}
