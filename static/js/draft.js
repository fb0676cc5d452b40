// What is typed into <form data-draft="key"> is kept in this browser until the server has it: a session that ends, a
// closed tab or a broken line loses nothing. The next visit of the form offers it. The server tells by the cookie
// draft_done which form was saved.
const PREFIX = "coinstack-draft:";
const DELAY_MS = 250;

function store(key, value) {
  try {
    if (value) localStorage.setItem(PREFIX + key, JSON.stringify(value));
    else localStorage.removeItem(PREFIX + key);
  } catch { /* a browser that keeps nothing keeps no drafts */ }
}

function stored(key) {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + key));
  } catch {
    return null;
  }
}

const boxes = (form) => [...form.elements].filter((box) => box.name && !["hidden", "submit", "button"].includes(box.type));
const read = (box) => (box.type === "checkbox" ? (box.checked ? "on" : "") : box.value);
const original = (box) => {
  if (box.type === "checkbox") return box.defaultChecked ? "on" : "";
  if (box.tagName === "SELECT") return ([...box.options].find((option) => option.defaultSelected) ?? box.options[0])?.value ?? "";
  return box.defaultValue;
};

function write(box, value) {
  if (box.type === "checkbox") box.checked = value === "on";
  else box.value = value;
  const folded = box.closest("details");
  if (folded) folded.open = true;
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

function keep(form) {
  const typed = Object.fromEntries(boxes(form).filter((box) => read(box) !== original(box)).map((box) => [box.name, read(box)]));
  store(form.dataset.draft, Object.keys(typed).length ? { at: Date.now(), version: form.dataset.draftVersion, typed } : null);
}

function watch(form) {
  let timer;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, DELAY_MS, form);
  });
  form.addEventListener("change", () => keep(form));
  window.addEventListener("pagehide", () => clearTimeout(timer));
}

function offer(form) {
  const draft = stored(form.dataset.draft);
  const offered = document.querySelector("[data-draft-offer]");
  const missing = Object.entries(draft?.typed ?? {}).filter(([name, value]) => {
    const box = form.elements.namedItem(name);
    return box && read(box) !== value;
  });
  if (!offered || !missing.length) return;
  offered.querySelector("[data-draft-time]").textContent = new Date(draft.at).toLocaleString();
  offered.querySelector("[data-draft-older]").hidden = draft.version === form.dataset.draftVersion;
  offered.hidden = false;
  offered.querySelector("[data-draft-restore]").addEventListener("click", () => {
    for (const [name, value] of missing) write(form.elements.namedItem(name), value);
    offered.hidden = true;
    form.elements.namedItem(missing[0][0]).focus();
  });
  offered.querySelector("[data-draft-discard]").addEventListener("click", () => {
    store(form.dataset.draft, null);
    offered.hidden = true;
  });
}

const done = document.cookie.split("; ").find((part) => part.startsWith("draft_done="))?.slice("draft_done=".length);
if (done) {
  store(done, null);
  document.cookie = "draft_done=; max-age=0; path=/; samesite=lax";
}

const form = document.querySelector("form[data-draft]");
if (form) {
  offer(form);
  watch(form);
}
