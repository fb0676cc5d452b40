// <form data-drop>: files dropped on it go where they belong: the table into its field, pictures and zips into theirs.
const PICTURES = /\.(jpe?g|png|webp|tiff?|gif|bmp|heic|zip)$/i;
const form = document.querySelector("[data-drop]");
const table = form.querySelector("input[type=file][name=file]");
const pictures = form.querySelector("input[type=file][name=pictures]");
const folder = form.querySelector("input[type=file][name=folder]");
const chosen = form.querySelector("[data-drop-chosen]");
let depth = 0;

const size = (bytes) => (bytes < 2 ** 20 ? `${(bytes / 2 ** 10).toFixed(1)} KB` : `${(bytes / 2 ** 20).toFixed(1)} MB`);

function tell() {
  const count = pictures.files.length + [...folder.files].filter((file) => PICTURES.test(file.name)).length;
  const parts = [...table.files].map((file) => `${file.name} (${size(file.size)})`);
  if (count) parts.push(`${count} file${count > 1 ? "s" : ""} with pictures`);
  chosen.textContent = parts.join(" · ");
  chosen.hidden = !parts.length;
}

function put(input, files) {
  const bag = new DataTransfer();
  for (const file of files) bag.items.add(file);
  input.files = bag.files;
}

function take(files) {
  const own = files.filter((file) => !PICTURES.test(file.name));
  const shown = files.filter((file) => PICTURES.test(file.name));
  if (own.length) put(table, own.slice(0, 1));
  if (shown.length) {
    put(pictures, shown);
    pictures.closest("details").open = true;
  }
  tell();
  form.querySelector("[data-upload-button]").focus();
}

form.addEventListener("dragenter", (event) => {
  event.preventDefault();
  depth += 1;
  form.classList.add("is-over");
});
form.addEventListener("dragover", (event) => event.preventDefault());
form.addEventListener("dragleave", () => {
  depth -= 1;
  if (depth < 1) form.classList.remove("is-over");
});
form.addEventListener("drop", (event) => {
  event.preventDefault();
  depth = 0;
  form.classList.remove("is-over");
  take([...event.dataTransfer.files]);
});
form.addEventListener("change", tell);
form.querySelector("[data-drop-hint]").hidden = false;
tell();
