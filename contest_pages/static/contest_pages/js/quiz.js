// A running attempt: answers are saved one by one, retried without a connection, and handed in at the end. Nothing that
// the contestant chose is forgotten here before the server has it; the copy on this device goes with the receipt.

import { serverClock } from "./quiz_clock.js";
import { keyOf, openStore } from "./quiz_store.js";
import { openView } from "./quiz_view.js";

const form = document.querySelector("[data-contest-quiz]");
const words = form.dataset;
const part = (name) => document.querySelector(`[data-contest-${name}]`);
const prediction = form.elements["du-doan"];
// Both figures of the server are as old as its answer: a page that loads slowly must neither add time
// nor give its answers an earlier revision than a tab that loaded faster.
const begun = performance.getEntriesByType("navigation")[0];
const clock = serverClock(Number(words.elapsed), Number(words.remaining), begun?.responseStart || performance.now());
const storeKey = keyOf(words.attempt);
const store = openStore(storeKey);
/** What is seen of the attempt; opening it may move a field that was just changed, so changes come before it. */
let view = null;

/** Milliseconds since the attempt began, by the server's clock, and always later than the choice before. */
let chosenLast = 0;
function revision() {
    chosenLast = Math.max(chosenLast + 1, clock.elapsed());
    return chosenLast;
}
const revisionField = (name) => form.elements[name.replace("q", "r")];

function show(text, kind) {
    part("state").textContent = text;
    part("state").dataset.kind = kind;
}

function showRefusal(text) {
    // What is wrong with the prediction stands beside it.
    const isSaid = text === part("prediction-problem")?.textContent;
    part("refusal").textContent = text;
    part("refusal").hidden = !text || isSaid;
}

function savedWords() {
    const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour12: false });
    return words.wordSaved.replace("{time}", time);
}

function showProblem(text) {
    part("prediction-problem").textContent = text;
    part("prediction-problem").hidden = !text;
    prediction.setAttribute("aria-invalid", String(Boolean(text)));
}

// What the contestant wants beside saving: nothing, to hand in ("nop"), or what follows from the end of the time.
let wanted = "";
let sending = false;
let isDone = false;
let failures = 0;
let timer;

function bodyOf(entries) {
    const body = new URLSearchParams();
    for (const [name, [value, chosen]] of Object.entries(entries)) {
        body.set(name, value);
        if (name.startsWith("q")) body.set(name.replace("q", "r"), chosen);
    }
    if (wanted) body.set(wanted, "1");
    return body;
}

function showFailure(isServer) {
    const reason = isServer ? words.wordBusy : words.wordLost;
    const kept = store.isKept() ? words.wordKept : words.wordStay;
    show(`${reason} ${wanted === "nop" ? words.wordAgain : ""} ${kept}`, "lost");
}

async function send(asks = false) {
    if (sending || (!asks && !wanted && store.isEmpty())) return;
    sending = true;
    clearTimeout(timer);
    const batch = store.entries();
    const intent = wanted;
    const asked = performance.now();
    let isServer = false;
    if (wanted || !store.isEmpty()) show(wanted ? words.wordHanding : words.wordSaving, "busy");
    try {
        const answer = await fetch(words.save, {
            method: "POST", body: bodyOf(batch), keepalive: true, signal: AbortSignal.timeout?.(15000),
        });
        if (answer.status === 404) { location.reload(); return; }
        isServer = !answer.ok;
        if (isServer) throw new Error(answer.status);
        const now = await answer.json();
        clock.set(now.elapsed, now.milliseconds, (asked + performance.now()) / 2);
        if (now.submitted) {
            isDone = true;
            location.replace(form.action);
            return;
        }
        store.drop(batch);
        failures = 0;
        // What was pressed while this answer was on its way is sent next.
        if (wanted === intent) wanted = "";
        if ("du-doan" in batch) showProblem(now.problem);
        showRefusal(now.refusal);
        if (part("state").textContent) show(now.refusal || now.problem || savedWords(), now.refusal || now.problem ? "lost" : "saved");
    } catch {
        failures = Math.min(failures + 1, 5);
        showFailure(isServer);
    } finally {
        sending = false;
    }
    if (isDone) return;
    // Thousands of pages must not come back at the same moment.
    if (wanted || !store.isEmpty()) timer = setTimeout(send, failures ? 500 * 2 ** failures * (1 + Math.random()) : 0);
}

function keep(name, value) {
    const chosen = revision();
    if (name.startsWith("q")) revisionField(name).value = chosen;
    store.put(name, value, chosen);
    wanted = "";
}

// Every stroke of the prediction stays on this device; it is sent when it is complete.
prediction?.addEventListener("input", () => keep(prediction.name, prediction.value));
form.addEventListener("change", ({ target }) => {
    if (target.type === "radio") keep(target.name, target.value);
    view?.refresh();
    send();
});
form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (event.submitter?.name === "kiem-tra") {
        view.openSummary();
        send();
    } else if (event.submitter?.name === "nop" && view.isComplete()) {
        wanted = "nop";
        send();
    }
});
addEventListener("hashchange", () => { if (wanted === "nop") wanted = ""; });
addEventListener("online", () => send());
addEventListener("pagehide", () => {
    wanted = "";
    if (!store.isEmpty() && !isDone) navigator.sendBeacon(words.save, bodyOf(store.entries()));
});
addEventListener("beforeunload", (event) => {
    if (!store.isEmpty() && !store.isKept() && !isDone) event.preventDefault();
});

const announced = new Set();
function showTime() {
    const seconds = Math.ceil(clock.left() / 1000);
    part("clock").textContent = [seconds / 60, seconds % 60].map((figure) => String(Math.floor(figure)).padStart(2, "0")).join(":");
    part("clock").classList.toggle("is-short", seconds <= 60);
    const warning = [60, 300].find((limit) => seconds <= limit);
    if (seconds && warning && !announced.has(warning)) {
        announced.add(warning);
        part("warning").textContent = words.wordMinutes.replace("{minutes}", Math.ceil(seconds / 60));
    }
}
function tick() {
    showTime();
    if (!clock.left() && !wanted) {
        // The server hands in only if the time is over by its own clock; else it says how much is left.
        wanted = "het-gio";
        send();
    } else if (clock.isDoubtful() && !failures) {
        send(true);
    }
    setTimeout(tick, clock.left() % 1000 || 1000);
}

// A phone that wakes, a tab that comes back: how much time is left, and is the attempt still running?
function wake(event) {
    if (document.hidden || words.over) return;
    showTime();
    if (event.persisted || clock.isDoubtful() || clock.age() > 15000) send(true);
}
for (const [target, name] of [[document, "visibilitychange"], [document, "resume"], [window, "focus"], [window, "pageshow"]]) {
    target.addEventListener(name, wake);
}

/** Put into the form what this device has and the server does not: from before a reload, or from another tab. */
function restore() {
    for (const [name, [value, chosen]] of Object.entries(store.entries())) {
        if (name === prediction?.name) {
            prediction.value = value;
        } else if (name.startsWith("q")) {
            const option = form.querySelector(`input[name="${CSS.escape(name)}"][value="${CSS.escape(value)}"]`);
            const field = revisionField(name);
            if (option && chosen > Number(field.value || 0)) {
                option.checked = true;
                field.value = chosen;
            }
        }
    }
}
addEventListener("storage", (event) => {
    if (event.key !== storeKey) return;
    store.merge();
    restore();
    view.refresh();
});

// On a slow line people choose before this script is here.
for (const field of form.querySelectorAll("input[type=radio]:checked")) {
    if (!field.defaultChecked) keep(field.name, field.value);
}
if (prediction && prediction.value !== prediction.defaultValue) keep(prediction.name, prediction.value);
restore();
view = openView(form);
part("save-button")?.setAttribute("hidden", "");
part("problem")?.focus();
if (!words.over) tick();
// A page that the browser brought back from its history may be old.
send(begun?.type === "back_forward");
