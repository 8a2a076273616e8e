// Proposed points: each is kept, changed or dropped, or all are kept at once.

import { doing, post } from "./window.js";

const ACTS = {
  keep(point) {
    turn(point, point.dataset.state === "kept" ? "proposed" : "kept");
  },
  drop(point) {
    turn(point, point.dataset.state === "dropped" ? "proposed" : "dropped");
  },
  change(point) {
    const fields = point.querySelector(".changing");
    fields.hidden = !fields.hidden;
    if (fields.hidden) return;
    turn(point, "kept");
    fields.querySelector("input").focus();
  },
};

/** Let a person look at the points within an element. */
export function lookAt(root) {
  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do], #keep-all");
    if (!button) return;
    const point = button.closest(".point");
    if (point) ACTS[button.dataset.do](point);
    else for (const each of root.querySelectorAll('.point[data-state="proposed"]')) turn(each, "kept");
    count(root);
  });
  root.addEventListener("input", (event) => {
    const point = event.target.closest(".point");
    if (point) mirror(point);
  });
  count(root);
}

/** For each question within an element its points, as the form of a bank has them. */
export function points(root) {
  return [...root.querySelectorAll("[data-question]")].map((question) =>
    [...question.querySelectorAll(".point")]
      .filter((point) => point.dataset.state !== "dropped" && field(point, "text").value.trim())
      .map((point) => ({
        text: field(point, "text").value.trim(),
        follow_up: field(point, "follow_up").value.trim(),
        proposed: point.dataset.state === "proposed",
      })),
  );
}

function field(point, name) {
  return point.querySelector(`[name=${name}]`);
}

function turn(point, state) {
  point.dataset.state = state;
  if (state === "dropped") point.querySelector(".changing").hidden = true;
  show(point);
}

function mirror(point) {
  point.querySelector(".wording").textContent = field(point, "text").value;
  point.querySelector(".asks span").textContent = field(point, "follow_up").value;
  point.querySelector(".asks").hidden = !field(point, "follow_up").value.trim();
}

function show(point) {
  const { state } = point.dataset;
  const pressed = { keep: state === "kept", drop: state === "dropped", change: !point.querySelector(".changing").hidden };
  for (const button of point.querySelectorAll("[data-do]")) button.setAttribute("aria-pressed", pressed[button.dataset.do]);
}

function count(root) {
  const place = root.querySelector("#looked");
  if (!place) return;
  const all = [...root.querySelectorAll(".point:has(.look)")];
  const left = all.filter((each) => each.dataset.state === "proposed").length;
  place.textContent = left ? `${all.length - left} of ${all.length} looked at` : "All looked at";
  for (const point of all) show(point);
}

const form = document.getElementById("points");
if (form) {
  lookAt(document.getElementById("main"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    doing(event.submitter, () => post(form.dataset.address, { points: points(form) }));
  });
}
