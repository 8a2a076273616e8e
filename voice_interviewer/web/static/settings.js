// Saves each choice as soon as it is made; fetches a model on request.

import { devices, doing, post, say, working } from "./window.js";

const form = document.getElementById("settings");
form.addEventListener("submit", (event) => event.preventDefault());
devices(form, ({ writing }) => {
  document.getElementById("kept").textContent = "Saved.";
  if (writing) document.getElementById("writing").textContent = writing;
});

const told = document.getElementById("fetched");
for (const button of document.querySelectorAll("button.fetch")) {
  button.addEventListener("click", () => doing(button, () => post("/settings/fetch", { name: button.dataset.name })));
}
working("fetching", {
  share(work) {
    told.textContent = `Fetching ${work.name}: ${Math.round(work.share * 100)} %`;
  },
  ended(work) {
    told.textContent = "";
    if (work.failed) say(work.failed);
    else location.reload();
  },
});
