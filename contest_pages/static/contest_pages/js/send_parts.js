// Send a file in signed parts straight to an object storage; parts that have arrived are not sent again.

import { headOf } from "./file_head.js";

const WAITS = [1000, 3000, 5000, 10000, 20000, 30000];

export function sendInParts(file, { endpoint, callbacks }) {
    let stopped = false;
    let request = null;
    let address = null;
    let running = null;

    async function ask(where, options = {}) {
        const answer = await fetch(where, { credentials: "same-origin", cache: "no-store", ...options });
        const words = await answer.json().catch(() => ({}));
        if (!answer.ok) throw Object.assign(new Error(String(answer.status)), { status: answer.status, sentence: words.message });
        return words;
    }

    function put(where, piece, before) {
        return new Promise((done, failed) => {
            request = new XMLHttpRequest();
            request.open("PUT", where);
            request.upload.addEventListener("progress", (event) => callbacks.progress(before + event.loaded));
            request.addEventListener("load", () => (request.status < 300 ? done() : failed(new Error(String(request.status)))));
            request.addEventListener("error", () => failed(new Error("line")));
            request.addEventListener("abort", () => failed(new Error("paused")));
            request.send(piece);
        });
    }

    // Asks for the address to send to: a new one, or that of the unfinished upload of this file.
    async function requestAddress() {
        const facts = { length: file.size, name: file.name, type: file.type, head_sha256: await headOf(file) };
        return (await ask(endpoint, { method: "POST", body: new URLSearchParams(facts) })).address;
    }

    async function once() {
        address ??= await requestAddress();
        for (;;) {
            const standing = await ask(address);
            if (standing.complete) return;
            let sent = standing.received;
            if (sent) callbacks.resumed(sent);
            const numbers = Object.keys(standing.parts).map(Number);
            if (!numbers.length) { await ask(address, { method: "POST" }); return; }
            for (const number of numbers) {
                const begin = (number - 1) * standing.part_bytes;
                const piece = file.slice(begin, Math.min(begin + standing.part_bytes, file.size));
                await put(standing.parts[number], piece, sent);
                sent += piece.size;
            }
        }
    }

    async function run() {
        for (let tries = 0; !stopped; tries += 1) {
            try {
                await once();
                callbacks.arrived();
                return;
            } catch (error) {
                if (stopped) return;
                const { status } = error;
                if ((status >= 400 && status < 500) || status === 507) { callbacks.refused(error.sentence, status); return; }
                callbacks.waiting();
                await new Promise((wake) => { setTimeout(wake, WAITS[Math.min(tries, WAITS.length - 1)]); });
            }
        }
    }

    running = run();
    return {
        pause() { stopped = true; request?.abort(); },
        resume() { if (!stopped) return; stopped = false; running = running.then(run); },
        stop() { stopped = true; request?.abort(); if (address) fetch(address, { method: "DELETE" }).catch(() => {}); },
    };
}
