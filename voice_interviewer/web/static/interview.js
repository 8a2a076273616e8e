// The page of an interview: each event brings the whole state; each command goes back with the step that was on show.

import { clock, height, post, say, watch } from "./window.js";

const $ = (id) => document.getElementById(id);

const WHO = {
  starting: "Getting ready …",
  saying: "The interviewer is speaking",
  asking: "The interviewer is speaking",
  preparing: "Prepare your answer",
  listening: "Your turn: speak",
  gone: "The microphone is gone: what you said is kept",
  "disk-full": "The disk is full: what fitted is kept",
  kept: "Kept. One moment …",
  "one-moment": "One moment …",
  writing: "Writing it down …",
  choosing: "What next?",
  ended: "The interview is over",
  failed: "The interview has stopped",
};

const DONE = ["done", "Done"], AGAIN = ["again", "Say it again"], ASK = ["ask-again", "Hear the question again"];
const BACK = ["back", "Back"], SKIP = ["skip", "Skip"], FINISH = ["finish", "Finish"];
/* Everywhere in this order, so that no button moves from under the pointer when another turn begins. */
const ACTIONS = {
  saying: [["done", "Go on"], FINISH],
  preparing: [["done", "Begin at once"], SKIP, FINISH],
  asking: [["done", "Begin at once"], BACK, SKIP, FINISH],
  listening: [DONE, BACK, SKIP, FINISH, AGAIN, ASK],
  gone: [["done", "Done with what I said"], BACK, SKIP, FINISH, AGAIN],
  "disk-full": [["done", "Say this answer again"], SKIP, FINISH],
  choosing: [["done", "Next question"], FINISH, ["again", "Another take"]],
};
const NOT_ONE_WAY = ["again", "ask-again", "back"];
/* One-way: a question is asked once, and answered once. */
const KEYS = { Enter: "done", r: "again", a: "ask-again", b: "back", s: "skip", q: "finish" };

const NEAR_S = 10;
/* The program says so then, too. */
const TOO_SOON_MS = 300;
/* Nobody reacts to a change this fast: an earlier click was meant for what stood there before. */

let shown = null;
let changed = 0;
let meant = {};
/* What each button did before the last change. */
let compared = 0;

function show({ interview: now }) {
  const before = shown;
  shown = now;
  if (before && before.step !== now.step) {
    changed = performance.now();
    meant = meanings(before);
  }
  const main = $("main");
  main.dataset.phase = now.phase;
  main.toggleAttribute("data-one-way", Boolean(now.limit_s));
  const over = now.phase === "ended" || now.phase === "failed";
  $("where").textContent = over ? now.title : place(now);
  $("category").textContent = over ? "" : now.category;
  $("follows").hidden = over || !now.follows;
  put($("follows"), now.follows ? `You were asked: ${now.follows}` : "");
  const isGreeting = now.phase === "saying" && !now.question;
  put($("question"), over ? WHO[now.phase] : isGreeting ? now.said : now.question || "One moment …");
  const wait = now.phase === "writing" && now.share ? ` ${Math.round(now.share * 100)} %` : "";
  const again = now.phase === "asking" && now.once_more ? ", once more" : "";
  const said = now.said && !isGreeting && ["saying", "kept"].includes(now.phase) ? `The interviewer: “${now.said}”` : "";
  put($("who"), over ? "" : said || (WHO[now.phase] ?? "") + again + wait);
  $("who").hidden = over;
  $("meters").hidden = !["asking", "listening"].includes(now.phase); // while it asks, its place alone: nothing moves then
  $("once").hidden = !now.limit_s || !["asking", "preparing", "listening"].includes(now.phase);
  countdown(now.phase === "preparing" ? now.left_s : null, "to prepare");
  if (now.phase !== "listening") level({ level_dbfs: -99, elapsed_s: 0, suggested_s: now.suggested_s, pausing_s: 0 });
  $("keys").hidden = over;
  words(now.phase === "listening" ? undefined : "");
  notices(now);
  microphones(now);
  if (!before || before.step !== now.step || before.phase !== now.phase) actions(now, over);
  comparison(now).catch(() => {}); // the page is being left
}

function place(now) {
  if (!now.number) return now.title;
  return now.is_follow_up ? `Question ${now.number} of ${now.total}, a follow-up` : `Question ${now.number} of ${now.total}`;
}

function put(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function level(meter) {
  $("level").style.transform = `scaleX(${height(meter.level_dbfs)})`;
  put($("elapsed"), clock(meter.elapsed_s));
  put($("suggested"), suggested(meter));
  if (shown?.limit_s && shown.phase === "listening") countdown(meter.left_s ?? null, "left", NEAR_S);
  const running = Boolean(shown?.silence_s);
  put($("pausing"), meter.pausing_s >= 1.5 ? pausing(meter.pausing_s, shown?.silence_s) : "");
  $("silence").hidden = !running;
  if (running) $("silent").style.transform = `scaleX(${Math.min(1, meter.pausing_s / shown.silence_s)})`;
}

function suggested(meter) {
  if (shown?.limit_s) return `of at most ${clock(shown.limit_s)}`;
  return meter.suggested_s ? `of about ${clock(meter.suggested_s)}` : "";
}

/** Time that runs out, or `null` for none; the last `near_s` seconds stand out. */
function countdown(left_s, what, near_s = 0) {
  $("countdown").hidden = left_s === null;
  if (left_s === null) return;
  put($("countdown"), `${clock(Math.ceil(left_s))} ${what}`);
  $("countdown").classList.toggle("near", left_s <= near_s);
}

/** What is written down of the answer so far; `undefined` leaves what stands there. */
function words(text) {
  if (text !== undefined) put($("words"), text);
  $("words").hidden = !shown?.live_words || !["listening", "gone"].includes(shown.phase);
  $("words").scrollTop = $("words").scrollHeight;
}

function pausing(pausing_s, silence_s) {
  if (!silence_s) return "pausing, take your time";
  return `silence: the answer ends in ${Math.max(1, Math.ceil(silence_s - pausing_s))} s`;
}

function notices(now) {
  const list = $("notices");
  const numbers = new Set(now.notices.map((each) => String(each.number)));
  for (const item of [...list.children]) if (!numbers.has(item.dataset.number)) item.remove();
  for (const notice of now.notices) {
    if (list.querySelector(`[data-number="${notice.number}"]`)) continue;
    const item = document.createElement("p");
    item.dataset.number = notice.number;
    item.textContent = notice.text;
    list.append(item);
  }
}

function microphones(now) {
  $("microphones").hidden = !now.offered.length;
  const names = JSON.stringify(now.offered);
  if ($("offered").dataset.names === names) return;
  $("offered").dataset.names = names;
  $("offered").replaceChildren(
    ...now.offered.map((name) => button(name, () => want({ microphone: name }))),
  );
}

function actions(now, over) {
  const place = $("actions");
  const focused = document.activeElement?.dataset?.command;
  const found = offered(now);
  const kept = new Map([...place.querySelectorAll("button")].map((each) => [each.dataset.command, each]));
  const buttons = found.map(([command, text], index) => {
    const made = kept.get(command) ?? button(text, () => want({ command }));
    made.dataset.command = command;
    put(made, text);
    if (index) made.removeAttribute("class"); // an empty one would have the look of none
    else made.className = "main";
    return made;
  });
  // One that stays is not taken out and put in again: a click on it that has begun would be lost.
  for (const each of [...place.children]) if (!buttons.includes(each)) each.remove();
  buttons.forEach((each, index) => {
    if (place.children[index] !== each) place.insertBefore(each, place.children[index] ?? null);
  });
  if (over) place.append(...links(now));
  const wanted = place.querySelector(`[data-command="${focused}"]`) ?? place.querySelector(".main");
  if (wanted && (focused || over || document.activeElement === document.body)) wanted.focus({ preventScroll: true });
}

/** What can be done now, each a command and its words. */
function offered(now) {
  return (ACTIONS[now?.phase] ?? []).filter(([command]) => {
    if (command === "back" && now.number < 2) return false;
    if (command === "again" && now.phase === "choosing") return now.may_repeat;
    return !(now.limit_s && NOT_ONE_WAY.includes(command));
  });
}

/** What each command does now: to the question, or to the whole interview. */
function meanings(now) {
  const question = [now.number, now.is_follow_up, now.question].join();
  return Object.fromEntries(
    offered(now).map(([command, text]) => [command, command === "finish" ? text : `${text} ${question}`]),
  );
}

/** Whether a click on this may have been meant for what stood there a moment ago, and did something else. */
function isTooSoon(command) {
  return performance.now() - changed < TOO_SOON_MS && meanings(shown)[command] !== meant[command];
}

function button(text, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
}

function links(now) {
  const home = link("/", "Go to the first page", "button");
  return now.session
    ? [link(`/sessions/${encodeURIComponent(now.session)}/`, "Listen back and compare", "button main"), home]
    : [home];
}

function link(address, text, kind) {
  const made = document.createElement("a");
  made.href = address;
  made.textContent = text;
  made.className = kind;
  return made;
}

async function comparison(now) {
  if (compared === now.compared) return;
  compared = now.compared;
  if (!now.compared) {
    $("compared").replaceChildren();
    return;
  }
  const answer = await fetch("/interview/compared");
  if (!answer.ok || compared !== now.compared) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  $("compared").replaceChildren(...page.body.children);
}

async function want(wanted) {
  if (!shown || isTooSoon(wanted.command)) return;
  try {
    await post("/interview/command", { interview: shown.interview, step: shown.step, ...wanted });
    say("");
  } catch (error) {
    if (!error.message.includes("has moved on")) say(error.message);
  }
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
  if (event.key === "?") {
    $("keys").open = !$("keys").open;
    return;
  }
  const command = KEYS[event.key];
  if (!command || !offered(shown).some(([each]) => each === command)) return;
  if (event.key === "Enter" && event.target.closest("button, a, summary")) return;
  event.preventDefault();
  want({ command });
});

/** The program has gone: nobody should go on speaking to it. */
function lost() {
  shown = null;
  $("main").dataset.phase = "failed";
  put($("who"), "Voice Interviewer has stopped listening");
  $("meters").hidden = true;
  countdown(null);
  $("microphones").hidden = true;
  $("actions").replaceChildren();
}

watch(show, level, lost, words);
