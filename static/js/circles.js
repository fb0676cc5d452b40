// Circles on a picture that are dragged, sized by their dot, or moved by keys: arrows move, + and − or Shift with arrows
// size, Alt goes in steps of ten. They write into number boxes, which stay the truth: typing there moves the circle.
const LEAST = 8;
const HANDLE_PX = 8;
const REACH_PX = 22;
const NAME_PX = 14;
const NAME_HEIGHT = 0.7; // of the radius, above the middle: clear of most portraits
const LONG_STEP = 10;
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const GROWS = { "+": 1, "=": 1, "-": -1, "−": -1 };

const within = (value, least, most) => Math.round(Math.min(most, Math.max(least, value)));

function add(parent, name, kind) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  made.classList.add(`circles__${kind}`);
  parent.append(made);
  return made;
}

// `boxes` are the three inputs {x, y, r}; `size` is [width, height] of the picture; `changed` runs after each change.
export function circleOn(marks, name, boxes, size, changed) {
  const group = add(marks, "g", "circle");
  const [halo, edge, reach, handle, label] = [
    add(group, "circle", "halo"), add(group, "circle", "edge"), add(group, "circle", "reach"), add(group, "circle", "handle"), add(group, "text", "name"),
  ];
  let drag = null;
  label.textContent = name;
  group.setAttribute("tabindex", "0");
  group.setAttribute("role", "group");
  group.setAttribute("aria-roledescription", "circle");

  const get = () => ({ x: Number(boxes.x.value) || 0, y: Number(boxes.y.value) || 0, r: Number(boxes.r.value) || 0 });

  function draw() {
    const { x, y, r } = get();
    const pixel = 1 / (marks.getScreenCTM()?.a || 1); // the picture may be narrower than the room it has
    for (const ring of [halo, edge]) place(ring, x, y, Math.max(0, r));
    place(reach, x + r * Math.SQRT1_2, y + r * Math.SQRT1_2, REACH_PX * pixel);
    place(handle, x + r * Math.SQRT1_2, y + r * Math.SQRT1_2, HANDLE_PX * pixel);
    label.setAttribute("x", x);
    label.setAttribute("y", y - r * NAME_HEIGHT);
    label.setAttribute("font-size", NAME_PX * pixel);
    group.setAttribute("aria-label", `${name}: ${x} from the left, ${y} from the top, radius ${r}`);
  }

  function set({ x, y, r }) {
    boxes.x.value = within(x, 0, size[0] - 1);
    boxes.y.value = within(y, 0, size[1] - 1);
    boxes.r.value = within(r, LEAST, Math.max(...size));
    changed(api);
  }

  const at = (event) => new DOMPoint(event.clientX, event.clientY).matrixTransform(marks.getScreenCTM().inverse());

  group.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    event.preventDefault();
    group.focus({ preventScroll: true });
    group.setPointerCapture(event.pointerId);
    const [{ x, y }, now] = [at(event), get()];
    drag = event.target === reach ? { sizes: true } : { dx: x - now.x, dy: y - now.y };
  });
  group.addEventListener("pointermove", (event) => {
    if (!drag) return;
    const [{ x, y }, now] = [at(event), get()];
    set(drag.sizes ? { ...now, r: Math.hypot(x - now.x, y - now.y) } : { ...now, x: x - drag.dx, y: y - drag.dy });
  });
  for (const end of ["pointerup", "pointercancel"]) group.addEventListener(end, () => { drag = null; });

  group.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey) return;
    const [step, now, move] = [event.altKey ? LONG_STEP : 1, get(), MOVES[event.key]];
    const grow = GROWS[event.key] ?? (move && event.shiftKey ? move[0] - move[1] : 0);
    if (!move && !grow) return;
    event.preventDefault();
    set(grow ? { ...now, r: now.r + grow * step } : { ...now, x: now.x + move[0] * step, y: now.y + move[1] * step });
  });

  const api = { get, set, draw };
  return api;
}

function place(circle, x, y, r) {
  circle.setAttribute("cx", x);
  circle.setAttribute("cy", y);
  circle.setAttribute("r", r);
}
