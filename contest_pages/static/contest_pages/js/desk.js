// The moderator's desk by keyboard: player, checklist, decision; notes are saved while they are written.
// Keys are read by their position, so that Vietnamese input methods do not swallow them.

import { countWatched } from "./watched.js";

const form = document.querySelector("[data-contest-desk]");
const video = document.querySelector("[data-contest-screen] video");
const said = document.querySelector("[data-contest-kept]");
const KEEP_AFTER = 1200;
const TRY_AGAIN = 5000;
const SPEEDS = [0.5, 1, 1.25, 1.5, 2];

// ---- the player

const speed = document.querySelector("[data-speed]");

function setSpeed(value) {
    video.playbackRate = value;
    video.defaultPlaybackRate = value;
    speed.value = String(value);
}

function faster(by) {
    const now = SPEEDS.indexOf(Number(speed.value));
    setSpeed(SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, now + by))]);
}

function jump(seconds) {
    video.currentTime = Math.max(0, Math.min(video.duration || Infinity, video.currentTime + seconds));
}

function play() {
    if (video.paused) video.play(); else video.pause();
}

function nextQuality() {
    const choice = document.querySelector("[data-contest-screen] [data-contest-quality]");
    if (!choice || choice.options.length < 2) return;
    choice.selectedIndex = (choice.selectedIndex + 1) % choice.options.length;
    choice.dispatchEvent(new Event("change"));
}

// Off, then each language in turn.
function nextSubtitles() {
    const tracks = [...video.textTracks];
    const shown = tracks.findIndex((track) => track.mode === "showing");
    for (const track of tracks) track.mode = "disabled";
    if (tracks[shown + 1]) tracks[shown + 1].mode = "showing";
}

function clock(seconds) {
    return `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
}

function goTo(second) {
    if (!video) return;
    video.currentTime = second;
    video.scrollIntoView({ block: "nearest" });
}

if (video) {
    const controls = document.querySelector("[data-contest-controls]");
    controls.hidden = false;
    controls.addEventListener("click", (event) => {
        const button = event.target.closest("button");
        if (button?.dataset.jump) jump(Number(button.dataset.jump));
        else if (button) play();
    });
    speed.addEventListener("change", () => setSpeed(Number(speed.value)));
}

document.addEventListener("click", (event) => {
    const moment = event.target.closest("[data-second]");
    if (!moment) return;
    event.preventDefault();
    goTo(Number(moment.dataset.second));
});

if (video && form) countWatched(video, form.querySelector("[data-contest-played]"), form.querySelector("[data-contest-watched]"));

// ---- the checklist

const checks = form ? [...form.querySelectorAll("[data-contest-check]")] : [];
let current = -1;

function mark(number) {
    current = number;
    for (const check of checks) check.toggleAttribute("data-current", check === checks[number]);
}

function choose(number) {
    if (!checks[number]) return;
    mark(number);
    checks[number].scrollIntoView({ block: "nearest" });
}

function answer(value) {
    const radio = checks[current]?.querySelector(`input[value="${value}"]`);
    if (!radio) return;
    radio.checked = true;
    radio.dispatchEvent(new Event("change", { bubbles: true }));
    const open = checks.findIndex((check, place) => place > current && !check.querySelector("input:checked"));
    if (open >= 0) choose(open);
}

function showMark(check) {
    const second = check.querySelector("input[type=hidden]");
    const link = check.querySelector("[data-contest-mark]");
    link.hidden = second.value === "";
    link.textContent = second.value === "" ? "" : clock(Number(second.value));
    link.dataset.second = second.value;
}

// A note belongs to the moment of the video at which it is begun.
function begin(check) {
    const note = check.querySelector("input[type=text]");
    const second = check.querySelector("input[type=hidden]");
    if (video && note.value === "") second.value = Math.floor(video.currentTime);
    showMark(check);
}

for (const [place, check] of checks.entries()) {
    showMark(check);
    check.addEventListener("focusin", () => mark(place));
    check.addEventListener("input", (event) => {
        if (event.target.type !== "text") return;
        if (event.target.value === "") check.querySelector("input[type=hidden]").value = "";
        showMark(check);
    });
    const note = check.querySelector("input[type=text]");
    note.addEventListener("beforeinput", () => begin(check));
}
if (checks.length) mark(Math.max(0, checks.findIndex((check) => !check.querySelector("input:checked"))));

// ---- the decision

const FIRST_FIELD = { accept: "[data-contest-decide]", reject: "[name=reason_title]", changes: "[name=reason]", pass_on: "[name=colleague]" };

function decide(value) {
    const radio = form.querySelector(`[name=decision][value=${value}]`);
    radio.checked = true;
    radio.dispatchEvent(new Event("change", { bubbles: true }));
    const field = form.querySelector(FIRST_FIELD[value]);
    field.focus();
    field.scrollIntoView({ block: "nearest" });
}

// ---- saving of notes

let timer = 0;
let dirty = false;
let leaving = false;

async function keep(options = {}) {
    clearTimeout(timer);
    dirty = false;
    try {
        const answered = await fetch(form.dataset.notes, { method: "POST", body: new FormData(form), ...options });
        said.textContent = (await answered.json()).message;
        said.classList.toggle("contest-late", !answered.ok);
    } catch {
        if (leaving) return;
        dirty = true;
        said.textContent = form.dataset.failed;
        said.classList.add("contest-late");
        timer = setTimeout(keep, TRY_AGAIN);
    }
}

if (form) {
    form.dataset.live = "1";
    form.addEventListener("input", () => {
        dirty = true;
        clearTimeout(timer);
        timer = setTimeout(keep, KEEP_AFTER);
    });
    form.addEventListener("submit", () => {
        leaving = true;
        dirty = false;
        clearTimeout(timer);
        form.querySelector("[data-contest-decide]").disabled = true;
    });
    addEventListener("pagehide", () => {
        leaving = true;
        if (dirty) keep({ keepalive: true });
    });
    addEventListener("pageshow", () => {
        leaving = false;
        form.querySelector("[data-contest-decide]").disabled = false;
    });
}

// ---- the keys; who types by voice, or by other means, switches them off (WCAG 2.1.4)

const KEYS = "contest-keys";
const keysChoice = document.querySelector("[data-contest-keys]");
let keysWork = localStorage.getItem(KEYS) !== "off";

if (keysChoice) {
    keysChoice.checked = keysWork;
    keysChoice.closest("label").hidden = false;
    keysChoice.addEventListener("change", () => {
        keysWork = keysChoice.checked;
        localStorage.setItem(KEYS, keysWork ? "on" : "off");
    });
}

const PLAYER_KEYS = {
    KeyK: play,
    Space: play,
    ArrowLeft: () => jump(-5),
    ArrowRight: () => jump(5),
    Comma: () => faster(-1),
    Period: () => faster(1),
    KeyQ: nextQuality,
    KeyB: nextSubtitles,
};

const DESK_KEYS = {
    KeyY: () => answer("yes"),
    KeyN: () => answer("no"),
    KeyX: () => answer("na"),
    KeyT: () => checks[current]?.querySelector("input[type=text]").focus(),
    KeyA: () => decide("accept"),
    KeyR: () => decide("reject"),
    KeyC: () => decide("changes"),
    KeyP: () => decide("pass_on"),
};

function press(selector) {
    return () => document.querySelector(selector)?.click();
}

const OTHER_KEYS = {
    KeyS: press("[data-contest-aside] button"),
    KeyU: press("[data-contest-undo] button"),
    KeyG: press("[data-contest-claim] button"),
    KeyI: press("[data-contest-conflict]"),
    KeyL: press("[data-contest-queue]"),
};

function writes(element) {
    return element.closest("textarea, select, input:not([type=radio], [type=checkbox]), [contenteditable]") !== null;
}

function keyOf(event) {
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
    if (digit && form) return () => choose(Number(digit[1]) - 1);
    return (video && PLAYER_KEYS[event.code]) || (form && DESK_KEYS[event.code]) || OTHER_KEYS[event.code];
}

document.addEventListener("keydown", (event) => {
    const { target } = event;
    if (form && event.ctrlKey && event.key === "Enter") {
        event.preventDefault();
        form.requestSubmit(form.querySelector("[data-contest-decide]"));
        return;
    }
    if (event.key === "Escape" && writes(target)) {
        target.blur();
        return;
    }
    if (!keysWork || event.ctrlKey || event.metaKey || event.altKey || writes(target)) return;
    if (event.code === "Space" && target.closest("button, a, summary, input")) return;
    if (event.code.startsWith("Arrow") && target.closest("video, input[type=radio]")) return;
    const act = keyOf(event);
    if (!act) return;
    event.preventDefault();
    act();
});
