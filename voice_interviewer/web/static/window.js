// Shared by all pages: posts commands, shows errors, says that the page is open, and ends the program.

const HERE_MS = 30_000;
const LOST_MS = 2_000;
/* The browser reopens a broken stream within this time, if the program still runs. */
const LOST = "Voice Interviewer is not responding: start it again. What you said is kept.";

const problem = () => document.getElementById("problem");

export async function post(address, body = {}) {
  let answer;
  try {
    answer = await fetch(address, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  } catch {
    throw new Error(LOST);
  }
  const kind = answer.headers.get("content-type") ?? "";
  const told = kind.startsWith("application/json") ? await answer.json() : { error: await answer.text() };
  if (!answer.ok) throw Object.assign(new Error(told.error || "This did not work; try again."), { faults: told.faults });
  if (told.go) location.assign(told.go);
  return told;
}

export function say(sentence) {
  const place = problem();
  if (!place) return;
  place.hidden = !sentence;
  place.textContent = sentence;
}

/** Do something that may fail, with its button disabled meanwhile. */
export async function doing(button, act) {
  button.disabled = true;
  say("");
  try {
    return await act();
  } catch (error) {
    say(error.message);
    return null;
  } finally {
    button.disabled = false;
  }
}

/** Follow what is shown: calls `onShown` at once and after each change, `onLevel` up to twenty times a second, and
    `onWords` with what is written down of an answer. */
export function watch(onShown, onLevel = () => {}, onLost = () => {}, onWords = () => {}, address = "/events") {
  let events;
  let silent;
  const open = () => {
    events = new EventSource(address);
    events.addEventListener("shown", (event) => {
      if (problem()?.textContent === LOST) say("");
      onShown(JSON.parse(event.data));
    });
    events.addEventListener("level", (event) => onLevel(JSON.parse(event.data)));
    events.addEventListener("words", (event) => onWords(JSON.parse(event.data)));
    events.addEventListener("rest", () => {
      events.close();
      events = null; // so many pages are open that the browser could not load another
    });
    events.addEventListener("open", () => clearTimeout(silent));
    events.addEventListener("error", () => {
      clearTimeout(silent);
      silent = setTimeout(() => {
        say(LOST);
        onLost();
      }, LOST_MS);
    });
  };
  const comeBack = () => events ?? open();
  for (const sign of ["focus", "pointerdown", "keydown"]) addEventListener(sign, comeBack);
  document.addEventListener("visibilitychange", () => document.hidden || comeBack());
  open();
}

/** Follow background work of this kind: calls `share` while it goes on, `ended` when it has ended. */
export function working(kind, { share, ended }) {
  let was = null;
  watch(({ working: work }) => {
    if (work.now === kind) share(work);
    else if (was?.now === kind) ended(work);
    was = work;
  });
}

const FLOOR_DBFS = -60;

/** How much of its bar a level fills, 0 to 1. */
export function height(levelDbfs) {
  return Math.min(1, Math.max(0, 1 - levelDbfs / FLOOR_DBFS));
}

export function clock(seconds) {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** Fill a page's lists of devices, and save what is chosen there; returns what there is. */
export async function devices(form, told = () => {}) {
  for (const field of form.querySelectorAll("[data-setting]")) {
    field.addEventListener("change", async () => {
      try {
        if (!field.reportValidity()) return;
        const value = field.type === "checkbox" ? String(field.checked) : field.value;
        const answer = await post("/settings/change", { name: field.dataset.setting, value });
        say("");
        told(answer);
      } catch (error) {
        say(error.message);
      }
    });
  }
  return lists(form);
}

/** Fill a page's lists of devices with those that there are now, and return all that there is. */
export async function lists(form) {
  let found;
  try {
    found = await (await fetch("/devices")).json();
  } catch {
    return; // the page is being left, which Firefox calls an error, or the program has ended, which `watch` tells
  }
  const speakers = [...found.speakers.map(named), { name: "none", text: "no sound: questions are only shown" }];
  const voices = found.voices.map((each) => ({ ...named(each.name), ...each, text: voiceText(each) }));
  fill(form.querySelector("#microphone"), found.microphones.map(named), form.dataset.microphone);
  fill(form.querySelector("#speaker"), speakers, form.dataset.speaker);
  fill(form.querySelector("#voice"), voices, form.dataset.voice);
  return found;
}

function named(name) {
  return { name, text: name };
}

/** What can be chosen: each has a name, the text that stands for it, and the words of its group, if it is in one. */
function fill(select, all, saved) {
  const chosen = select.options.length > 1 ? select.value : saved;
  for (const each of [...select.children].slice(1)) each.remove();
  const unknown = chosen && !all.some((each) => each.name === chosen) ? [named(chosen)] : [];
  const groups = new Map();
  for (const { name, text, group } of new Map([...unknown, ...all].map((each) => [each.name, each])).values()) {
    if (group && !groups.has(group)) {
      groups.set(group, Object.assign(document.createElement("optgroup"), { label: group }));
      select.append(groups.get(group));
    }
    (groups.get(group) ?? select).append(new Option(text, name, false, name === chosen));
  }
}

/** A voice by its name, and by its language, if the name does not tell that: "Daniel, British English". */
function voiceText({ name, locale }) {
  const said = (text) => text.normalize("NFD").replace(/[^\p{L}]/gu, "").toLowerCase();
  const language = languageName(locale.split("-")[0]);
  if (!language || name.includes("(") || said(name).includes(said(language))) return name;
  return `${name}, ${languageName(locale) || language}`;
}

function languageName(locale) {
  try {
    return new Intl.DisplayNames("en-GB", { type: "language", fallback: "none" }).of(locale) ?? "";
  } catch {
    return ""; // no code of a language, such as some engines have
  }
}

/** The last page: the program has ended, and cannot serve another. */
function ended() {
  const main = document.createElement("main");
  const title = document.createElement("h1");
  title.textContent = "Voice Interviewer has ended";
  title.tabIndex = -1;
  const kept = document.createElement("p");
  kept.className = "lead";
  kept.textContent = "What you recorded is kept. You can close this page; start Voice Interviewer again to go on.";
  main.append(title, kept);
  document.title = title.textContent;
  document.body.replaceChildren(main);
  title.focus();
}

const here = setInterval(() => post("/here").catch(() => {}), HERE_MS);
document.getElementById("quit")?.addEventListener("click", (event) =>
  doing(event.target, async () => {
    await post("/quit");
    clearInterval(here);
    ended();
  }),
);
