// Getting ready: the choices for the interview, and a try of microphone and voice.

import { devices, doing, height, post, watch } from "./window.js";

const $ = (id) => document.getElementById(id);
const form = $("ready");

function show({ interview, trying }) {
  if (!["none", "ended", "failed"].includes(interview.phase)) location.assign("/interview");
  const listening = trying.now === "listening";
  $("heard").textContent = listening
    ? "Listening: say a sentence …"
    : trying.heard || "Click “Try the microphone”, then speak for three seconds.";
  $("heard").classList.toggle("good", !listening && trying.heard_well);
  $("heard").classList.toggle("bad", !listening && Boolean(trying.heard) && !trying.heard_well);
  if (!listening) level({ level_dbfs: -99 });
  $("play-back").hidden = !trying.can_play;
  $("spoken").textContent = trying.now === "speaking" || trying.now === "playing" ? "Playing …" : trying.spoken;
  for (const id of ["try-microphone", "play-back", "try-voice", "begin"]) $(id).disabled = Boolean(trying.now);
}

function level(meter) {
  $("level").style.transform = `scaleX(${height(meter.level_dbfs)})`;
}

for (const [id, address] of [
  ["try-microphone", "/try/microphone"],
  ["play-back", "/try/playback"],
  ["try-voice", "/try/voice"],
]) {
  $(id).addEventListener("click", (event) => doing(event.target, () => post(address)));
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const chosen = new FormData(form);
  const wish = {
    hands_free: chosen.get("hands_free") === "yes",
    feedback_each: chosen.get("feedback_each") === "yes",
    follow_ups: chosen.has("follow_ups"),
  };
  if (form.dataset.resume) wish.resume = form.dataset.resume;
  else wish.bank = chosen.get("bank");
  if (form.dataset.question) wish.question = form.dataset.question;
  if (chosen.has("questions")) {
    wish.questions = Number(chosen.get("questions"));
    wish.minutes = Number(chosen.get("minutes"));
  }
  doing($("begin"), () => post("/interview/begin", wish));
});

watch(show, level);
devices(form);
