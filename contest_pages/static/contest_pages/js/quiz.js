// A running quiz: the clock, saving after each answer, retries without a connection.
// The server's clock is authoritative: the page counts down the remaining time that the server sent.

const form = document.querySelector("[data-contest-quiz]");
const words = form.dataset;
const clock = form.querySelector("[data-contest-clock]");
const state = form.querySelector("[data-contest-state]");
const warning = document.querySelector("[data-contest-warning]");
// Both figures of the server are as old as its answer: a page that loads slowly must neither add time
// nor give its answers an earlier revision than a tab that loaded faster.
const begun = performance.getEntriesByType("navigation")[0]?.responseStart || performance.now();
let ends = begun + Number(words.remaining);
const store = `contest-quiz ${form.action.split("/").at(-2).split(":")[0]}`;

/** Milliseconds since the attempt began, by the server's clock: the revision of an answer chosen now. */
const revision = () => Math.round(Number(words.elapsed) + performance.now() - begun);
const revisionField = (radio) => form.elements[radio.name.replace("q", "r")];

/** What is not saved yet, by field name; kept on this device as well, so that a closed browser loses nothing. */
const unsaved = new Map(Object.entries(JSON.parse(sessionItem() ?? "{}")));
function sessionItem() {
    try { return localStorage.getItem(store); } catch { return null; }
}
function keep() {
    try {
        if (unsaved.size) localStorage.setItem(store, JSON.stringify(Object.fromEntries(unsaved)));
        else localStorage.removeItem(store);
    } catch { /* private windows have no store: the answers are still in the page */ }
}

function show(text, kind) {
    state.textContent = text;
    state.dataset.kind = kind;
}

function countAnswered() {
    const answered = new Set([...form.querySelectorAll("input[type=radio]:checked")].map((radio) => radio.name)).size;
    form.querySelector("[data-contest-answered]").textContent = answered;
    return answered;
}

let sending = false;
let waits = 0;
async function send() {
    if (sending || !unsaved.size || handing) return;
    sending = true;
    const batch = new Map(unsaved);
    show(words.wordSaving, "busy");
    try {
        const answer = await fetch(words.save, {
            method: "POST", body: new URLSearchParams([...batch]), keepalive: true, signal: AbortSignal.timeout(15000),
        });
        if (answer.status === 404) { location.reload(); return; }
        if (!answer.ok) throw new Error(answer.status);
        const said = await answer.json();
        if (said.submitted) { unsaved.clear(); keep(); location.reload(); return; }
        ends = performance.now() + said.milliseconds;
        for (const [name, value] of batch) if (unsaved.get(name) === value) unsaved.delete(name);
        keep();
        waits = 0;
        show(said.problem || words.wordSaved, said.problem ? "lost" : "saved");
    } catch {
        waits = Math.min(waits + 1, 5);
        show(words.wordLost, "lost");
    } finally {
        sending = false;
    }
    if (unsaved.size) setTimeout(send, waits ? 1000 * 2 ** waits : 0);
}

form.addEventListener("change", ({ target }) => {
    if (target.type === "radio") {
        const field = revisionField(target);
        field.value = revision();
        unsaved.set(target.name, target.value);
        unsaved.set(field.name, field.value);
    } else if (target.name === "du-doan") {
        unsaved.set(target.name, target.value);
    }
    keep();
    countAnswered();
    send();
});
addEventListener("online", send);
addEventListener("pagehide", () => {
    if (unsaved.size && !handing) navigator.sendBeacon(words.save, new URLSearchParams([...unsaved]));
});

let handing = false;
form.addEventListener("submit", (event) => {
    const asks = event.submitter?.name === "nop" && performance.now() < ends;
    if (handing || (asks && countAnswered() < Number(words.total) && !confirm(words.wordOpen))) {
        event.preventDefault();
        return;
    }
    if (!navigator.onLine) {
        event.preventDefault();
        show(words.wordLost, "lost");
        return;
    }
    // Each answer goes with the moment at which it was chosen, so that an older tab undoes nothing.
    for (const field of form.querySelectorAll("input[type=hidden][name^=r]")) field.disabled = !field.value;
    handing = true;
    unsaved.clear();
    keep();
    // Pages restored by the back button are enabled again.
    setTimeout(() => { handing = false; }, 8000);
});

const announced = new Set();
function tick() {
    const left = Math.max(0, ends - performance.now());
    const seconds = Math.ceil(left / 1000);
    clock.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    clock.classList.toggle("is-short", seconds <= 60);
    const minutes = Math.ceil(seconds / 60);
    if ((minutes === 5 || minutes === 1) && seconds % 60 === 0 && !announced.has(minutes)) {
        announced.add(minutes);
        warning.textContent = `${minutes} ${words.wordMinutes}`;
    }
    if (left <= 0 && !form.querySelector("fieldset:disabled")) {
        show(words.wordOver, "busy");
        const button = form.querySelector("button[name=nop]");
        if (navigator.onLine && !handing) form.requestSubmit(button);
        setTimeout(tick, 3000);
    } else {
        setTimeout(tick, left % 1000 || 1000);
    }
}

// What this device still had to send when the page was closed is put back, and sent.
for (const [name, value] of unsaved) {
    if (name.startsWith("q")) {
        const option = form.querySelector(`input[name="${name}"][value="${CSS.escape(value)}"]`);
        const field = form.elements[name.replace("q", "r")];
        const said = Number(unsaved.get(field?.name) ?? 0);
        if (option && said > Number(field.value || 0)) {
            option.checked = true;
            field.value = said;
        }
    }
}
form.querySelector("[data-contest-save-button]")?.setAttribute("hidden", "");
form.querySelector("[data-contest-problem]")?.focus();
countAnswered();
if (words.remaining !== "0") tick();
send();
