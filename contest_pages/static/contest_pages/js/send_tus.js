// Upload a file by tus: chunks that arrived are kept, and the same file resumes where it stopped.

const SMALL = 4 * 1048576;
const LARGE = 16 * 1048576;
const DELAYS = [0, 1000, 3000, 5000, 10000, 20000, 30000];

export function sendByTus(file, { endpoint, key, callbacks }) {
    let paused = false;
    let timer = null;
    let began = 0;

    const upload = new window.tus.Upload(file, {
        endpoint,
        chunkSize: SMALL,
        retryDelays: DELAYS,
        removeFingerprintOnSuccess: true,
        fingerprint: async () => key,
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
                callbacks.refused(error.originalResponse.getBody() || String(status));
                return;
            }
            // All retries have failed: the connection is lost for longer. Keep trying silently.
            if (!paused) { callbacks.waiting(); timer = setTimeout(start, 30000); }
        },
        onSuccess() { callbacks.arrived(); },
    });

    async function start() {
        clearTimeout(timer);
        const earlier = await upload.findPreviousUploads();
        if (earlier.length && !upload.url) {
            upload.resumeFromPreviousUpload(earlier[0]);
            callbacks.resumed(0);
        }
        if (!paused) upload.start();
    }

    start();
    return {
        pause() { paused = true; clearTimeout(timer); upload.abort(); },
        resume() { paused = false; upload.abort().then(start); },
        stop() { paused = true; clearTimeout(timer); upload.abort(true).catch(() => {}); },
    };
}
