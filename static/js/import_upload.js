// <form data-upload> is sent with a bar that shows how much of it has arrived: first what belongs together, then, when
// there are many pictures, the rest of them a few at a time. Where the server leads to, that page is opened; what it
// refuses is told at its field. Of a folder only pictures are sent.
const PICTURES = /\.(jpe?g|png|webp|tiff?|gif|bmp|heic)$/i;
const AT_ONCE = 40;

function parts(form) {
  const data = new FormData(form);
  const files = [];
  for (const input of form.querySelectorAll("input[type=file][multiple]")) {
    const chosen = [...input.files];
    files.push(...(input.webkitdirectory ? chosen.filter((file) => PICTURES.test(file.name)) : chosen));
    data.delete(input.name);
  }
  const add = (to, some) => some.forEach((file) => to.append("pictures", file, file.name));
  add(data, files.slice(0, AT_ONCE));
  const rest = [];
  for (let at = AT_ONCE; at < files.length; at += AT_ONCE) {
    const more = new FormData();
    more.append("csrfmiddlewaretoken", data.get("csrfmiddlewaretoken"));
    add(more, files.slice(at, at + AT_ONCE));
    rest.push(more);
  }
  return [data, ...rest];
}

const weight = (data) => [...data.values()].reduce((sum, value) => sum + (value.size ?? 0), 0);

function post(url, data, tell, headers = {}) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.upload.addEventListener("progress", (event) => tell(event.loaded));
    request.addEventListener("load", () => resolve(request));
    request.addEventListener("error", () => reject(new Error("The server cannot be reached. Try again when it is back.")));
    request.open("POST", url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.send(data);
  });
}

function progress(form, total) {
  const box = form.querySelector("[data-upload-progress]");
  const bar = box.querySelector("progress");
  return (loaded) => {
    box.hidden = false;
    if (loaded < total) bar.value = (loaded / total) * 100;
    else bar.removeAttribute("value");
    box.querySelector("[data-upload-text]").textContent = loaded < total
      ? `${(loaded / 1e6).toFixed(1)} of ${(total / 1e6).toFixed(1)} MB`
      : "Reading what has arrived…";
  };
}

function reason(request) {
  if (request.status === 422 && request.getResponseHeader("Content-Type")?.startsWith("text/plain")) return request.responseText;
  if (request.status === 400 || request.status === 413) return "The upload was refused as too much at once. Pack the pictures into one zip.";
  return `The server answered with error ${request.status}. Try again.`;
}

function refused(form, request) {
  const page = new DOMParser().parseFromString(request.responseText, "text/html");
  const errors = page.getElementById(form.id)?.querySelectorAll(".field:has(.errorlist)") ?? [];
  for (const fresh of errors) {
    const input = form.querySelector(`input[name="${fresh.querySelector("input").name}"]`);
    input.closest(".field").append(document.importNode(fresh.querySelector(".errorlist"), true));
    input.setAttribute("aria-invalid", "true");
    input.focus();
  }
  return errors.length > 0;
}

async function send(form) {
  const [first, ...rest] = parts(form);
  const tell = progress(form, [first, ...rest].reduce((sum, data) => sum + weight(data), 0));
  let done = weight(first);
  const answer = await post(form.action, first, tell);
  if (answer.status === 422 && refused(form, answer)) return "";
  if (answer.status !== 200) throw new Error(reason(answer));
  const pictures = form.dataset.picturesUrl ?? answer.responseURL.replace(/file\/$/, "pictures/");
  for (const data of rest) {
    const next = await post(pictures, data, (loaded) => tell(done + loaded), { "HX-Request": "true" });
    if (next.status >= 400) throw new Error(reason(next));
    done += weight(data);
  }
  return answer.responseURL;
}

function ready(form) {
  form.querySelector("[data-upload-progress]").hidden = true;
  form.querySelector("[data-upload-button]").disabled = false;
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("form[data-upload]")) return;
  event.preventDefault();
  form.querySelector("[data-upload-button]").disabled = true;
  for (const old of form.querySelectorAll(".errorlist")) old.remove();
  for (const input of form.querySelectorAll("[aria-invalid]")) input.removeAttribute("aria-invalid");
  try {
    const url = await send(form);
    if (url) return location.assign(url);
  } catch (error) {
    document.body.dispatchEvent(new CustomEvent("toast", { detail: { text: error.message, level: "error" } }));
  }
  ready(form);
});

// Coming back by the browser's own way finds a form that can be sent again.
window.addEventListener("pageshow", () => document.querySelectorAll("form[data-upload]").forEach(ready));
