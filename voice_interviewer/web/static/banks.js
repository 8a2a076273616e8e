// Checks a bank.

import { doing, post } from "./window.js";

for (const button of document.querySelectorAll("button.check")) {
  button.addEventListener("click", () =>
    doing(button, async () => {
      const place = button.closest("li").querySelector(".checked");
      place.textContent = "Comparing the examples with their key points …";
      try {
        const { remarks } = await post(`/banks/${button.dataset.bank}/check`);
        place.replaceChildren(remarks.length ? list(remarks) : text("p", "No faults, and nothing to improve."));
      } catch (error) {
        place.textContent = "";
        throw error;
      }
    }),
  );
}

function text(kind, content) {
  const made = document.createElement(kind);
  made.textContent = content;
  return made;
}

function list(items) {
  const made = document.createElement("ul");
  made.className = "dots";
  made.append(...items.map((item) => text("li", item)));
  return made;
}
