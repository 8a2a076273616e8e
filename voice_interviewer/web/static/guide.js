// Finds questions by their words or category; copies the bank; has the voice prepared.

import { doing, post, say, working } from "./window.js";

const copying = document.getElementById("copying");
document.getElementById("copy").addEventListener("click", () => copying.showModal());
copying.addEventListener("close", () => {
  if (copying.returnValue !== "copy") return;
  copying.returnValue = "";
  const form = copying.querySelector("form");
  doing(document.getElementById("copy"), () =>
    post(`/banks/${encodeURIComponent(form.dataset.bank)}/copy`, { title: form.elements.title.value }),
  );
});

const voice = document.getElementById("voice");
if (voice) {
  const button = document.getElementById("prepare-voice");
  const told = document.getElementById("voice-told");
  const { bank } = voice.dataset;
  button.addEventListener("click", () => doing(button, () => post(`/banks/${encodeURIComponent(bank)}/prepare-voice`)));
  working("preparing", {
    share(work) {
      if (work.name === bank) told.textContent = `Preparing the voice: ${Math.round(work.share * 100)} %`;
    },
    ended(work) {
      if (work.name !== bank) return;
      told.textContent = work.failed ? "" : "The voice is ready.";
      if (work.failed) say(work.failed);
      else button.hidden = true;
    },
  });
}

const filter = document.getElementById("filter");
const search = document.getElementById("search");
const category = document.getElementById("category");
const questions = [...document.querySelectorAll("article.question")];

function look() {
  const words = search.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const question of questions) {
    const text = question.textContent.toLocaleLowerCase();
    const fits = words.every((word) => text.includes(word));
    question.hidden = !fits || Boolean(category?.value && question.dataset.category !== category.value);
    count += !question.hidden;
  }
  document.getElementById("found").textContent = `${count} of ${questions.length} shown`;
}

filter.hidden = false;
filter.addEventListener("input", look);
filter.addEventListener("submit", (event) => event.preventDefault());
