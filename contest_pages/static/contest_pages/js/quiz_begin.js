// Starting a quiz without a name: its page offers to go on with the attempt that this device has begun.
// Only the attempt's address is kept, on this device, and only until the attempt's own page takes it away.

const KEPT = "contest-quiz-begun";

function begun() {
    try { return JSON.parse(localStorage.getItem(KEPT) ?? "{}"); } catch { return {}; }
}
function keep(found) {
    try { localStorage.setItem(KEPT, JSON.stringify(found)); } catch { /* a private window keeps nothing */ }
}

const here = document.querySelector("[data-contest-unnamed]");
if (here) {
    const until = Date.now() + 1000 * Number(here.dataset.keepSeconds);
    keep({ ...begun(), [here.dataset.contestUnnamed]: [location.pathname, until] });
} else {
    const form = document.querySelector("[data-contest-begin]");
    const [path, until] = begun()[form?.dataset.contestBegin] ?? [];
    const offer = document.querySelector("[data-contest-continue]");
    if (offer && path?.startsWith("/") && !path.startsWith("//") && Date.now() < until) {
        offer.querySelector("a").href = path;
        offer.hidden = false;
    }
}
