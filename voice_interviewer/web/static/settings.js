// Each choice is kept as soon as it is made.

import { devices } from "./window.js";

const form = document.getElementById("settings");
form.addEventListener("submit", (event) => event.preventDefault());
devices(form, () => {
  document.getElementById("kept").textContent = "Kept.";
});
