// What the review page can do only while the program is running: answer again, mark points, correct, write down, delete.

import { doing, post, say, working } from "./window.js";

const TOLD_ANEW = ["p.lead", ".overview", "nav ol", ".points", "table.stacks"];
const WORDS = { said: "I did say that", "not-said": "I didn't", unmarked: "Take my word back" };

const bar = document.getElementById("doing");
const questions = bar ? bar.dataset.questions.split(" ") : [];
if (bar) {
  // Not during the interview: it could be neither corrected nor answered again.
  if (!("inUse" in bar.dataset)) for (const take of document.querySelectorAll("section.take[id]")) add(take);
  marking();
  for (const example of document.querySelectorAll("details.example")) aloud(example);
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

/** The example, read aloud by the voice of the settings. */
function aloud(example) {
  const made = document.createElement("audio");
  made.className = "aloud";
  made.controls = true;
  made.preload = "none";
  made.src = `example/${/^q(\d+)/.exec(example.closest("article").id)[1]}`;
  made.setAttribute("aria-label", "The example answer, read aloud");
  made.addEventListener("error", () => say("The voice could not read it aloud; choose another one in the settings."));
  if (example.querySelector("p[dir]")) example.append(made);
}

/** Beside each point what the person can say of it, in place of the command that the page in the folder shows. */
function marking() {
  for (const command of document.querySelectorAll(".points .marking")) command.remove();
  for (const point of document.querySelectorAll(".points li[data-point]")) {
    const take = point.closest(".columns").querySelector("section.take");
    const place = document.createElement("span");
    place.className = "more";
    const heard = point.classList.contains("covered") && !point.classList.contains("perhaps");
    const missed = point.classList.contains("missed");
    const offered = point.dataset.mark ? ["unmarked"] : [];
    if (!heard) offered.unshift("said");
    if (!missed) offered.unshift("not-said");
    for (const word of offered.reverse()) place.append(button(WORDS[word], (event) => mark(take, point, word, event.target)));
    point.append(place);
  }
}

async function mark(take, point, word, opener) {
  await doing(opener, async () => {
    await post("mark", { take: take.id, point: Number(point.dataset.point), mark: word });
    const answer = await fetch(location.pathname);
    if (!answer.ok) throw new Error("Your word is kept; load the page again to see it.");
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!tellAnew(fresh)) return location.reload();
    marking();
    const same = document.getElementById(take.id).closest(".columns").querySelector(`li[data-point="${point.dataset.point}"] button`);
    same?.focus();
    document.getElementById("status").textContent = `${WORDS[word]}: noted.`;
  });
}

/** Put what a mark may have changed in the place of what stands here; players and folds stay as they are. */
function tellAnew(fresh) {
  const paired = (selector) => {
    const old = [...document.querySelectorAll(selector)];
    const found = [...fresh.querySelectorAll(selector)];
    return old.length === found.length ? old.map((element, index) => [element, found[index]]) : null;
  };
  const whole = TOLD_ANEW.map(paired);
  const told = paired(".told");
  if (!told || whole.includes(null)) return false;
  for (const [element, found] of whole.flat()) element.replaceWith(document.adoptNode(found));
  for (const [element, found] of told) {
    for (const remarks of element.querySelectorAll(":scope > .remarks")) remarks.remove();
    element.prepend(...found.querySelectorAll(":scope > .remarks"));
  }
  for (const command of document.querySelectorAll(".overview code")) lead(command);
  return true;
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
  const again = `Answer question ${questions.indexOf(question) + 1} again`;
  if (questions.includes(question)) command.replaceWith(practise(question, command.closest(".exercise") ? again : "Practise it now"));
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
  if (!dialog) return;
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
