// Count which parts of a video were played, also across a change of its quality, and at any speed.

// Returns the union of spans [begin, end], in order.
function union(spans) {
    const merged = [];
    for (const [begin, end] of spans.sort((a, b) => a[0] - b[0])) {
        const last = merged.at(-1);
        if (last && begin <= last[1] + 0.25) last[1] = Math.max(last[1], end);
        else merged.push([begin, end]);
    }
    return merged;
}

function read(text) {
    return text.split(",").filter(Boolean).map((span) => span.split("-").map(Number));
}

// Keeps the spans in `field` as "0-12.5,30-41" and shows their share of the video in `shown`.
export function countWatched(video, field, shown) {
    const { seconds, little, words, wordsLittle } = shown.dataset;
    const before = field.value ? read(field.value) : [[0, 0]];
    let kept = before;

    function show() {
        const length = Number(seconds) || video.duration;
        if (!length) return;
        const covered = kept.reduce((sum, [begin, end]) => sum + end - begin, 0);
        const percent = Math.min(100, Math.floor((covered / length) * 100 + 0.99));
        const isLittle = percent < Number(little) && field.form.querySelector("[name=decision]:checked");
        shown.textContent = (isLittle ? wordsLittle : words).replace("{percent}", percent);
        shown.classList.toggle("contest-late", Boolean(isLittle));
    }

    function note() {
        const { played } = video;
        const now = Array.from({ length: played.length }, (_, place) => [played.start(place), played.end(place)]);
        kept = union([...kept, ...now].map(([begin, end]) => [begin, end]));
        field.value = kept.map(([begin, end]) => `${Number(begin.toFixed(2))}-${Number(end.toFixed(2))}`).join(",");
        show();
    }

    for (const moment of ["timeupdate", "pause", "seeking", "ended"]) video.addEventListener(moment, note);
    field.form.addEventListener("change", show);
    note();
}
