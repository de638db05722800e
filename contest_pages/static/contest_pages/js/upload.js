// Resumable upload of a video. Without this script the form is an ordinary one.

import { sendByTus } from "./send_tus.js";
import { sendInParts } from "./send_parts.js";

const box = document.querySelector("[data-contest-sender]");
if (box) begin(box);

function begin(sender) {
    const words = sender.dataset;
    const form = sender.closest("form");
    const input = sender.querySelector("input[type=file]");
    const drop = sender.querySelector("[data-contest-drop]");
    const progress = sender.querySelector("[data-contest-progress]");
    const moving = progress.querySelector("[data-contest-moving]");
    const bar = progress.querySelector("progress");
    const part = (name) => progress.querySelector(`[data-contest-${name}]`);
    const says = progress.querySelector("[data-contest-says]");
    const buttons = Object.fromEntries(["pause", "resume", "stop"].map((name) => [name, progress.querySelector(`[data-contest-${name}]`)]));
    let transfer = null;
    let lock = null;
    let alive = null;
    let lost = null;

    const megabytes = (bytes, whole) => (bytes / 1048576).toLocaleString("vi", { maximumFractionDigits: whole > 20971520 ? 0 : 1 });
    const put = (text, values) => text.replace(/\{(\w+)\}/g, (_all, name) => values[name] ?? "");

    function time(seconds) {
        if (!Number.isFinite(seconds)) return "…";
        if (seconds < 60) return put(words.wordsSeconds, { n: Math.max(1, Math.round(seconds)) });
        return put(words.wordsMinutes, { n: Math.round(seconds / 60) });
    }

    function length(seconds) {
        const whole = Math.round(seconds);
        const [minutes, over] = [Math.floor(whole / 60), whole % 60];
        return [minutes ? put(words.wordsMinutes, { n: minutes }) : "", over || !minutes ? put(words.wordsSeconds, { n: over }) : ""].join(" ").trim();
    }

    // A note of this kind: what has happened, and what follows from it.
    function say(kind, title, text = "") {
        progress.hidden = false;
        says.replaceChildren(sender.querySelector(`template[data-contest-note="${kind}"]`).content.cloneNode(true));
        says.querySelector("strong").textContent = title;
        const more = says.querySelector("p");
        more.textContent = text;
        more.hidden = !text;
    }

    function show(...names) {
        for (const [name, button] of Object.entries(buttons)) button.hidden = !names.includes(name);
    }

    // Checks before the upload: the browser reads length and picture size from the file.
    function readHead(file) {
        return new Promise((found) => {
            const video = document.createElement("video");
            const address = URL.createObjectURL(file);
            const answer = (facts) => { clearTimeout(timer); URL.revokeObjectURL(address); video.removeAttribute("src"); found(facts); };
            const timer = setTimeout(() => answer(null), 8000);
            video.preload = "metadata";
            video.addEventListener("loadedmetadata", () => answer({ seconds: video.duration, width: video.videoWidth, height: video.videoHeight }));
            video.addEventListener("error", () => answer(null));
            video.src = address;
        });
    }

    // By the ending or the type, as on the server; phones may give a file neither of them.
    function isTaken(file) {
        const hints = [/\.[a-z][a-z0-9]{1,4}$/i.exec(file.name)?.[0], file.type.split(";")[0]].filter(Boolean);
        return !hints.length || hints.some((hint) => words.types.split(",").includes(hint.toLowerCase()));
    }

    // Returns [sentence, isCertain]; with a certain violation the file is not sent.
    async function objection(file) {
        if (!file.size) return [words.wordsEmpty, true];
        if (file.size > Number(words.largest)) return [words.wordsLargest, true];
        if (!isTaken(file)) return [words.wordsFormat, true];
        const facts = await readHead(file);
        if (!facts || !Number.isFinite(facts.seconds)) return ["", false];
        const seconds = Math.round(facts.seconds);
        if ((words.shortestSeconds && seconds < Number(words.shortestSeconds)) || (words.longestSeconds && seconds > Number(words.longestSeconds))) {
            return [put(words.wordsLength, { found: length(seconds), asked: words.wordsLengthAsked }), false];
        }
        const asked = [Number(words.width), Number(words.height)].sort((a, b) => a - b);
        const found = [facts.width, facts.height].sort((a, b) => a - b);
        if (facts.width && asked[0] && (found[0] < asked[0] || found[1] < asked[1])) {
            return [put(words.wordsSmall, { found: `${facts.width} × ${facts.height}` }), false];
        }
        return ["", false];
    }

    async function choose(file) {
        if (!file || transfer) return;
        input.value = "";
        show();
        const [sentence, certain] = await objection(file);
        if (sentence) {
            moving.hidden = true;
            say("bad", put(words.wordsNotSent, { name: file.name }), `${sentence} ${words.wordsAnother}`);
            if (!certain) askAnyway(file);
            return;
        }
        send(file);
    }

    function askAnyway(file) {
        const anyway = document.createElement("button");
        anyway.type = "button";
        anyway.className = "btn btn-link";
        anyway.textContent = words.wordsAnyway;
        anyway.addEventListener("click", () => { anyway.remove(); send(file); });
        says.querySelector("p").append(document.createElement("br"), anyway);
    }

    function send(file) {
        const speeds = [];
        let percent = 0;
        progress.hidden = false;
        moving.hidden = false;
        says.replaceChildren();
        bar.value = 0;
        for (const name of ["percent", "amount", "remaining"]) part(name).textContent = "";
        part("name").textContent = put(words.wordsName, { name: file.name });
        lost = () => say("wait", put(words.wordsLost, { percent }), words.wordsWaiting);
        form.dataset.sending = "1";
        drop.hidden = true;
        show("pause", "stop");
        stayAwake();
        stayFresh();
        const callbacks = {
            resumed(bytes) { percent = Math.floor((bytes / file.size) * 100); say("calm", words.wordsGoingOn, put(words.wordsHere, { percent })); },
            progress(sent) {
                const now = performance.now();
                speeds.push([now, sent]);
                while (speeds.length > 2 && now - speeds[0][0] > 8000) speeds.shift();
                const [since, before] = speeds[0];
                const speed = now > since ? (sent - before) / ((now - since) / 1000) : 0;
                percent = Math.floor((sent / file.size) * 100);
                bar.value = (sent / file.size) * 1000;
                part("percent").textContent = `${percent}%`;
                part("amount").textContent = `· ${put(words.wordsAmount, { sent: megabytes(sent, file.size), size: megabytes(file.size, file.size) })}`;
                if (speed > 0) {
                    part("remaining").textContent = put(words.wordsLeft, { left: time((file.size - sent) / speed) });
                    says.replaceChildren();
                }
            },
            waiting() { speeds.length = 0; part("remaining").textContent = ""; lost(); },
            busy() { say("paused", words.wordsBusy); },
            refused(sentence, status) { end(); moving.hidden = true; say("bad", words.wordsFailed, sentence || ([404, 410].includes(status) ? words.wordsGone : String(status))); },
            arrived() { end(); bar.value = 1000; moving.hidden = true; say("good", words.wordsArrived); arrived(); },
        };
        transfer = (words.transport === "parts" ? sendInParts : sendByTus)(file, { endpoint: words.endpoint, callbacks });
        buttons.pause.onclick = () => { transfer.pause(); rest(); show("resume", "stop"); part("remaining").textContent = ""; say("paused", put(words.wordsPaused, { percent }), words.wordsKept); buttons.resume.focus(); };
        buttons.resume.onclick = () => { speeds.length = 0; says.replaceChildren(); transfer.resume(); stayAwake(); show("pause", "stop"); buttons.pause.focus(); };
        buttons.stop.onclick = () => { if (confirm(buttons.stop.dataset.confirm)) { transfer.stop(); end(); progress.hidden = true; sender.querySelector("[data-contest-unfinished]")?.remove(); } };
    }

    function end() {
        transfer = null;
        clearInterval(alive);
        delete form.dataset.sending;
        drop.hidden = false;
        show();
        rest();
    }

    function arrived() {
        sender.querySelector("[data-contest-unfinished]")?.remove();
        const standing = document.querySelector(".contest-video-state");
        document.dispatchEvent(new CustomEvent("contest:refresh", { detail: { section: standing, address: `${location.pathname}video/` } }));
        form.dispatchEvent(new CustomEvent("contest:arrived"));
        setTimeout(() => { progress.hidden = !transfer; }, 5000); // by then the box above shows the status of the video
    }

    // A personal link that is in use stays fresh: a request now and then, so that a long upload can be submitted.
    function stayFresh() {
        clearInterval(alive);
        alive = setInterval(() => { fetch(`${location.pathname}video/`, { credentials: "same-origin", cache: "no-store" }).catch(() => {}); }, 600000);
    }

    // Keep the screen on during an upload: a sleeping phone pauses it.
    async function stayAwake() {
        try { lock = await navigator.wakeLock?.request("screen"); } catch { lock = null; }
    }
    function rest() { lock?.release().catch(() => {}); lock = null; }
    document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible" && transfer && !lock) stayAwake(); });

    window.addEventListener("beforeunload", (event) => { if (transfer) { event.preventDefault(); event.returnValue = words.wordsLeave; } });
    window.addEventListener("online", () => transfer?.resume());
    window.addEventListener("offline", () => { if (transfer) lost(); });

    sender.querySelector("[data-contest-scripted]").hidden = false;
    input.addEventListener("change", () => choose(input.files[0]));
    // On a slow connection a file may have been chosen before this script was loaded.
    if (input.files.length) choose(input.files[0]);
    for (const name of ["dragenter", "dragover"]) drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("is-over"); });
    for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("is-over"));
    drop.addEventListener("drop", (event) => { event.preventDefault(); choose(event.dataTransfer.files[0]); });
}
