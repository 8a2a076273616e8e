// Adds the icon, which is offered before the first interview.

import { doing, post } from "./window.js";

document.getElementById("install-icon")?.addEventListener("click", (event) =>
  doing(event.target, async () => {
    await post("/icon");
    event.target.hidden = true;
    document.getElementById("icon-told").textContent = "Added: look for Voice Interviewer among your programs.";
  }),
);
