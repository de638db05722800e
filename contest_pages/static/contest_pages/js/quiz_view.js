// What is seen of an attempt follows the address: #kiem-tra is the summary, #cau-3 a question. So the back button, the
// dots and the links of the summary need nothing else. One question a screen, unless the contestant chose all of them.

const CHOICE = "contest-quiz-all";
const SUMMARY = "#kiem-tra";

function choseAll() {
    try { return localStorage.getItem(CHOICE) === "1"; } catch { return false; }
}

/** Choose an option by its letter while the focus is in its question. */
function chooseByLetter(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input.form-control")) return;
    const options = document.activeElement.closest("fieldset")?.querySelectorAll(".contest-answer") ?? [];
    for (const option of options) {
        if (option.querySelector("b").textContent !== event.key.toUpperCase()) continue;
        const choice = option.querySelector("input");
        choice.focus();
        choice.click();
    }
}

export function openView(form) {
    const part = (name) => form.querySelector(`[data-contest-${name}]`);
    const [questions, summary, steps, dots] = ["questions", "summary", "steps", "dots"].map(part);
    const prediction = form.elements["du-doan"];
    const predicted = prediction?.closest("fieldset");
    const blocks = [...questions.querySelectorAll("fieldset")].filter((block) => block !== predicted);
    const [back, next] = steps.querySelectorAll("a");
    let isStepped = !choseAll();
    let shown = null; // the address that was shown last

    if (predicted) {
        // The summary asks for the prediction; a contestant who types it already goes on there.
        const isTyping = document.activeElement === prediction;
        part("prediction-place").replaceWith(predicted);
        if (isTyping) location.hash = SUMMARY;
        if (isTyping) setTimeout(() => prediction.focus());
        prediction.addEventListener("input", () => { part("unpredicted").hidden = true; });
    }

    const isAnswered = (block) => Boolean(block.querySelector("input:checked"));

    function refresh() {
        const open = blocks.filter((block) => !isAnswered(block));
        for (const place of form.querySelectorAll("[data-contest-answered], [data-contest-count]")) {
            place.textContent = form.dataset.total - open.length;
        }
        for (const link of form.querySelectorAll("[data-contest-of]")) {
            const block = document.getElementById(link.dataset.contestOf);
            link.classList.toggle("is-open", open.includes(block));
            const letter = link.querySelector("[data-contest-letter]");
            if (letter) letter.textContent = block.querySelector("input:checked + b")?.textContent ?? "–";
        }
        for (const link of form.querySelectorAll("[data-contest-open] a")) {
            link.hidden = !open.some((block) => block.id === link.hash.slice(1));
        }
        part("open").hidden = !open.length;
        part("confirm").hidden = Boolean(open.length && form.dataset.all);
    }

    /** Say whether a prediction is there where one is asked for; else ask for it. */
    function isComplete() {
        const isMissing = prediction?.value.trim() === "";
        if (prediction) part("unpredicted").hidden = !isMissing;
        if (isMissing) prediction.focus();
        return !isMissing;
    }

    function put(link, block) {
        link.hidden = !block;
        if (block) link.href = `#${block.id}`;
    }

    function show(moves) {
        shown = location.hash;
        const isSummary = [SUMMARY, `#${predicted?.id}`].includes(location.hash);
        questions.hidden = isSummary;
        summary.hidden = !isSummary;
        steps.hidden = isSummary || !isStepped;
        dots.hidden = !isStepped;
        form.classList.toggle("is-stepped", isStepped);
        const asked = blocks.findIndex((block) => block.id === location.hash.slice(1));
        const open = blocks.findIndex((block) => !isAnswered(block));
        const place = Math.max(asked === -1 ? open : asked, 0);
        const isLast = place === blocks.length - 1;
        for (const block of blocks) block.hidden = isStepped && block !== blocks[place];
        put(back, blocks[place - 1]);
        put(next, blocks[place + 1]);
        part("buttons").hidden = isSummary;
        part("buttons").classList.toggle("is-aside", isStepped && !isLast);
        part("counts").hidden = isSummary;
        dots.querySelectorAll("a").forEach((dot, number) => {
            if (number === place && !isSummary) dot.setAttribute("aria-current", "step");
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

    /** Go to a question or to the summary at once: keys that follow must not meet the one before. */
    function go(hash) {
        location.hash = hash;
        show(true);
    }

    part("view").hidden = false;
    part("view").addEventListener("click", () => {
        isStepped = !isStepped;
        try { localStorage.setItem(CHOICE, isStepped ? "" : "1"); } catch { /* chosen for this page alone */ }
        show(true);
    });
    // Enter in the middle goes on to the next question, not to the end.
    form.addEventListener("keydown", (event) => {
        if (event.key === "Enter" && isStepped && !next.hidden && event.target.matches("input[type=radio]")) {
            event.preventDefault();
            go(next.hash);
        } else if (event.key === "Enter" && event.target === prediction) {
            event.preventDefault();
            summary.querySelector("button").focus();
        } else {
            chooseByLetter(event);
        }
    });
    addEventListener("hashchange", () => { if (location.hash !== shown) show(true); });
    show(location.hash.length > 1);
    return { refresh, isComplete, openSummary: () => go(SUMMARY) };
}
