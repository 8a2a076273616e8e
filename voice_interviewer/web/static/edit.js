// A bank in a form: entries come and go; what is wrong is told beside its field.

import { doing, post } from "./window.js";

const form = document.getElementById("edit");
let changed = false;

form.addEventListener("input", (event) => {
  changed = true;
  const entry = event.target.closest(".entry");
  for (const flag of entry ? own(entry, "[data-kind=flag]") : []) flag.value = "";
});
form.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button?.classList.contains("add")) add(button);
  if (button?.classList.contains("remove")) remove(button);
});
addEventListener("beforeunload", (event) => {
  if (changed) event.preventDefault();
});

function add(button) {
  changed = true;
  const entry = document.getElementById(button.dataset.template).content.firstElementChild.cloneNode(true);
  button.closest("fieldset").querySelector(":scope > .entries").append(entry);
  entry.querySelector("input:not([type=hidden]), textarea").focus();
}

function remove(button) {
  changed = true;
  const list = button.closest("fieldset");
  button.closest(".entry").remove();
  list.querySelector(":scope > p > .add").focus();
}

/** The fields and lists of one entry, or of the whole bank, without those of entries within. */
function own(part, selector) {
  const home = part.matches(".entry") ? part : null;
  return [...part.querySelectorAll(selector)].filter((each) => each.parentElement.closest(".entry") === home);
}

function gathered(part) {
  const found = {};
  for (const field of own(part, "[data-field]")) found[field.dataset.field] = value(field);
  for (const list of own(part, "[data-list]")) found[list.dataset.list] = entries(list).map(gathered);
  return found;
}

function entries(list) {
  return [...list.querySelectorAll(":scope > .entries > .entry")];
}

function value(field) {
  const text = field.value.trim();
  if (field.dataset.kind === "number") return text && Number.isFinite(Number(text)) ? Number(text) : null;
  if (field.dataset.kind === "flag") return Boolean(text);
  if (field.dataset.kind !== "terms") return text;
  return text.split("\n").filter((line) => line.trim()).map((line) => {
    const [term, ...spoken] = line.split(" = ");
    return { term: term.trim(), spoken: spoken.join(" = ").trim() };
  });
}

/** What a place such as questions.2.points.0.text is in the form: the field, or the nearest part around it. */
function placed(at) {
  let part = form;
  for (const step of at.split(".")) {
    const list = own(part, "[data-list]").find((each) => each.dataset.list === step);
    const next = /^\d+$/.test(step)
      ? part.matches("[data-list]") && entries(part)[Number(step)]
      : list ?? own(part, "[data-field]").find((each) => each.dataset.field === step);
    if (!next) break;
    part = next;
  }
  return part;
}

function tell(faults) {
  for (const old of form.querySelectorAll(".fault")) old.remove();
  for (const old of form.querySelectorAll("[aria-invalid]")) {
    old.removeAttribute("aria-invalid");
    old.removeAttribute("aria-describedby");
  }
  faults.forEach((fault, number) => {
    const place = placed(fault.at);
    const told = document.createElement("p");
    told.className = "fault";
    told.id = `fault-${number}`;
    told.textContent = fault.text;
    if (place.matches("input:not([type=hidden]), textarea")) {
      place.setAttribute("aria-invalid", "true");
      place.setAttribute("aria-describedby", told.id);
      place.after(told);
    } else {
      const around = place.closest(".entry, fieldset, form");
      (around.querySelector(":scope > summary, :scope > legend") ?? around.firstElementChild).after(told);
    }
    for (let each = told.closest("details"); each; each = each.parentElement.closest("details")) each.open = true;
  });
  const first = form.querySelector("[aria-invalid=true], .fault");
  first?.scrollIntoView({ block: "center" });
  if (first?.matches("[aria-invalid]")) first.focus({ preventScroll: true });
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  doing(document.getElementById("save"), async () => {
    tell([]);
    const { bank: name, seen } = form.dataset;
    const wish = { bank: gathered(form), seen };
    try {
      changed = false;
      await post(name ? `/banks/${encodeURIComponent(name)}/change` : "/new-bank/make", wish);
    } catch (error) {
      changed = true;
      tell(error.faults ?? []);
      throw error;
    }
  });
});
