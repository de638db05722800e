// The waiting page: poll for a place; a lost connection only delays the next poll.
const form = document.querySelector("[data-contest-waiting]");
function ask() {
    if (navigator.onLine) form.requestSubmit();
    else setTimeout(ask, 3000);
}
setTimeout(ask, 1000 * Number(form.dataset.contestWaiting));
