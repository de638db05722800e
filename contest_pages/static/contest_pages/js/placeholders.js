// Placeholders beside a form become buttons that put themselves where the cursor is; without this they are typed.

const FIELDS = "textarea, input[type=text]";

/** Put a placeholder in place of what is selected in a field, as if it were typed. */
function insert(field, text) {
    field.focus();
    field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
}

for (const group of document.querySelectorAll("[data-contest-placeholders]")) {
    let current = group.querySelector("textarea") || group.querySelector(FIELDS);
    current.setSelectionRange(current.value.length, current.value.length);
    group.addEventListener("focusin", ({ target }) => {
        if (target.matches(FIELDS)) current = target;
    });
    for (const shown of group.querySelectorAll(".contest-placeholders code")) {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "button button-small button-secondary";
        button.textContent = shown.textContent;
        button.addEventListener("click", () => insert(current, button.textContent));
        shown.replaceWith(button);
    }
    for (const hint of group.querySelectorAll("[data-contest-hint]")) hint.hidden = false;
}
