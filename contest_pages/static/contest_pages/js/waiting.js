// The queue: ask again by itself. A line that is gone for a moment costs nothing but the wait.
const form = document.querySelector("[data-contest-waiting]");
function ask() {
    if (navigator.onLine) form.requestSubmit();
    else setTimeout(ask, 3000);
}
setTimeout(ask, 1000 * Number(form.dataset.contestWaiting));
