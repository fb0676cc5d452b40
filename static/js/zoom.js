// <a href="picture" data-zoom data-zoom-label="…"> opens the picture in the zoom dialog, to be looked at closely.
// Without scripts, or when the viewer cannot be had, the link leads to the picture itself.
const dialog = document.getElementById("zoom-dialog");
const STEP = 1.5;
let viewer = null;
let loading = null;
let links = [];
let at = 0;

// The viewer would add this rule as an inline style, which the content security policy forbids; coin.css has it.
// It looks for an element of this name and attribute first.
function claimItsRule() {
  if (document.head.querySelector("style[data-openseadragon-mobile-css]")) return;
  const mark = document.createElementNS("urn:coinstack:mark", "style");
  mark.setAttribute("data-openseadragon-mobile-css", "true");
  document.head.append(mark);
}

function load() {
  if (globalThis.OpenSeadragon) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    Object.assign(script, { src: dialog.dataset.library, onload: resolve, onerror: reject });
    document.head.append(script);
  });
}

const tell = (text) => { dialog.querySelector("[data-zoom-state]").textContent = text; };

function name(link) {
  dialog.querySelector("[data-zoom-title]").textContent = link.dataset.zoomLabel;
  tell("Loading…");
}

function show(index) {
  at = (index + links.length) % links.length;
  const link = links[at];
  name(link);
  viewer.open({ type: "image", url: link.href });
}

async function open(link) {
  links = [...document.querySelectorAll("[data-zoom]")];
  at = links.indexOf(link);
  name(link);
  dialog.showModal(); // on a slow line long before the viewer
  try {
    loading ??= load();
    await loading;
  } catch {
    loading = null;
    dialog.close();
    location.href = link.href;
    return;
  }
  if (!dialog.open) return;
  claimItsRule();
  viewer ??= made();
  for (const act of ["ArrowLeft", "ArrowRight"]) dialog.querySelector(`[data-zoom-act="${act}"]`).hidden = links.length < 2;
  show(at);
}

function made() {
  const fresh = globalThis.OpenSeadragon({
    element: dialog.querySelector("[data-zoom-canvas]"),
    drawer: "canvas",
    showNavigationControl: false,
    animationTime: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 0.4,
    maxZoomPixelRatio: 4,
    visibilityRatio: 0.5,
    gestureSettingsMouse: { clickToZoom: false, dblClickToZoom: true },
  });
  fresh.addHandler("open-failed", () => tell("This picture could not be loaded."));
  fresh.addHandler("open", () => tell(""));
  return fresh;
}

const turn = (degrees) => viewer.viewport.setRotation(viewer.viewport.getRotation() + degrees);

const ACTS = {
  "+": () => viewer.viewport.zoomBy(STEP).applyConstraints(),
  "-": () => viewer.viewport.zoomBy(1 / STEP).applyConstraints(),
  0: () => { viewer.viewport.setRotation(0); viewer.viewport.setFlip(false); viewer.viewport.goHome(); },
  1: () => viewer.viewport.zoomTo(viewer.viewport.imageToViewportZoom(1)).applyConstraints(),
  l: () => turn(-90),
  r: () => turn(90),
  h: () => viewer.viewport.toggleFlip(),
  v: () => { viewer.viewport.toggleFlip(); turn(180); },
  ArrowLeft: () => show(at - 1),
  ArrowRight: () => show(at + 1),
};

// A picture that is slow, or cannot be had, bars no way to the others.
const mayAct = (act) => (act.startsWith("Arrow") ? viewer : viewer?.isOpen());

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-zoom]");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    open(link);
  }
  const button = event.target.closest("[data-zoom-act]");
  if (button && mayAct(button.dataset.zoomAct)) ACTS[button.dataset.zoomAct]();
});

// In the capturing phase: the viewer has keys of its own for some of these.
dialog?.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const key = event.key === "=" ? "+" : event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (!Object.hasOwn(ACTS, key) || !mayAct(key)) return;
  event.preventDefault();
  event.stopPropagation();
  ACTS[key]();
}, true);

dialog?.addEventListener("close", () => viewer?.close());
