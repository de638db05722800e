// Upload a file by tus: chunks that arrived are kept, and the same file goes on where it stopped, whatever its name.

import { headOf } from "./file_head.js";

const SMALL = 4 * 1048576;
const LARGE = 16 * 1048576;
const DELAYS = [0, 1000, 3000, 5000, 10000, 20000, 30000];

const base64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

export function sendByTus(file, { endpoint, callbacks }) {
    let paused = false;
    let timer = null;
    let began = 0;
    let address = null;
    let run = 0; // of several starts, as when the line comes back, the last one counts

    const upload = new window.tus.Upload(file, {
        chunkSize: SMALL,
        retryDelays: DELAYS,
        storeFingerprintForResuming: false,
        onBeforeRequest() { began = performance.now(); },
        // A connection that takes a chunk in less than five seconds gets larger ones.
        onChunkComplete() { upload.options.chunkSize = performance.now() - began < 5000 ? LARGE : SMALL; },
        onProgress(sent) { if (!paused) callbacks.progress(sent); },
        onShouldRetry(error) {
            const status = error.originalResponse?.getStatus() ?? 0;
            if (status === 423) callbacks.busy(); else callbacks.waiting();
            return status === 0 || status >= 500 || [409, 423, 429, 460].includes(status);
        },
        onError(error) {
            const status = error.originalResponse?.getStatus() ?? 0;
            if (status >= 400 && status < 500 && ![409, 423, 460].includes(status)) {
                callbacks.refused(error.originalResponse.getBody(), status);
                return;
            }
            // All retries have failed: the connection is lost for longer. Keep trying silently.
            if (!paused) later();
        },
        onSuccess() { callbacks.arrived(); },
    });

    function later() {
        callbacks.waiting();
        timer = setTimeout(start, navigator.onLine ? 5000 : 30000);
    }

    // Asks for the address to send to: a new one, or that of the unfinished upload of this file.
    async function requestAddress() {
        const metadata = { filename: file.name, filetype: file.type, head_sha256: await headOf(file) };
        const answer = await fetch(endpoint, {
            method: "POST",
            credentials: "same-origin",
            headers: {
                "Tus-Resumable": "1.0.0",
                "Upload-Length": file.size,
                "Upload-Metadata": Object.entries(metadata).filter(([, text]) => text).map(([name, text]) => `${name} ${base64(text)}`).join(","),
            },
        });
        if (answer.ok) {
            const arrived = Number(answer.headers.get("Upload-Offset"));
            if (arrived) callbacks.resumed(arrived);
            return answer.headers.get("Location");
        }
        if (answer.status >= 500 && answer.status !== 507) throw new Error(String(answer.status));
        paused = true;
        callbacks.refused(await answer.text(), answer.status);
        return null;
    }

    async function start() {
        const mine = run += 1;
        clearTimeout(timer);
        address ??= requestAddress();
        try {
            upload.options.uploadUrl = await address;
        } catch {
            address = null;
            if (!paused && mine === run) later();
            return;
        }
        if (!paused && mine === run) upload.start();
    }

    start();
    return {
        pause() { paused = true; clearTimeout(timer); upload.abort(); },
        resume() { paused = false; upload.abort().then(start); },
        stop() { paused = true; clearTimeout(timer); upload.abort(true).catch(() => {}); },
    };
}
