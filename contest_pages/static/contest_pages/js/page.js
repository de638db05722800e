// Optional enhancements of public pages.

if (document.querySelector("form.contest-form, form[data-contest-form]")) {
    import("./forms.js");
    import("./people.js");
    import("./units.js");
}

if (document.querySelector("[data-contest-follow]")) import("./follow.js");

// A countdown in the last two days; before them the server's words (“5 days left”) are right until midnight.
const TWO_DAYS = 48 * 3600 * 1000;
function count() {
    let waits = false;
    for (const clock of document.querySelectorAll("[data-contest-until]")) {
        const left = new Date(clock.dataset.contestUntil) - Date.now();
        if (left > TWO_DAYS) continue;
        waits = waits || left > 0;
        const minutes = Math.ceil(left / 60000);
        clock.textContent = left > 0
            ? clock.dataset.wordsHours.replace("{hours}", Math.floor(minutes / 60)).replace("{minutes}", minutes % 60)
            : clock.dataset.wordsOver;
    }
    if (waits) setTimeout(count, 20000);
}
count();

// The one action of a contest stays within reach on phones once its own button is out of sight.
for (const bar of document.querySelectorAll("[data-contest-stick]")) {
    const action = document.getElementById(bar.dataset.contestStick);
    if (!action || !window.IntersectionObserver) continue;
    new IntersectionObserver(([entry]) => { bar.hidden = entry.isIntersecting; }).observe(action);
}

for (const button of document.querySelectorAll("[data-contest-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
}

// The moment of printing, beside the moment of what the page says.
for (const words of document.querySelectorAll("[data-contest-printed]")) {
    addEventListener("beforeprint", () => {
        const now = new Date();
        const two = (number) => String(number).padStart(2, "0");
        const day = `${two(now.getDate())}/${two(now.getMonth() + 1)}/${now.getFullYear()}`;
        words.querySelector("span").textContent = `${two(now.getHours())}:${two(now.getMinutes())}, ${day}`;
        words.hidden = false;
    });
}

// Contents stand beside the text where there is room; on a phone they would push it off the screen.
if (!window.matchMedia("(min-width: 62rem)").matches) {
    for (const fold of document.querySelectorAll("[data-contest-fold]")) fold.open = false;
}

// Sharing: the phone's own sheet, or the address in the clipboard.
for (const box of document.querySelectorAll("[data-contest-share]")) {
    const { title, text, address, wordsCopied } = box.dataset;
    const send = box.querySelector("[data-contest-send]");
    const copy = box.querySelector("[data-contest-copy]");
    if (navigator.share && send) {
        send.hidden = false;
        send.addEventListener("click", () => navigator.share({ title, text, url: address }).catch(() => {}));
    }
    if (navigator.clipboard) {
        copy.hidden = false;
        copy.addEventListener("click", async () => {
            await navigator.clipboard.writeText(text ? `${text} ${address}` : address);
            box.querySelector("[data-contest-says]").textContent = wordsCopied;
        });
    }
}

// A video of another site is loaded in place on click.
for (const box of document.querySelectorAll("[data-contest-outside]")) {
    box.querySelector("a").addEventListener("click", (event) => {
        event.preventDefault();
        const frame = document.createElement("iframe");
        frame.src = box.dataset.contestOutside;
        frame.title = box.dataset.title;
        frame.allow = "fullscreen; picture-in-picture";
        frame.allowFullscreen = true;
        frame.referrerPolicy = "strict-origin-when-cross-origin";
        box.replaceChildren(frame);
        frame.focus();
    });
}

// A broadcaster's own stream (HLS) plays in the browser's player; a browser that has none follows the link.
for (const box of document.querySelectorAll("[data-contest-stream]")) {
    const video = document.createElement("video");
    if (!video.canPlayType("application/vnd.apple.mpegurl")) continue;
    const before = [...box.childNodes];
    box.querySelector("a").addEventListener("click", (event) => {
        event.preventDefault();
        video.controls = video.autoplay = video.playsInline = true;
        video.setAttribute("aria-label", box.dataset.title);
        video.src = box.dataset.contestStream;
        video.addEventListener("error", () => box.replaceChildren(...before), { once: true });
        box.replaceChildren(video);
        video.focus();
    });
}

// A PDF is read in place: its reader is loaded on the first click.
for (const button of document.querySelectorAll("[data-contest-read]")) {
    button.hidden = false;
    button.setAttribute("aria-expanded", "false");
    button.addEventListener("click", async () => (await import("./reader.js")).toggle(button));
}

// Without scripts a form has its button; with them a changed choice is enough.
for (const form of document.querySelectorAll("form.contest-filter")) {
    form.addEventListener("change", (event) => {
        if (event.target.matches("select")) form.requestSubmit();
    });
    // Empty parameters are left out of the URL.
    form.addEventListener("formdata", (event) => {
        for (const [name, value] of [...event.formData]) if (value === "") event.formData.delete(name);
    });
}
