// The receipt is there: the copy of the answers on this device has done its work. What differs from the receipt was
// chosen too late to be sent; the contestant is told so instead of wondering.

import { keyOf, readStore } from "./quiz_store.js";

const receipt = document.querySelector("[data-contest-receipt]");
const key = keyOf(receipt.dataset.contestReceipt);
const counted = JSON.parse(receipt.dataset.counted);
const late = Object.entries(readStore(key)).filter(([name, [value]]) => String(counted[name] ?? "") !== value);
if (late.length) {
    document.querySelector("[data-contest-late]").hidden = false;
} else {
    try { localStorage.removeItem(key); } catch { /* it was never kept */ }
}
