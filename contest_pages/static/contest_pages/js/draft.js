// Save a draft while it is being written, show the server's clock, hand in when the video has arrived.

const form = document.querySelector("form[data-contest-draft]");
const saved = document.querySelector("[data-contest-saved]");
const clock = document.querySelector("[data-contest-clock]");

function keepWriting() {
    let timer = null;
    let again = false;
    let saving = false;

    async function save() {
        if (saving) { again = true; return; }
        saving = true;
        const data = new FormData(form);
        for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
        data.set("save", "auto");
        try {
            const answer = await fetch(location.href, { method: "POST", body: data, credentials: "same-origin" });
            const words = await answer.json().catch(() => ({}));
            if (answer.ok) saved.textContent = `${words.message} ${new Date().toLocaleTimeString("vi", { hour: "2-digit", minute: "2-digit" })}`;
            else if (words.message) saved.textContent = words.message;
        } catch {
            saved.textContent = form.dataset.saveFailed;
            timer = setTimeout(save, 15000);
        }
        saving = false;
        if (again) { again = false; save(); }
    }

    const soon = (event) => {
        if (event.target.type === "file") return;
        clearTimeout(timer);
        timer = setTimeout(save, 1200);
    };
    form.addEventListener("input", soon);
    form.addEventListener("change", soon);
    form.addEventListener("submit", () => clearTimeout(timer));
}

// "Hand in" during an upload: the form is submitted when the upload is complete. A second click does nothing.
function handInWhenArrived() {
    let wanted = null;
    form.addEventListener("submit", (event) => {
        if (form.dataset.sending) {
            event.preventDefault();
            wanted = event.submitter;
            form.querySelector("[data-contest-then]").hidden = false;
            return;
        }
        if (form.dataset.sent) { event.preventDefault(); return; }
        form.dataset.sent = "1";
    });
    form.addEventListener("contest:arrived", () => {
        form.querySelector("[data-contest-then]").hidden = true;
        if (wanted) form.requestSubmit(wanted);
    });
    window.addEventListener("pageshow", () => { delete form.dataset.sent; });
}

function tick() {
    const words = clock.dataset;
    const ends = Date.parse(words.ends);
    if (!ends) return;
    const offset = Date.parse(words.now) - Date.now();
    const left = document.createElement("strong");
    clock.querySelector("[data-contest-left]").before(left);
    const put = (text, values) => text.replace(/\{(\w+)\}/g, (_all, name) => values[name]);
    (function again() {
        const seconds = Math.floor((ends - Date.now() - offset) / 1000);
        if (seconds <= 0) { left.textContent = words.over; return; }
        const values = { days: Math.floor(seconds / 86400), hours: Math.floor(seconds / 3600) % 24, minutes: Math.floor(seconds / 60) % 60, seconds: seconds % 60 };
        const time = values.days ? words.days : values.hours ? words.hours : words.minutes;
        left.textContent = put(words.left, { time: put(time, values) });
        setTimeout(again, values.days || values.hours ? 20000 : 1000);
    })();
}

if (form) handInWhenArrived();
if (form?.dataset.contestDraft) keepWriting();
if (clock) tick();
