// The people of a registration: add and remove rows, number them, open what minors need.
// Without this script the server adds a row, and a ticked box removes one.

/** The birth date typed; of a year alone its last day, so that a person who may be a minor counts as one. */
function birthDate(text) {
    if (/^\d{4}$/.test(text.trim())) return new Date(Number(text), 11, 31);
    const [, day, month, year] = text.trim().match(/^(\d{1,2})[\s./-](\d{1,2})[\s./-](\d{4})$/) ?? [];
    return year ? new Date(Number(year), Number(month) - 1, Number(day)) : null;
}

function isMinor(born, below) {
    const grown = new Date(born);
    grown.setFullYear(grown.getFullYear() + below);
    return born < new Date() && grown > new Date();
}

function wakeRow(row, guardianBelow) {
    const guardian = row.querySelector("[data-contest-guardian]");
    const birth = row.querySelector("input[name$='-birth_date']");
    if (!guardian || !birth) return; // the contact of a unit: no age is asked
    const follow = () => {
        const born = birthDate(birth.value);
        const filled = [...guardian.querySelectorAll("input")].some((i) => (i.type === "checkbox" ? i.checked : i.value));
        guardian.open = filled || Boolean(guardian.querySelector(".invalid-feedback")) || (born !== null && isMinor(born, guardianBelow));
        guardian.hidden = !guardian.open;
    };
    birth.addEventListener("change", follow);
    follow();
}

for (const people of document.querySelectorAll("[data-contest-people]")) {
    const total = people.querySelector("input[name$='-TOTAL_FORMS']");
    const announcement = people.querySelector("[data-contest-announcement]");
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
            announcement.textContent = announcement.dataset.removed;
            before?.querySelector("input:not([type=hidden])")?.focus();
        });
        holder.hidden = true;
        holder.after(button);
    };
    const wake = (row) => { wakeRow(row, Number(people.dataset.guardianBelow)); removable(row); };
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
        announcement.textContent = announcement.dataset.added;
        row.querySelector("input:not([type=hidden])").focus();
    });
    const kinds = people.closest("form").querySelectorAll("[data-contest-kinds] input[type=radio]");
    const followKind = () => {
        const kind = [...kinds].find((radio) => radio.checked)?.value;
        if (kind && more) more.hidden = kind === "individual";
        const team = people.closest("form").querySelector("[data-contest-team]");
        if (kind && team) team.hidden = kind !== "team";
        for (const box of people.querySelectorAll("input[name$='-is_main']")) {
            if (kind) box.closest(".form-check").hidden = kind !== "team";
        }
    };
    kinds.forEach((radio) => radio.addEventListener("change", followKind));
    followKind();
}
