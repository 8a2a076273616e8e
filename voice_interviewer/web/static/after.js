// What the review page can do only while the program is running: answer again, correct, write down, delete.

import { doing, post, say, working } from "./window.js";

const bar = document.getElementById("doing");
const questions = bar ? bar.dataset.questions.split(" ") : [];
if (bar) {
  for (const take of document.querySelectorAll("section.take[id]")) add(take);
  for (const command of document.querySelectorAll("code")) lead(command);
  writing(document.getElementById("write-down"));
  deleting();
}

function writing(button) {
  if (!button) return;
  const told = document.getElementById("written");
  button.addEventListener("click", () => doing(button, () => post("write-down")));
  working("writing", {
    share(work) {
      button.hidden = true;
      told.textContent = work.name === bar.dataset.session ? `Writing it down: ${Math.round(work.share * 100)} %` : "";
    },
    ended(work) {
      button.hidden = false;
      told.textContent = "";
      if (work.failed) say(work.failed);
      else if (work.name === bar.dataset.session) location.reload();
    },
  });
}

function add(take) {
  const place = document.createElement("div");
  place.className = "more";
  const number = Number(/^q(\d+)/.exec(take.id)[1]);
  if (questions[number - 1]) place.append(practise(questions[number - 1], "Answer again"));
  if (take.querySelector(".transcript")) place.append(button("Correct the words", (event) => correct(take, place, event.target)));
  take.append(place);
}

function practise(question, text) {
  const made = document.createElement("a");
  made.className = "button";
  made.textContent = text;
  made.href = `/ready?bank=${encodeURIComponent(bar.dataset.bank)}&question=${encodeURIComponent(question)}`;
  return made;
}

/** Where the page in the folder shows a command to type, put a link here. */
function lead(command) {
  const question = / --question (\S+)$/.exec(command.textContent)?.[1];
  if (questions.includes(question)) command.replaceWith(practise(question, "Practise it now"));
  else if (question) command.replaceWith("its question bank is no longer here.");
}

async function correct(take, place, opener) {
  await doing(opener, async () => {
    const answer = await fetch(`words?take=${take.id}`);
    if (!answer.ok) throw new Error("The transcript could not be read; try again.");
    const before = [...place.children];
    const field = document.createElement("textarea");
    field.setAttribute("aria-label", "What you said");
    field.value = (await answer.json()).text;
    const keep = button("Keep these words", () =>
      doing(keep, async () => {
        await post("correct", { take: take.id, text: field.value });
        location.hash = take.id;
        location.reload();
      }),
    );
    keep.className = "main";
    place.replaceChildren(
      field,
      keep,
      button("Leave them as they were", () => {
        place.replaceChildren(...before);
        opener.focus();
      }),
    );
    field.focus();
  });
}

function deleting() {
  const dialog = document.getElementById("deleting");
  const sure = document.getElementById("delete-it");
  const again = document.getElementById("deleting-again");
  document.getElementById("delete").addEventListener("click", () => {
    again.textContent = "";
    sure.textContent = "Delete it";
    dialog.showModal();
  });
  document.getElementById("keep-it").addEventListener("click", () => dialog.close());
  sure.addEventListener("click", () => {
    if (!again.textContent) {
      again.textContent = "This cannot be undone: its recordings, transcripts and comparisons will be gone for good.";
      sure.textContent = "Yes, delete it for good";
      return;
    }
    dialog.close();
    doing(sure, () => post("delete", { name: bar.dataset.session }));
  });
}

function button(text, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "plain";
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
}
