// A guide or an advert is read, shown, and saved as a bank. What is wrong is told beside the field, and nothing typed is lost.

import { doing, post } from "./window.js";
import { lookAt, points } from "./points.js";

const MOST_BYTES = 5_000_000;

const form = document.getElementById("bring");
const read = document.getElementById("read");
const { text, file } = form.elements;
const isSeveral = "several" in form.dataset;
let bank = null;

form.addEventListener("submit", (event) => {
  event.preventDefault();
  clear(form);
  doing(form.querySelector("button.main"), async () => {
    try {
      const parts = await gathered();
      const found = await post(form.dataset.address, isSeveral ? { parts } : { part: parts[0] });
      bank = found.bank;
      show(found.page);
    } catch (error) {
      read.replaceChildren();
      tell(file.files.length ? file : text, error.message);
    }
  });
});

/** What was pasted and the files. A guide is one of both: a file, if there is one. */
async function gathered() {
  const files = [...file.files];
  const pasted = text.value.trim() && (isSeveral || !files.length) ? [new Blob([text.value])] : [];
  const all = [...pasted, ...files];
  if (!all.length) throw new Error(isSeveral ? "Paste the advert, or choose a file." : "Paste a guide, or choose a file.");
  const size = all.reduce((sum, each) => sum + each.size, 0);
  if (size > MOST_BYTES) throw new Error("This is larger than 5 MB; bring a part of it.");
  return Promise.all(all.map(async (each) => ({ file_name: each.name ?? "", content: await base64(each) })));
}

async function base64(blob) {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let binary = "";
  for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(binary);
}

function show(page) {
  read.replaceChildren(...new DOMParser().parseFromString(page, "text/html").body.children);
  lookAt(read);
  const save = document.getElementById("save");
  save.addEventListener("submit", (event) => {
    event.preventDefault();
    clear(read);
    doing(event.submitter, async () => {
      try {
        await post("/new-bank/make", { bank: looked(save), practise: event.submitter.value === "practise" });
      } catch (error) {
        const title = error.faults?.find((each) => each.at === "title");
        if (!title) throw error;
        tell(save.elements.title, title.text);
      }
    });
  });
  document.getElementById("read-title").focus();
}

/** The bank as it was read, with what the person made of it. */
function looked(save) {
  const own = points(read);
  const questions = bank.questions.map((question, at) => {
    const field = read.querySelector(`[data-question="${at}"] [data-question-text]`);
    const words = field ? field.value.trim() : question.question;
    return { ...question, question: words, id: field && words ? "" : question.id, points: own[at] ?? question.points };
  });
  return { ...bank, title: save.elements.title.value.trim(), questions };
}

function tell(field, sentence) {
  const told = document.createElement("p");
  told.className = "fault";
  told.id = `${field.name}-fault`;
  told.textContent = sentence;
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-describedby", told.id);
  field.closest("label").after(told);
  field.focus();
}

function clear(part) {
  for (const old of part.querySelectorAll(".fault")) old.remove();
  for (const field of part.querySelectorAll("[aria-invalid]")) {
    field.removeAttribute("aria-invalid");
    field.removeAttribute("aria-describedby");
  }
}

// A file that is dropped anywhere on the form is brought; elsewhere it would replace the page.
const isFile = (event) => event.dataTransfer?.types.includes("Files");
for (const kind of ["dragover", "drop"]) {
  document.addEventListener(kind, (event) => {
    if (isFile(event)) event.preventDefault();
  });
}
form.addEventListener("dragover", () => form.classList.add("over"));
form.addEventListener("dragleave", () => form.classList.remove("over"));
form.addEventListener("drop", (event) => {
  form.classList.remove("over");
  if (!isFile(event) || !event.dataTransfer.files.length) return;
  file.files = event.dataTransfer.files;
  form.requestSubmit();
});
