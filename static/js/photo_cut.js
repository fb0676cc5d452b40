// What is shown of a photograph: a circle, or the square round it, is dragged on the picture, and the boxes follow; where
// nothing is cut yet a new one is drawn from its middle. A preview shows the outcome.
import { circleOn } from "./circles.js";

const LEAST = 8;
const root = document.querySelector("[data-cut-width]");
const size = [Number(root.dataset.cutWidth), Number(root.dataset.cutHeight)];
const form = root.querySelector("[data-cut-form]");
const part = (name) => root.querySelector(`[data-cut-${name}]`);
const [marks, picture, preview] = [part("marks"), part("picture"), part("preview")];
const boxes = Object.fromEntries(["x", "y", "r"].map((name) => [name, form.elements[name]]));
const circle = circleOn(marks, root.dataset.cutName, boxes, size, draw);
let middle = null;

function outline({ x, y, r }) {
  if (form.elements.shape.value === "square") return `M${x - r} ${y - r}h${2 * r}v${2 * r}h${-2 * r}z`;
  return `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
}

function drawPreview({ x, y, r }) {
  if (!picture.complete || !picture.naturalWidth) return;
  const [pen, side, scale, shape] = [preview.getContext("2d"), preview.width, picture.naturalWidth / size[0], form.elements.shape.value];
  const [left, top, w, h] = shape === "whole" ? [0, 0, ...size] : [x - r, y - r, 2 * r, 2 * r];
  const fit = side / Math.max(w, h, 1);
  pen.reset();
  pen.translate(side / 2, side / 2);
  pen.rotate((Number(form.elements.rotation.value) * Math.PI) / 180);
  if (shape === "circle") {
    pen.arc(0, 0, side / 2, 0, 2 * Math.PI);
    pen.clip();
  }
  pen.drawImage(picture, left * scale, top * scale, w * scale, h * scale, (-w * fit) / 2, (-h * fit) / 2, w * fit, h * fit);
}

function draw() {
  const line = outline(circle.get());
  part("shade").setAttribute("d", `M0 0H${size[0]}V${size[1]}H0z${line}`);
  part("edge").setAttribute("d", line);
  circle.draw();
  drawPreview(circle.get());
}

const at = (event) => new DOMPoint(event.clientX, event.clientY).matrixTransform(marks.getScreenCTM().inverse());

marks.addEventListener("pointerdown", (event) => {
  if (event.button || form.elements.shape.value !== "whole") return;
  event.preventDefault();
  marks.setPointerCapture(event.pointerId);
  middle = at(event);
  form.elements.shape.value = "circle";
  circle.set({ x: middle.x, y: middle.y, r: LEAST });
});

marks.addEventListener("pointermove", (event) => {
  if (!middle) return;
  const { x, y } = at(event);
  circle.set({ ...circle.get(), r: Math.hypot(x - middle.x, y - middle.y) });
});

for (const end of ["pointerup", "pointercancel"]) marks.addEventListener(end, () => { middle = null; });

part("reset").addEventListener("click", () => {
  form.elements.shape.value = "whole";
  form.elements.rotation.value = "0";
  circle.set({ x: size[0] / 2, y: size[1] / 2, r: Math.min(...size) / 2 });
});

form.addEventListener("input", draw);
picture.addEventListener("load", draw);
addEventListener("resize", draw);
draw();
