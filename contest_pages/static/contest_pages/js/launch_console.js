// The operator's console: its parts follow the state, questions and answers come without leaving the page.

const place = document.querySelector("[data-contest-console]");
const PRESENT_EVERY = 10000;
const follow = place.dataset.follow.replace(/0\/$/, "");
let version = place.dataset.version;
let shown = `${location.pathname}${location.search}`;
let isActing = false;

function exchange(html) {
    const found = new DOMParser().parseFromString(`<div>${html}</div>`, "text/html");
    for (const part of found.querySelectorAll("[data-part]")) {
        const old = place.querySelector(`[data-part="${part.dataset.part}"]`);
        if (old && old.dataset.version !== part.dataset.version) {
            const hadFocus = old.contains(document.activeElement);
            old.replaceWith(part);
            const first = part.querySelector("[autofocus], a, button");
            if (hadFocus && first) first.focus();
        }
    }
    later();
}

async function read(address, options = {}) {
    const answer = await fetch(address, {
        ...options, cache: "no-store", headers: { ...options.headers, "X-Contest-Parts": "1" },
    });
    if (answer.redirected) {
        location.assign(answer.url); // the server asks who is at the keyboard, then leads back
        return;
    }
    if (answer.status >= 400 && answer.status !== 409) {
        location.reload(); // not allowed any more: the server says so
        return;
    }
    exchange(await answer.text());
}

// An offer that ends (to take a press back) goes when its time is over.
function later() {
    for (const form of place.querySelectorAll("[data-contest-gone]")) {
        const left = new Date(form.dataset.contestGone) - Date.now();
        setTimeout(() => { form.hidden = true; }, Math.max(0, left));
    }
}

place.addEventListener("click", async (event) => {
    const link = event.target.closest("[data-contest-part]");
    if (!link) return;
    event.preventDefault();
    shown = link.getAttribute("href");
    await read(shown);
});

place.addEventListener("submit", async (event) => {
    const form = event.target.closest("[data-contest-act]");
    if (!form) return;
    event.preventDefault();
    if (isActing) return;
    isActing = true;
    const button = event.submitter ?? form.querySelector("button");
    const body = new FormData(form, button);
    const words = button.textContent;
    button.disabled = true;
    button.setAttribute("aria-busy", "true");
    button.textContent = form.dataset.busy;
    try {
        shown = location.pathname;
        await read(shown, { method: "POST", body });
    } catch {
        button.textContent = words; // the line is broken: it can be pressed again, and counts once
    }
    button.disabled = false;
    button.removeAttribute("aria-busy");
    if (button.isConnected) button.textContent = words;
    isActing = false;
});

async function ask() {
    try {
        const answer = await fetch(`${follow}${version}/`, { cache: "no-store" });
        if (answer.status === 200) {
            version = (await answer.json()).version;
            if (!isActing) await read(shown);
        }
        place.classList.toggle("is-offline", answer.status >= 400);
    } catch {
        place.classList.add("is-offline");
    }
    setTimeout(ask, 1000);
}

function present() {
    const token = place.querySelector("[name=csrfmiddlewaretoken]");
    if (token) fetch(place.dataset.presence, { method: "POST", headers: { "X-CSRFToken": token.value } }).catch(() => {});
}

later();
setTimeout(ask, 1000);
setInterval(present, PRESENT_EVERY);
