// Photographs come in by drag and drop anywhere on the page, by paste, and by the buttons [data-pick="camera|files"], which
// open the file box of that name. Whatever the way, the event "photographs" hands them on.
const veil = document.querySelector("[data-veil]");
const VEIL_MS = 400;
let timer = null;
let isOwn = false;

const handOn = (files) => { if (files.length) document.dispatchEvent(new CustomEvent("photographs", { detail: files })); };
const carriesFiles = (event) => !isOwn && event.dataTransfer?.types.includes("Files");

function markFolders(files, items) {
  [...items].filter((item) => item.kind === "file").forEach((item, place) => {
    if (item.webkitGetAsEntry?.()?.isDirectory && files[place]) files[place].isFolder = true;
  });
  return files;
}

function lower() {
  clearTimeout(timer);
  veil.hidden = true;
}

// What is dragged from this page itself is no new photograph.
document.addEventListener("dragstart", () => { isOwn = true; });
document.addEventListener("dragend", () => { isOwn = false; });

// Browsers repeat this while files are held over the page and tell nothing reliable when they leave it.
document.addEventListener("dragover", (event) => {
  if (!carriesFiles(event)) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = "copy";
  veil.hidden = false;
  clearTimeout(timer);
  timer = setTimeout(lower, VEIL_MS);
});

document.addEventListener("drop", (event) => {
  if (!carriesFiles(event)) return;
  event.preventDefault();
  lower();
  handOn(markFolders([...event.dataTransfer.files], event.dataTransfer.items));
});

document.addEventListener("paste", (event) => {
  const files = [...(event.clipboardData?.files ?? [])];
  if (!files.length) return;
  event.preventDefault();
  handOn(files);
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-pick]");
  if (button) document.querySelector(`[data-files="${button.dataset.pick}"]`).click();
});

const boxes = document.querySelectorAll("[data-files]");

function empty(box) {
  handOn([...box.files]);
  // The same file may be chosen once more.
  box.value = "";
}

boxes.forEach((box) => box.addEventListener("change", () => empty(box)));
// On a slow connection files may be chosen before the scripts are there; by now all of them listen.
document.addEventListener("DOMContentLoaded", () => boxes.forEach(empty));
