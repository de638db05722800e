// The launch wall: a countdown by the server's clock, full screen; undo is hidden after its minute.

const main = document.querySelector("[data-contest-now]");
const ahead = new Date(main.dataset.contestNow) - Date.now();
const left = (until) => Math.round((until - Date.now() - ahead) / 1000);
const two = (number) => String(number).padStart(2, "0");

for (const place of document.querySelectorAll("[data-contest-until]")) {
    const until = new Date(place.dataset.contestUntil);
    const isForm = place.tagName === "FORM";
    const words = place.textContent;
    const tick = () => {
        const seconds = left(until);
        if (isForm) {
            place.hidden = seconds < 0;
        } else if (seconds <= 0) {
            place.textContent = words;
        } else {
            const days = Math.floor(seconds / 86400);
            const clock = [Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(":");
            place.textContent = days ? `${days} · ${clock}` : clock;
        }
    };
    tick();
    setInterval(tick, 1000);
}

const full = document.querySelector("[data-contest-full]");
if (document.documentElement.requestFullscreen) {
    full.hidden = false;
    full.addEventListener("click", () => document.documentElement.requestFullscreen());
    document.addEventListener("fullscreenchange", () => { full.hidden = Boolean(document.fullscreenElement); });
}
