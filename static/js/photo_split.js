// A picture of both sides: a circle for each, which of them is the obverse, and what will be shown of both.
import { circleOn } from "./circles.js";

const root = document.querySelector("[data-split]");
const size = [Number(root.dataset.width), Number(root.dataset.height)];
const form = root.querySelector("[data-split-form]");
const picture = root.querySelector("[data-split-picture]");
const same = root.querySelector("[data-split-same]");
const marks = root.querySelector("[data-split-marks]");
const sides = {};

function preview(side) {
  if (!picture.complete || !picture.naturalWidth) return;
  const canvas = root.querySelector(`[data-split-preview="${side}"]`);
  const [pen, { x, y, r }, scale] = [canvas.getContext("2d"), sides[side].get(), picture.naturalWidth / size[0]];
  pen.reset();
  if (form.elements.shape.value === "circle") {
    pen.arc(canvas.width / 2, canvas.height / 2, canvas.width / 2, 0, 2 * Math.PI);
    pen.clip();
  }
  pen.drawImage(picture, (x - r) * scale, (y - r) * scale, 2 * r * scale, 2 * r * scale, 0, 0, canvas.width, canvas.height);
}

function draw() {
  for (const [side, circle] of Object.entries(sides)) {
    circle.draw();
    preview(side);
  }
}

function changed(circle) {
  const other = Object.values(sides).find((each) => each !== circle);
  if (same.checked && other.get().r !== circle.get().r) other.set({ ...other.get(), r: circle.get().r });
  draw();
}

for (const side of ["obverse", "reverse"]) {
  const boxes = Object.fromEntries(["x", "y", "r"].map((name) => [name, form.elements[`${side}_${name}`]]));
  sides[side] = circleOn(marks, side[0].toUpperCase() + side.slice(1), boxes, size, changed);
  boxes.r.addEventListener("change", () => changed(sides[side]));
}

root.querySelector("[data-split-swap]").addEventListener("click", () => {
  const [obverse, reverse] = [sides.obverse.get(), sides.reverse.get()];
  sides.obverse.set(reverse);
  sides.reverse.set(obverse);
});

same.addEventListener("change", () => {
  if (!same.checked) return;
  const r = Math.max(...Object.values(sides).map((circle) => circle.get().r));
  for (const circle of Object.values(sides)) circle.set({ ...circle.get(), r });
});

form.addEventListener("input", draw);
picture.addEventListener("load", draw);
addEventListener("resize", draw);
draw();
