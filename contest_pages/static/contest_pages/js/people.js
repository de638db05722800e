// The people of a registration: add and remove rows, number them, open what minors need.
// Without this script the server adds a row, and a ticked box removes one.

const MINOR_BELOW = 18;

function birthDate(text) {
    const [, day, month, year] = text.trim().match(/^(\d{1,2})[\s./-](\d{1,2})[\s./-](\d{4})$/) ?? [];
    return year ? new Date(Number(year), Number(month) - 1, Number(day)) : null;
}

function isMinor(born) {
    const grown = new Date(born);
    grown.setFullYear(grown.getFullYear() + MINOR_BELOW);
    return born < new Date() && grown > new Date();
}

function wakeRow(row) {
    const guardian = row.querySelector("[data-contest-guardian]");
    const birth = row.querySelector("input[name$='-birth_date']");
    if (!guardian || !birth) return; // the contact of a unit: nobody's age is asked
    const follow = () => {
        const born = birthDate(birth.value);
        const filled = [...guardian.querySelectorAll("input")].some((i) => (i.type === "checkbox" ? i.checked : i.value));
        guardian.open = filled || Boolean(guardian.querySelector(".invalid-feedback")) || (born !== null && isMinor(born));
        guardian.hidden = !guardian.open;
    };
    birth.addEventListener("change", follow);
    follow();
}

for (const people of document.querySelectorAll("[data-contest-people]")) {
    const total = people.querySelector("input[name$='-TOTAL_FORMS']");
    const told = people.querySelector("[data-contest-told]");
    const template = people.querySelector("template[data-contest-person]");
    const more = people.querySelector("[data-contest-more]");
    const rows = () => [...people.querySelectorAll("[data-contest-row]")].filter((row) => !row.hidden);
    const number = () => rows().forEach((row, place) => {
        const shown = row.querySelector("[data-contest-number]");
        if (shown) shown.textContent = place + 1;
    });
    const removable = (row) => {
        const holder = row.querySelector("[data-contest-remove]");
        if (!holder) return;
        const box = holder.querySelector("input");
        const button = document.createElement("button");
        button.type = "button";
        button.className = "btn btn-outline-danger btn-sm mb-3";
        button.textContent = holder.querySelector("label").textContent;
        button.addEventListener("click", () => {
            box.checked = true;
            const before = rows()[rows().indexOf(row) - 1];
            row.hidden = true;
            number();
            told.textContent = told.dataset.removed;
            before?.querySelector("input:not([type=hidden])")?.focus();
        });
        holder.hidden = true;
        holder.after(button);
    };
    const wake = (row) => { wakeRow(row); removable(row); };
    rows().forEach(wake);
    people.querySelector("[data-contest-add]")?.addEventListener("click", (event) => {
        event.preventDefault();
        const holder = document.createElement("div");
        holder.innerHTML = template.innerHTML.replaceAll("__prefix__", total.value);
        const row = holder.firstElementChild;
        more.before(row);
        total.value = Number(total.value) + 1;
        wake(row);
        number();
        followKind();
        told.textContent = told.dataset.added;
        row.querySelector("input:not([type=hidden])").focus();
    });
    const kinds = people.closest("form").querySelectorAll("[data-contest-kinds] input[type=radio]");
    const followKind = () => {
        const kind = [...kinds].find((radio) => radio.checked)?.value;
        if (kind && more) more.hidden = kind === "individual";
        for (const box of people.querySelectorAll("input[name$='-is_main']")) {
            if (kind) box.closest(".form-check").hidden = kind !== "team";
        }
    };
    kinds.forEach((radio) => radio.addEventListener("change", followKind));
    followKind();
}
