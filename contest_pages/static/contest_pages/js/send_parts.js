// Send a file in signed parts straight to an object storage; parts that have arrived are not sent again.

const WAITS = [1000, 3000, 5000, 10000, 20000, 30000];

export function sendInParts(file, { endpoint, key, callbacks }) {
    let stopped = false;
    let request = null;
    let address = localStorage.getItem(key);
    let running = null;

    async function ask(where, options = {}) {
        const answer = await fetch(where, { credentials: "same-origin", cache: "no-store", ...options });
        const words = await answer.json().catch(() => ({}));
        if (answer.status === 404 || answer.status === 410) { localStorage.removeItem(key); address = null; throw new Error("gone"); }
        if (answer.status >= 400 && answer.status < 500 && answer.status !== 429) throw Object.assign(new Error("refused"), { sentence: words.message ?? String(answer.status) });
        if (!answer.ok) throw new Error(String(answer.status));
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

    async function once() {
        if (!address) {
            address = (await ask(endpoint, { method: "POST", body: new URLSearchParams({ length: file.size }) })).address;
            localStorage.setItem(key, address);
        }
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
                localStorage.removeItem(key);
                callbacks.arrived();
                return;
            } catch (error) {
                if (stopped) return;
                if (error.sentence) { callbacks.refused(error.sentence); return; }
                callbacks.waiting();
                await new Promise((wake) => { setTimeout(wake, WAITS[Math.min(tries, WAITS.length - 1)]); });
            }
        }
    }

    running = run();
    return {
        pause() { stopped = true; request?.abort(); },
        resume() { if (!stopped) return; stopped = false; running = running.then(run); },
        stop() { stopped = true; request?.abort(); localStorage.removeItem(key); if (address) fetch(address, { method: "DELETE" }).catch(() => {}); },
    };
}
