// A juror's sheet: the sum moves while points are typed, blank is marked, and everything is kept on this device first,
// then on the server; what an open line has not taken is sent again until it has.

const form = document.querySelector("form[data-contest-jury]");
const saved = document.querySelector("[data-contest-saved]");
const total = document.querySelector("[data-contest-total]");
const key = `contest-jury ${form?.dataset.key}`;
const SOON = 800;
const AGAIN = 10000;

/** Return points as thousandths, null for blank, NaN for what is no number of points. */
function read(text) {
    const written = text.replace(/\s/g, "").replace("½", ",5").replace(",", ".");
    if (!written) return null;
    return /^[0-9]{1,6}(\.[0-9]{1,3})?$/.test(written) ? Math.round(Number(written) * 1000) : NaN;
}

const write = (thousandths) => new Intl.NumberFormat("vi", { maximumFractionDigits: 2 }).format(thousandths / 1000);

function sum() {
    let sumOf = 0;
    let complete = true;
    for (const row of form.querySelectorAll("[data-most]")) {
        const field = row.querySelector("input");
        const points = read(field.value);
        row.querySelector("[data-contest-blank]").hidden = points !== null;
        const isWrong = Number.isNaN(points) || points > Number(row.dataset.most) || points % Number(row.dataset.step) !== 0;
        field.classList.toggle("is-invalid", points !== null && isWrong);
        if (points === null || isWrong) complete = false;
        else sumOf += points * Number(row.dataset.weight) / 100;
    }
    total.textContent = complete ? write(sumOf) : "–";
}

// Each change has the device's time as its number: of two devices the later one stays, however late its request arrives.
let change = 0;

function keep() {
    change = Date.now();
    const fields = Object.fromEntries([...new FormData(form)].filter(([name]) => !["csrfmiddlewaretoken", "op_id"].includes(name)));
    try {
        localStorage.setItem(key, JSON.stringify({ change, fields }));
    } catch { /* A browser that keeps nothing: the server's copy is the only one. */ }
}

function forget() {
    try {
        localStorage.removeItem(key);
    } catch { /* Nothing was kept. */ }
}

function stored() {
    try {
        return JSON.parse(localStorage.getItem(key));
    } catch {
        return null;
    }
}

function restore() {
    const kept = stored();
    if (!kept || kept.change < Number(form.dataset.change)) return false;
    change = kept.change;
    const { fields } = kept;
    for (const [name, value] of Object.entries(fields)) {
        const field = form.elements.namedItem(name);
        if (field && field.type !== "checkbox") field.value = value;
    }
    return Object.keys(fields).length > 0;
}

let timer = null;
let saving = false;
let again = false;

async function save() {
    if (saving) { again = true; return; }
    saving = true;
    saved.textContent = form.dataset.saving;
    const data = new FormData(form);
    data.set("save", "auto");
    data.set("change", String(change));
    try {
        const answer = await fetch(location.href, { method: "POST", body: data, credentials: "same-origin" });
        const words = await answer.json();  // a hotel's sign-in page answers too, and not with this
        saved.textContent = answer.ok ? `${words.message} ${new Date().toLocaleTimeString("vi", { hour: "2-digit", minute: "2-digit" })}` : words.message;
        if (answer.ok && !again) forget();
    } catch {
        saved.textContent = form.dataset.offline;
        clearTimeout(timer);
        timer = setTimeout(save, AGAIN);
    }
    saving = false;
    if (again) { again = false; save(); }
}

function soon() {
    keep();
    sum();
    clearTimeout(timer);
    timer = setTimeout(save, SOON);
}

if (form) {
    if (restore()) timer = setTimeout(save, SOON);
    form.addEventListener("input", soon);
    form.addEventListener("submit", () => clearTimeout(timer));
    window.addEventListener("online", () => { if (change) save(); });
    sum();
}
