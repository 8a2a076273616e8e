// Checks a bank, and imports a guide: first as a preview, then as a bank.

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

const form = document.getElementById("import");
const preview = document.getElementById("preview");

form.addEventListener("submit", (event) => {
  event.preventDefault();
  doing(form.querySelector("button"), async () => {
    const wish = await wanted();
    const found = await post("/banks/import", wish);
    show(found, wish);
    preview.focus();
  });
});

async function wanted() {
  const file = form.elements.file.files[0];
  const bytes = file
    ? new Uint8Array(await file.arrayBuffer())
    : new TextEncoder().encode(form.elements.text.value);
  if (bytes.length > 5_000_000) throw new Error("The guide is larger than 5 MB; import a part of it.");
  if (!bytes.length) throw new Error("Paste a guide, or choose a file.");
  let binary = "";
  for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return { name: form.elements.name.value, file_name: file?.name ?? "pasted.txt", content: btoa(binary) };
}

function show(found, wish) {
  const questions = found.questions.map((each) => each || "(a question still to be written)");
  const save = text("button", "Make this bank");
  save.type = "button";
  save.className = "main";
  save.addEventListener("click", () => doing(save, () => post("/banks/import", { ...wish, save: true })));
  const row = text("p", "");
  row.className = "row";
  row.append(save);
  const placed = text("div", "");
  placed.append(text("h3", `${found.title}: ${counted(questions.length, "question")}`), list(questions));
  if (found.tips.length) placed.append(text("h3", "Tips"), list(found.tips));
  const beside = text("div", "");
  beside.className = "beside";
  beside.append(placed);
  if (found.leftovers.length) {
    const left = found.leftovers.map((each) => `Line ${each.line}: “${each.text}” ${each.reason}.`);
    const unplaced = text("div", "");
    unplaced.append(text("h3", `Not placed: ${counted(left.length, "piece")}`), list(left));
    beside.append(unplaced);
  }
  preview.replaceChildren(beside, ...(found.notes.length ? [list(found.notes)] : []), row);
}

// A file that is dropped anywhere on the form is the one to import; elsewhere it would replace the page.
const dropped = (event) => event.dataTransfer?.types.includes("Files");
for (const kind of ["dragover", "drop"]) {
  document.addEventListener(kind, (event) => {
    if (dropped(event)) event.preventDefault();
  });
}
form.addEventListener("dragover", () => form.classList.add("over"));
form.addEventListener("dragleave", () => form.classList.remove("over"));
form.addEventListener("drop", (event) => {
  form.classList.remove("over");
  if (!dropped(event) || !event.dataTransfer.files.length) return;
  form.elements.file.files = event.dataTransfer.files;
  if (!form.elements.name.value) form.elements.name.value = event.dataTransfer.files[0].name.replace(/\.[^.]*$/, "");
  form.requestSubmit();
});

function counted(number, thing) {
  return `${number} ${thing}${number === 1 ? "" : "s"}`;
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
