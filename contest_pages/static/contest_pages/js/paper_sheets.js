// Paper sheets are typed by keys alone: Enter leads to the next field, in the last one it saves.

const form = document.querySelector("[data-contest-paper]");

function fields() {
    return [...form.querySelectorAll("input:not([type=hidden])")];
}

function begin() {
    const wrong = form.querySelector(".error-message")?.closest("div, td")?.querySelector("input:not([type=hidden])");
    (wrong || fields()[0])?.focus();
    (wrong || fields()[0])?.select();
}

if (form) {
    begin();
    form.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" || event.isComposing || event.target.tagName !== "INPUT") return;
        event.preventDefault();
        const next = fields()[fields().indexOf(event.target) + 1];
        if (next) {
            next.focus();
            next.select();
        } else {
            form.requestSubmit(form.querySelector("button[type=submit]"));
        }
    });
}
