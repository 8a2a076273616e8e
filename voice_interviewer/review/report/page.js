// The players, the words that light up as they are played, and links to moments. Without this script the page can still
// be read, and played with the browser's own controls.
(() => {
  "use strict";

  const STEP_S = 5;
  const BRIDGE_S = 0.3; // a word stays lit this long after its end, unless the next one begins

  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const status = document.getElementById("status");
  const players = new Map();

  const clock = (seconds) => {
    const whole = Math.floor(seconds + 0.001);
    return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
  };

  const scrollTo = (element) =>
    element.scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });

  const isInView = (element) => {
    const box = element.getBoundingClientRect();
    return box.top >= 0 && box.bottom <= innerHeight;
  };

  // WebKit does not play a data URI, because it asks for byte ranges; with a Blob it gets them.
  const playable = (audio) => {
    const [, type, base64] = /^data:([^;]+);base64,(.*)$/s.exec(audio.getAttribute("src")) || [];
    if (!base64) return;
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    audio.src = URL.createObjectURL(new Blob([bytes], { type }));
  };

  class Words {
    constructor(element) {
      this.element = element;
      this.spans = [...element.querySelectorAll(".w")];
      const times = (element.dataset.times || "").split(" ").filter(Boolean);
      this.times = times.map((pair) => pair.split(",").map((hundredths) => hundredths / 100));
      // A filler may be heard at another time than its place in the transcript suggests.
      this.order = this.times.map((_, index) => index).sort((one, other) => this.times[one][0] - this.times[other][0]);
      this.now = -1;
      this.reachable = -1;
      this.reach(0);
    }

    // The latest word to have begun, if it has not ended.
    at(seconds) {
      let low = 0;
      let high = this.order.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (this.times[this.order[middle]][0] <= seconds) low = middle + 1;
        else high = middle;
      }
      const index = low ? this.order[low - 1] : -1;
      return index >= 0 && seconds < this.times[index][1] + BRIDGE_S ? index : -1;
    }

    follow(seconds) {
      const index = this.at(seconds);
      if (index === this.now) return;
      const before = this.spans[this.now];
      const next = this.spans[index];
      if (before) before.classList.remove("now");
      if (next) {
        next.classList.add("now");
        if (before && isInView(before) && !isInView(next)) scrollTo(next);
      }
      this.now = index;
    }

    // Only one word at a time can be reached with Tab; the arrow keys choose another.
    reach(index) {
      const next = this.spans[index];
      if (!next || index === this.reachable) return; // a word that has the focus keeps it
      const before = this.spans[this.reachable];
      if (before) for (const name of ["tabindex", "role", "aria-describedby"]) before.removeAttribute(name);
      next.tabIndex = 0;
      next.setAttribute("role", "button");
      next.setAttribute("aria-describedby", "word-keys");
      this.reachable = index;
    }

    go(index) {
      const within = Math.max(0, Math.min(this.spans.length - 1, index));
      this.reach(within);
      this.spans[within].focus();
    }

    light(from, to) {
      for (const span of document.querySelectorAll(".lit")) span.classList.remove("lit");
      const lit = this.spans.filter((_, index) => {
        const middle = (this.times[index][0] + this.times[index][1]) / 2;
        return middle >= from && middle <= to;
      });
      for (const span of lit) span.classList.add("lit");
      return lit[0];
    }
  }

  class Player {
    constructor(take) {
      const find = (selector) => take.querySelector(selector);
      this.take = take;
      this.audio = find("audio");
      this.duration = Number(take.dataset.duration);
      this.button = find(".play");
      this.time = find(".time");
      this.seeker = find(".seek");
      this.played = find(".played");
      this.fault = find(".fault");
      const transcript = find(".transcript");

      this.audio.controls = false;
      find(".controls").hidden = false;
      this.seeker.hidden = false;
      this.button.addEventListener("click", () => this.toggle());
      find(".back").addEventListener("click", () => this.move(-STEP_S));
      find(".on").addEventListener("click", () => this.move(STEP_S));
      find(".speed").addEventListener("change", (event) => setSpeed(event.target.value));
      this.seeker.addEventListener("input", () => this.seek(Number(this.seeker.value)));
      take.addEventListener("keydown", (event) => this.key(event));
      if (transcript) transcript.addEventListener("click", (event) => this.playWord(event.target));

      this.audio.addEventListener("play", () => this.started());
      for (const name of ["pause", "ended"]) this.audio.addEventListener(name, () => this.stopped());
      for (const name of ["seeked", "timeupdate"])
        this.audio.addEventListener(name, () => this.show(this.audio.currentTime));
      this.audio.addEventListener("error", () => this.fail());
      this.show(0);
      this.words = transcript && new Words(transcript); // only now, so that no word is lit before anything is played
    }

    toggle() {
      if (this.audio.paused) this.play();
      else this.audio.pause();
    }

    play() {
      if (this.audio.ended) this.audio.currentTime = 0;
      playable(this.audio);
      this.audio.play().catch((error) => {
        if (error.name !== "AbortError") this.fail();
      });
    }

    // Until the recording is loaded, this sets where it will begin.
    seek(seconds) {
      const within = Math.max(0, Math.min(this.duration, seconds));
      playable(this.audio);
      this.audio.currentTime = within;
      this.show(within);
    }

    move(seconds) {
      this.seek(this.audio.currentTime + seconds);
    }

    playFrom(seconds) {
      this.seek(seconds);
      this.play();
    }

    playWord(target) {
      const index = this.words.spans.indexOf(target.closest(".w"));
      if (index < 0) return;
      this.words.reach(index);
      this.playFrom(this.words.times[index][0]);
    }

    started() {
      for (const other of players.values()) if (other !== this) other.audio.pause();
      this.button.setAttribute("aria-label", this.button.dataset.pause);
      this.take.classList.add("playing");
      this.fault.hidden = true;
      const step = () => {
        if (this.audio.paused) return;
        this.show(this.audio.currentTime);
        requestAnimationFrame(step);
      };
      step();
    }

    stopped() {
      this.button.setAttribute("aria-label", this.button.dataset.play);
      this.take.classList.remove("playing");
    }

    fail() {
      this.stopped();
      this.fault.hidden = false;
    }

    show(seconds) {
      const share = this.duration ? Math.min(1, seconds / this.duration) : 0;
      this.time.textContent = clock(seconds);
      this.seeker.value = seconds;
      this.seeker.setAttribute("aria-valuetext", `${clock(seconds)} of ${clock(this.duration)}`);
      if (this.played) this.played.setAttribute("width", `${share * 100}%`);
      if (this.words) this.words.follow(seconds);
    }

    key(event) {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      const onWord = event.target.classList.contains("w");
      const onPlayer = event.target.closest(".player") && event.target.localName !== "select";
      if ((onWord || onPlayer) && this.does(event.key, event.target, onWord)) event.preventDefault();
    }

    does(key, target, onWord) {
      const step = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[key];
      if (onWord && (key === "ArrowLeft" || key === "ArrowRight")) this.words.go(this.words.reachable + step);
      else if (onWord && key === "Home") this.words.go(0);
      else if (onWord && key === "End") this.words.go(Infinity);
      else if (onWord && key === "Enter") this.playWord(target);
      else if (!onWord && step) this.move(step * STEP_S);
      else if (key === " " && target.localName !== "button") this.toggle();
      else return false;
      return true;
    }

    jump(from, to) {
      for (let fold = this.take.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
      const first = this.words && this.words.light(from, to);
      const place = first || this.take;
      if (first) this.words.reach(this.words.spans.indexOf(first));
      else place.tabIndex = -1;
      place.focus({ preventScroll: true });
      if (!isInView(place)) scrollTo(place);
      this.playFrom(from);
      status.textContent = `Playing from ${clock(from)}.`;
    }
  }

  const setSpeed = (speed) => {
    for (const player of players.values()) {
      player.audio.playbackRate = Number(speed);
      player.audio.defaultPlaybackRate = Number(speed);
      player.take.querySelector(".speed").value = speed;
    }
  };

  for (const take of document.querySelectorAll(".take[data-duration]")) players.set(take.id, new Player(take));

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-from]");
    const player = link && players.get(link.hash.slice(1));
    if (!player) return;
    event.preventDefault();
    player.jump(Number(link.dataset.from), Number(link.dataset.to));
  });

  // A point that is opened beside the example lights up where it was said, and which sentence of the example says it.
  // A fold's "toggle" does not bubble.
  document.addEventListener(
    "toggle",
    (event) => {
      const mirror = event.target;
      if (!mirror.matches("details.mirror")) return;
      for (const lit of document.querySelectorAll(".lit")) lit.classList.remove("lit");
      if (!mirror.open) return;
      const words = players.get(mirror.dataset.take)?.words;
      if (words && mirror.dataset.from) words.light(Number(mirror.dataset.from), Number(mirror.dataset.to));
      const number = mirror.closest("li").dataset.point;
      for (const says of mirror.closest("article").querySelectorAll(`[data-says~="${number}"]`)) says.classList.add("lit");
    },
    true,
  );

  // On paper nothing can be unfolded, so everything is unfolded before printing.
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("details:not([open])")];
    for (const fold of folded) fold.open = true;
  });
  addEventListener("afterprint", () => {
    for (const fold of folded) fold.open = false;
  });

  document.documentElement.classList.add("ready");
})();
