// What is typed, in words beside its field: an amount, a time. The server says the words, so that there is one rule.

const fields = "input[data-contest-words]";
const waits = new WeakMap();

function output(field) {
    const id = `${field.id}-words`;
    let shown = document.getElementById(id);
    if (!shown) {
        shown = document.createElement("output");
        shown.id = id;
        shown.htmlFor = field.id;
        shown.className = "contest-words-beside";
        field.after(shown);
    }
    return shown;
}

async function say(field) {
    const typed = field.value;
    const address = `${field.dataset.contestWords}?${new URLSearchParams({ text: typed })}`;
    let words = "";
    try {
        if (typed.trim()) words = (await (await fetch(address)).json()).words;
    } catch { /* without a connection the field stands without its words */ }
    if (field.value === typed) output(field).textContent = words;
}

document.addEventListener("input", ({ target }) => {
    if (!target.matches?.(fields)) return;
    clearTimeout(waits.get(target));
    waits.set(target, setTimeout(say, 250, target));
});
for (const field of document.querySelectorAll(fields)) if (field.value) say(field);
