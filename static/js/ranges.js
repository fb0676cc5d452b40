// Two-thumb sliders: data-stops on [data-slider] are the bounds as they are typed, each thumb names in data-bound the
// field that it fills. A thumb at its end empties the field. The form is sent when a thumb has been let go of; keys move
// it step by step, so that a moment passes first. What is typed comes back from the server as the thumbs' new places.
const PAUSE = 250;
let waiting = 0;

const thumbs = (slider) => slider.querySelectorAll("input");
const formOf = (slider) => slider.closest("form");

function draw(slider) {
  const [low, high] = thumbs(slider);
  const last = Number(low.max);
  slider.style.setProperty("--from", low.value / last);
  slider.style.setProperty("--to", high.value / last);
  // Where both stand at the upper end, only the lower one can still move.
  low.classList.toggle("is-above", low.value > last / 2);
}

function fill(slider, thumb) {
  const stops = slider.dataset.stops.split("|");
  const end = thumb === thumbs(slider)[0] ? 0 : stops.length - 1;
  const at = Number(thumb.value);
  thumb.setAttribute("aria-valuetext", stops[at]);
  formOf(slider).elements[thumb.dataset.bound].value = at === end ? "" : stops[at];
}

function move(slider, thumb) {
  const [low, high] = thumbs(slider);
  if (Number(low.value) > Number(high.value)) thumb.value = thumb === low ? high.value : low.value;
  fill(slider, thumb);
  draw(slider);
}

function drawAll(root) {
  for (const slider of root.querySelectorAll("[data-slider]")) draw(slider);
}

document.addEventListener("input", (event) => {
  const slider = event.target.closest("[data-slider]");
  if (!slider) return;
  // An answer to an earlier step would take the thumb out of the hand.
  clearTimeout(waiting);
  htmx.trigger(slider.closest("[data-list]") ?? formOf(slider), "htmx:abort");
  move(slider, event.target);
});

document.addEventListener("change", (event) => {
  const slider = event.target.closest("[data-slider]");
  if (!slider) return;
  clearTimeout(waiting);
  waiting = setTimeout(() => formOf(slider).requestSubmit(), PAUSE);
});

document.addEventListener("htmx:load", (event) => drawAll(event.target));
drawAll(document);
