// A list of units becomes a field to type into: the server finds names without marks, codes and old names.
// The list itself stays in the form and holds what was chosen; without this script it is the field. What is typed and not
// chosen is sent beside it: the server takes it where it names one unit, and asks otherwise.

const WAIT = 150;

for (const select of document.querySelectorAll("select[data-contest-units]")) {
    const words = select.dataset;
    const chosen = () => (select.value ? select.selectedOptions[0].textContent.trim() : "");
    const box = document.createElement("div");
    box.className = "contest-chooser";
    const input = document.createElement("input");
    Object.assign(input, {
        type: "text",
        name: `${select.name}_typed`,
        className: "form-control",
        autocomplete: "off",
        placeholder: words.wordType,
        value: chosen() || words.typed || "",
    });
    const list = document.createElement("ul");
    Object.assign(list, { className: "contest-chooser__list", hidden: true, id: `${select.id}-list` });
    const announcement = document.createElement("p");
    announcement.className = "visually-hidden";
    announcement.setAttribute("role", "status");
    list.setAttribute("role", "listbox");
    const problem = document.createElement("p");
    Object.assign(problem, { className: "invalid-feedback", hidden: true, id: `${select.id}-choose`, textContent: words.wordChoose });
    for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id })) input.setAttribute(name, value);
    // Label, help and errors belong to the visible field.
    const label = document.querySelector(`label[for="${select.id}"]`);
    input.id = select.id;
    select.id = `${input.id}-all`;
    list.setAttribute("aria-label", label?.textContent.trim() ?? "");
    for (const name of ["aria-describedby", "aria-invalid"]) if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
    if (select.classList.contains("is-invalid")) input.classList.add("is-invalid");
    input.required = select.required;
    select.required = false;
    box.append(input, list, announcement, problem);
    select.before(box);
    select.hidden = true;
    box.parentElement.querySelector("[data-contest-open-unit]")?.remove();

    const options = () => [...list.querySelectorAll("[role=option]")];
    const current = () => list.querySelector("[aria-selected=true]");
    const close = () => {
        list.hidden = true;
        input.setAttribute("aria-expanded", "false");
        input.removeAttribute("aria-activedescendant");
    };
    const mark = (option) => {
        current()?.setAttribute("aria-selected", "false");
        option.setAttribute("aria-selected", "true");
        input.setAttribute("aria-activedescendant", option.id);
        option.scrollIntoView({ block: "nearest" });
    };
    const say = (isOpen) => {
        if (isOpen === !problem.hidden) return;
        problem.hidden = !isOpen;
        problem.classList.toggle("d-block", isOpen);
        input.classList.toggle("is-invalid", isOpen);
        input.setCustomValidity(isOpen ? words.wordChoose : "");
        const described = (input.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id && id !== problem.id);
        input.setAttribute("aria-describedby", (isOpen ? [...described, problem.id] : described).join(" "));
    };
    const choose = (option) => {
        const { value, name } = option.dataset;
        if (![...select.options].some((known) => known.value === value)) select.add(new Option(name, value));
        select.value = value;
        input.value = name;
        say(false);
        select.dispatchEvent(new Event("change", { bubbles: true }));
        close();
    };
    let asked = 0;
    let timer;
    let listed = null; // the words whose options stand in the list
    const search = async () => {
        const number = ++asked;
        const typed = input.value.trim();
        listed = null;
        if (typed.length < 2) { close(); return; }
        try {
            const answer = await fetch(`${words.contestUnits}${words.contestUnits.includes("?") ? "&" : "?"}q=${encodeURIComponent(typed)}`);
            if (number !== asked || !answer.ok) return;
            const found = await answer.text();
            if (number !== asked) return;
            list.innerHTML = found;
            listed = typed;
        } catch {
            return; // the connection is lost: further typing searches again
        }
        const count = options().length;
        if (!count) list.innerHTML = `<li class="contest-note">${words.wordNone}</li>`;
        announcement.textContent = count ? `${count} ${words.wordCount}` : words.wordNone;
        list.hidden = document.activeElement !== input;
        input.setAttribute("aria-expanded", String(!list.hidden));
    };
    const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").replace(/\s+/g, " ").trim().toLowerCase();
    const named = (text) => plain(text).replace(/^(ubnd|uy ban nhan dan|dang uy|hdnd|hoi dong nhan dan) /, "");
    // The only match is taken, or the only one of exactly this name; else the words stay, with what to do.
    const settle = async () => {
        const typed = input.value.trim();
        if (select.value || !typed) { say(false); return; }
        if (listed !== typed) await search();
        close();
        if (select.value || input.value.trim() !== typed) return;
        if (listed !== typed && typed.length > 1) return; // no connection: the server decides
        const present = options().filter((option) => !("former" in option.dataset));
        const exact = present.filter((option) => [plain(typed), named(typed)].includes(plain(option.dataset.name)));
        if (typed.length > 1 && exact.length === 1) choose(exact[0]);
        else if (typed.length > 1 && options().length === 1 && present.length === 1) choose(present[0]);
        else say(true);
    };
    input.addEventListener("input", () => {
        if (input.value.trim() !== chosen()) select.value = "";
        say(false);
        clearTimeout(timer);
        timer = setTimeout(search, WAIT);
    });
    input.addEventListener("keydown", (event) => {
        const all = options();
        if (event.key === "Escape" && !list.hidden) {
            event.preventDefault();
            close();
        } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && all.length) {
            event.preventDefault();
            if (list.hidden) { list.hidden = false; input.setAttribute("aria-expanded", "true"); }
            const step = event.key === "ArrowDown" ? 1 : -1;
            const place = all.indexOf(current());
            mark(all.at((place === -1 && step === -1 ? 0 : place + step + all.length) % all.length));
        } else if (event.key === "Enter" && !list.hidden && current()) {
            event.preventDefault();
            choose(current());
        }
    });
    list.addEventListener("mousedown", (event) => {
        const option = event.target.closest("[role=option]");
        event.preventDefault(); // the field keeps the focus
        if (option) choose(option);
    });
    input.addEventListener("blur", () => {
        clearTimeout(timer);
        close();
        settle();
    });
    if (words.typed) settle();
}
