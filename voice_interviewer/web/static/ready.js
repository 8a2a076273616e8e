// Getting ready: the choices for the interview, and a try of microphone and voice.

import { devices, doing, height, lists, post, watch } from "./window.js";

const $ = (id) => document.getElementById(id);
const form = $("ready");
const TRIES = { "try-microphone": "/try/microphone", "play-back": "/try/playback", "try-voice": "/try/voice" };
let listensTo = "";
let trouble = "";
let tried = "";

function show({ interview, trying }) {
  if (!["none", "ended", "failed"].includes(interview.phase)) location.assign("/interview");
  const listening = trying.now === "listening";
  const [text, kind] = microphone(trying);
  if ($("heard").textContent !== text) $("heard").textContent = text;
  $("heard").className = `heard ${kind}`;
  if (!trying.microphone && !listening) level({ level_dbfs: -99 });
  if (listensTo && trying.microphone && listensTo !== trying.microphone) lists(form);
  listensTo = trying.microphone || listensTo;
  if (trying.trouble && trying.trouble !== trouble) $("sound").open = true;
  trouble = trying.trouble;
  $("play-back").hidden = !trying.can_play;
  const playing = trying.now === "speaking" || trying.now === "playing";
  $("spoken").textContent = playing ? "Playing …" : trying.spoken;
  $("spoken").className = playing || trying.spoken_well ? "note" : "note bad";
  tried = trying.now;
  oneAtATime();
}

/** Of the tries. *Begin* can always be clicked: it ends what is being tried. */
function oneAtATime() {
  for (const id of Object.keys(TRIES)) $(id).disabled = Boolean(tried);
}

/** How the microphone does, in a sentence, and whether that is good or bad. */
function microphone(trying) {
  if (trying.trouble) return [trying.trouble, "bad"];
  if (trying.now === "listening") return ["Listening: say a sentence …", ""];
  if (trying.heard) return [trying.heard, trying.heard_well ? "good" : "bad"];
  if (!trying.microphone) return ["Opening the microphone …", ""];
  return ["It is listening: speak, and the bar moves.", ""];
}

function level(meter) {
  $("level").style.transform = `scaleX(${height(meter.level_dbfs)})`;
}

for (const [id, address] of Object.entries(TRIES)) {
  $(id).addEventListener("click", (event) => doing(event.target, () => post(address)).finally(oneAtATime));
}

let panels = [];

/** Only what fits together can be chosen: nobody asks on in a one-way interview; a panel needs two voices. */
function fit() {
  const isOneWay = new FormData(form).get("one_way") === "yes";
  if ($("times")) $("times").hidden = !isOneWay;
  for (const each of form.querySelectorAll("#times input")) each.disabled = !isOneWay; // else a slip there stops Begin unseen
  for (const each of form.querySelectorAll(".talk")) each.hidden = isOneWay;
  const language = form.elements.bank?.selectedOptions?.[0].dataset.language ?? form.dataset.language;
  $("panel").hidden = !panels.includes(language);
  for (const each of form.querySelectorAll(".writing")) each.hidden = each.dataset.language !== language;
  $("plan").textContent = plan();
}
form.addEventListener("change", fit);
form.addEventListener("invalid", (event) => {
  for (let fold = event.target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
}, true);

/** How the interview will be held, so that nobody need open the choices to know. */
function plan() {
  const chosen = new FormData(form);
  const isOneWay = chosen.get("one_way") === "yes";
  const told = [];
  if (chosen.has("questions")) {
    const title = form.elements.bank.selectedOptions[0].text;
    told.push(`At most ${counted(chosen.get("questions"), "question")} from ${title}, in at most ${counted(chosen.get("minutes"), "minute")}.`);
  }
  if (isOneWay) {
    told.push(`A one-way video interview: ${counted(chosen.get("prepare_s"), "second")} to prepare, then one take of at most ${counted(chosen.get("limit_s"), "second")}.`);
  }
  told.push(chosen.get("hands_free") ? "An answer ends after 6 seconds of silence." : "You click when an answer ends.");
  told.push(chosen.get("feedback_each") ? "Feedback comes after each answer." : "Feedback comes at the end.");
  if (chosen.has("follow_ups") && !isOneWay) told.push("You are asked about what you leave out.");
  if (chosen.has("panel") && !$("panel").hidden) told.push("Two interviewers take turns.");
  return told.join(" ");
}

/** With a gap where the number was emptied, as while another is typed. */
function counted(number, thing) {
  if (!number) return `… ${thing}s`;
  return Number(number) === 1 ? `1 ${thing}` : `${number} ${thing}s`;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const chosen = new FormData(form);
  const wish = {
    hands_free: chosen.get("hands_free") === "yes",
    feedback_each: chosen.get("feedback_each") === "yes",
    follow_ups: chosen.has("follow_ups"),
    small_talk: chosen.has("small_talk"),
    panel: chosen.has("panel") && !$("panel").hidden,
    one_way: chosen.get("one_way") === "yes",
  };
  if (wish.one_way) {
    wish.prepare_s = Number(chosen.get("prepare_s"));
    wish.limit_s = Number(chosen.get("limit_s"));
  }
  if (form.dataset.resume) wish.resume = form.dataset.resume;
  else wish.bank = chosen.get("bank");
  if (form.dataset.question) wish.question = form.dataset.question;
  if (chosen.has("questions")) {
    wish.questions = Number(chosen.get("questions"));
    wish.minutes = Number(chosen.get("minutes"));
  }
  begin(wish);
});

async function begin(wish) {
  $("beginning").textContent = tried ? "What you were trying ends here: the interview begins …" : "The interview begins …";
  if (!(await doing($("begin"), () => post("/interview/begin", wish)))) $("beginning").textContent = "";
}
$("begin").disabled = false; // now it can be heard

fit();
devices(form).then((found) => {
  panels = found?.panels ?? []; // nothing is found where the page is left meanwhile
  fit();
}).finally(() => watch(show, level, undefined, undefined, "/events?ready"));
