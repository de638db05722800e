// The people of a registration: open what minors need, and show what the kind of registration needs.
// Persons are added and removed by the server.

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
    for (const row of people.querySelectorAll("[data-contest-row]")) wakeRow(row, Number(people.dataset.guardianBelow));
    const form = people.closest("form");
    const kinds = [...form.querySelectorAll("[data-contest-kinds] input[type=radio]")];
    const followKind = () => {
        const kind = kinds.find((radio) => radio.checked)?.value;
        if (!kind) return;
        const more = people.querySelector("[data-contest-more]");
        if (more) more.hidden = kind === "individual";
        const team = form.querySelector("[data-contest-team]");
        if (team) team.hidden = kind !== "team";
        for (const box of people.querySelectorAll("input[name$='-is_main']")) box.closest(".contest-field").hidden = kind !== "team";
    };
    kinds.forEach((radio) => radio.addEventListener("change", followKind));
    followKind();
}
