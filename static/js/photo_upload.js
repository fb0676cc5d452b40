// <form data-upload> sends the files that the event "photographs" hands it (detail: files): each in a request of its own,
// with a card and a bar in the list, a few at once. What fails stays with its reason and harms none of the others.
import { UploadCard } from "./photo_upload_card.js";

const AT_ONCE = 3;
const MEGABYTE = 1_048_576;
const form = document.querySelector("[data-upload]");
const status = document.querySelector("[data-upload-status]");
const cards = () => document.querySelector("[data-photo-cards]");
const uploads = new Map();
const waiting = [];
const running = new Set();
let round = null;

const cookie = (name) => document.cookie.split("; ").find((part) => part.startsWith(`${name}=`))?.slice(name.length + 1);
// A sign-in in another tab gives out a new token; the form still has the old one.
const token = () => cookie("csrftoken") ?? form.elements.csrfmiddlewaretoken.value;
const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const photographs = (count) => `${count} photograph${count === 1 ? "" : "s"}`;

// What is added at one go is one action: one undo takes it back.
const newRound = () => ({ batch: `web:${hex(crypto.getRandomValues(new Uint8Array(16)))}`, total: 0, failed: 0, added: [], toast: null });

// Which side a picture shows is guessed from those that are there, so as long as a side is missing the order counts.
function limit() {
  const taken = new Set([...cards().querySelectorAll("select[name=kind]")].map((box) => box.value));
  return taken.has("obverse") && taken.has("reverse") ? AT_ONCE : 1;
}

function tell() {
  const { total, added, failed } = round;
  const count = `${added.length} of ${total} uploaded`;
  if (running.size || waiting.length) status.textContent = count;
  else if (failed) status.textContent = `${count}; ${failed} could not be added.`;
  else status.textContent = total ? `${photographs(total)} uploaded.` : "";
}

function refuse(upload, reason, ways = {}) {
  Object.assign(upload, { isOver: true, again: ways.again });
  upload.card.refuse(reason, ways);
  round.failed += 1;
}

// All that wait would fail in the same way: they stay, and go on with one click after signing in.
function signedOut(upload) {
  const reason = "You are signed out. Sign in, come back to this tab and try again: nothing is lost.";
  for (const held of [upload, ...waiting.splice(0)]) refuse(held, reason, { again: true, signIn: true });
}

function answered(upload, xhr) {
  const sentence = xhr.getResponseHeader("Content-Type")?.startsWith("text/plain") ? xhr.responseText : "";
  if (xhr.status === 200) {
    uploads.delete(upload.card.element);
    round.added.push(upload.card.become(xhr.responseText).dataset.photo);
    round.toast = JSON.parse(xhr.getResponseHeader("HX-Trigger") ?? "{}").toast;
    document.dispatchEvent(new Event("photos:changed"));
  } else if (xhr.getResponseHeader("HX-Redirect")) signedOut(upload);
  else refuse(upload, sentence || `The server answered with error ${xhr.status}.`, { again: xhr.status >= 500 || xhr.status === 403 });
}

function send(upload) {
  const xhr = new XMLHttpRequest();
  const body = new FormData();
  body.append("batch", round.batch);
  body.append("files", upload.file, upload.file.name);
  upload.xhr = xhr;
  running.add(upload);
  upload.card.sent(0);
  xhr.upload.addEventListener("progress", ({ loaded, total }) => upload.card.sent(loaded / total));
  xhr.upload.addEventListener("load", () => upload.card.isRead());
  xhr.addEventListener("load", () => answered(upload, xhr));
  xhr.addEventListener("error", () => refuse(upload, "The server could not be reached.", { again: true }));
  xhr.addEventListener("loadend", () => { running.delete(upload); next(); });
  xhr.open("POST", form.action);
  xhr.setRequestHeader("HX-Request", "true");
  xhr.setRequestHeader("HX-Current-URL", location.href);
  xhr.setRequestHeader("X-CSRFToken", token());
  xhr.send(body);
}

function next() {
  while (waiting.length && running.size < limit()) send(waiting.shift());
  tell();
  if (!running.size && !waiting.length) finish();
}

// The server has them in the order in which they arrived, the page in that in which they were chosen.
function finish() {
  const { added, batch, toast } = round;
  const chosen = [...cards().querySelectorAll("[data-photo]")].map((card) => card.dataset.photo).filter((id) => added.includes(id));
  if (chosen.join() !== added.join()) document.dispatchEvent(new CustomEvent("photos:order", { detail: { batch } }));
  const detail = added.length > 1 ? { ...toast, text: `${photographs(added.length)} added.` } : toast;
  if (toast) document.body.dispatchEvent(new CustomEvent("toast", { detail }));
  round = null;
}

function enqueue(upload) {
  upload.isOver = false;
  upload.card.waits();
  waiting.push(upload);
}

function flawOf({ isFolder, size }) {
  const most = Number(form.dataset.mostBytes);
  if (isFolder) return "This is a folder. Drop the pictures that are in it.";
  if (!size) return "This file is empty.";
  if (size > most) return `This file has ${Math.ceil(size / MEGABYTE)} MB, and a photograph may have ${most / MEGABYTE} MB. Save it smaller and add it again.`;
  return "";
}

document.addEventListener("photographs", ({ detail: files }) => {
  round ??= newRound();
  for (const file of files) {
    const upload = { file, card: new UploadCard(file.name) };
    uploads.set(upload.card.element, upload);
    cards().append(upload.card.element);
    round.total += 1;
    const flaw = flawOf(file);
    if (flaw) refuse(upload, flaw);
    else enqueue(upload);
  }
  cards().querySelector("[data-upload-card]").scrollIntoView({ block: "nearest" });
  next();
});

function cancel(upload) {
  if (!upload.isOver && round) round.total -= 1;
  if (waiting.includes(upload)) waiting.splice(waiting.indexOf(upload), 1);
  uploads.delete(upload.card.element);
  upload.card.element.remove();
  [...form.querySelectorAll("[data-pick]")].find((button) => button.checkVisibility()).focus();
  if (running.has(upload)) upload.xhr.abort();
  else if (round) next();
}

function again() {
  const held = [...uploads.values()].filter((upload) => upload.isOver && upload.again);
  round ??= newRound();
  round.total += held.length;
  held.forEach(enqueue);
  next();
}

document.addEventListener("click", (event) => {
  const upload = uploads.get(event.target.closest("[data-upload-card]"));
  if (upload && event.target.closest("[data-upload-cancel]")) cancel(upload);
  else if (upload && event.target.closest("[data-upload-again]")) again();
});

window.addEventListener("beforeunload", (event) => { if (running.size || waiting.length) event.preventDefault(); });
