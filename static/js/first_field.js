// <form data-edit> begins in its first field, unless the page says where to be: a field that was refused, a part in the
// address. Not where a finger types: the keyboard would cover the page.
const form = document.querySelector("form[data-edit]");
const free = [document.body, null].includes(document.activeElement);

if (form && free && !location.hash && !form.querySelector("[autofocus]") && matchMedia("(pointer: fine)").matches) {
  const fields = form.querySelectorAll("input:not([type=hidden]), select, textarea");
  const first = [...fields].find((field) => field.checkVisibility());
  if (first) {
    first.autofocus = true;
    first.focus({ preventScroll: true });
  }
}
