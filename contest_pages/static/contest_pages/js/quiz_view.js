// What is seen of an attempt follows the address: #kiem-tra is the summary, #cau-3 a question. So the back button, the
// dots and the links of the summary need nothing else. One question a screen is the contestant's choice, kept here.

const CHOICE = "contest-quiz-steps";
const SUMMARY = "#kiem-tra";

function chosenBefore() {
    try { return localStorage.getItem(CHOICE) === "1"; } catch { return false; }
}

export function openView(form) {
    const part = (name) => form.querySelector(`[data-contest-${name}]`);
    const [questions, summary, steps, dots] = ["questions", "summary", "steps", "dots"].map(part);
    const blocks = [...questions.querySelectorAll("fieldset")];
    const prediction = form.elements["du-doan"];
    const [back, next] = steps.querySelectorAll("a");
    let isStepped = chosenBefore();

    const isAnswered = (block) => Boolean(block.querySelector("input:checked") || block.querySelector("input.form-control")?.value.trim());

    function refresh() {
        const open = blocks.filter((block) => !isAnswered(block));
        const openQuestions = open.filter((block) => !block.contains(prediction));
        for (const place of form.querySelectorAll("[data-contest-answered], [data-contest-count]")) {
            place.textContent = form.dataset.total - openQuestions.length;
        }
        for (const link of form.querySelectorAll("[data-contest-of]")) {
            const block = document.getElementById(link.dataset.contestOf);
            link.classList.toggle("is-open", open.includes(block));
            const letter = link.querySelector("[data-contest-letter]");
            if (letter) letter.textContent = block.querySelector("input:checked + span b")?.textContent.replace(".", "") ?? "–";
        }
        for (const link of form.querySelectorAll("[data-contest-open] a")) {
            link.hidden = !open.some((block) => block.id === link.hash.slice(1));
        }
        part("open").hidden = !openQuestions.length;
        const typed = prediction?.value.trim();
        part("confirm").hidden = Boolean((openQuestions.length && form.dataset.all) || typed === "");
        if (prediction) {
            part("typed").textContent = typed || "–";
            part("unpredicted").hidden = Boolean(typed);
        }
    }

    function put(link, block, word) {
        link.hidden = !block;
        if (block) {
            link.href = `#${block.id}`;
            link.textContent = word.replace("{step}", block.dataset.name);
        }
    }

    function show(moves) {
        const isSummary = location.hash === SUMMARY;
        questions.hidden = isSummary;
        summary.hidden = !isSummary;
        steps.hidden = dots.hidden = isSummary || !isStepped;
        form.classList.toggle("is-stepped", isStepped);
        const asked = blocks.findIndex((block) => block.id === location.hash.slice(1));
        const open = blocks.findIndex((block) => !isAnswered(block));
        const place = Math.max(asked === -1 ? open : asked, 0);
        const isLast = place === blocks.length - 1;
        for (const block of blocks) block.hidden = isStepped && block !== blocks[place];
        put(back, blocks[place - 1], form.dataset.wordBack);
        put(next, blocks[place + 1], form.dataset.wordNext);
        part("buttons").hidden = isStepped && !isLast;
        dots.querySelectorAll("a").forEach((dot, number) => {
            if (number === place) dot.setAttribute("aria-current", "step");
            else dot.removeAttribute("aria-current");
        });
        part("view").textContent = isStepped ? form.dataset.wordAll : form.dataset.wordSteps;
        refresh();
        if (!moves) return;
        const target = isSummary ? summary.querySelector("h2") : blocks[place].querySelector("legend");
        target.tabIndex = -1;
        (isSummary || isStepped ? form : blocks[place]).scrollIntoView();
        target.focus({ preventScroll: true });
    }

    part("view").hidden = false;
    part("view").addEventListener("click", () => {
        isStepped = !isStepped;
        try { localStorage.setItem(CHOICE, isStepped ? "1" : ""); } catch { /* chosen for this page alone */ }
        show(true);
    });
    // Enter in the middle goes on to the next question, not to the end.
    form.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" || !isStepped || next.hidden || !event.target.matches("input")) return;
        event.preventDefault();
        location.hash = next.hash;
    });
    addEventListener("hashchange", () => show(true));
    show(location.hash.length > 1);
    return { refresh, openSummary() { if (location.hash === SUMMARY) show(true); else location.hash = SUMMARY; } };
}
