// A screen in a hall: it asks for its state again and again, and never leaves its page, so that full screen lasts.

const stage = document.querySelector("[data-contest-screen]");
const STORED = "contest-screen";
const OFFLINE_AFTER = 3;

// The device remembers which screen it was: after a power cut it need not be paired again.
function remember() {
    try { localStorage.setItem(STORED, location.pathname); } catch { /* private windows remember nothing */ }
}
const start = document.querySelector("[data-contest-screen-start]");
if (start) {
    let known = null;
    try { known = localStorage.getItem(STORED); } catch { /* as above */ }
    const place = start.querySelector("[data-contest-known]");
    if (known && known.startsWith(location.pathname)) {
        place.hidden = false;
        place.querySelector("a").href = known;
    }
}

const two = (number) => String(number).padStart(2, "0");

function words(seconds) {
    const days = Math.floor(seconds / 86400);
    const clock = [Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(":");
    return days ? `${days} · ${clock}` : clock;
}

class ScreenPage {
    constructor(place) {
        this.place = place;
        this.address = place.dataset.contestScreen.replace(/0\/$/, "");
        this.version = place.dataset.version;
        this.askAfter = Number(place.dataset.askAfter);
        this.ahead = new Date(place.dataset.now) - Date.now();
        this.missed = 0;
    }

    tick() {
        for (const clock of this.place.querySelectorAll("[data-contest-until]")) {
            clock.dataset.words ??= clock.textContent;
            const left = Math.round((new Date(clock.dataset.contestUntil) - Date.now() - this.ahead) / 1000);
            clock.textContent = left > 0 ? words(left) : clock.dataset.words;
        }
    }

    // The largest letters with which everything stands inside the edges.
    fit() {
        const root = document.documentElement;
        for (let percent = 100; percent >= 40; percent -= 4) {
            root.style.setProperty("--fit", percent / 100);
            const scene = this.place.querySelector(".scene");
            if (!scene) return;
            const room = this.place.getBoundingClientRect();
            if (scene.scrollHeight <= room.height && scene.scrollWidth <= room.width) return;
        }
    }

    draw() {
        this.tick();
        this.fit();
    }

    async ask() {
        try {
            const answer = await fetch(`${this.address}${this.version}/`, { cache: "no-store" });
            this.askAfter = Number(answer.headers.get("X-Contest-Ask-After")) || this.askAfter;
            if (answer.status === 200) {
                const state = await answer.json();
                this.version = state.version;
                this.ahead = new Date(state.now) - Date.now();
                this.place.dataset.scene = state.scene;
                // Made by our own server, of its own templates.
                this.place.innerHTML = state.html;
                this.draw();
            }
            this.missed = answer.status < 400 ? 0 : this.missed + 1;
        } catch {
            this.missed += 1; // what it shows stays, and its clock goes on
        }
        document.querySelector("[data-contest-offline]").hidden = this.missed < OFFLINE_AFTER;
        setTimeout(() => this.ask(), this.askAfter);
    }
}

if (stage) {
    remember();
    const page = new ScreenPage(stage);
    page.draw();
    setInterval(() => page.tick(), 250);
    addEventListener("resize", () => page.fit());
    document.fonts?.ready.then(() => page.fit());
    setTimeout(() => page.ask(), page.askAfter);
}

const full = document.querySelector("[data-contest-full]");
if (full && document.documentElement.requestFullscreen) {
    full.hidden = false;
    full.addEventListener("click", () => document.documentElement.requestFullscreen());
    document.addEventListener("fullscreenchange", () => { full.hidden = Boolean(document.fullscreenElement); });
}
