// Forms inside cacheable pages: fetch a token when the first field is focused, send once.
// Optional: without this script the POST is answered by a confirm page.

async function putToken(form) {
    const answer = await fetch(form.dataset.tokenUrl, { credentials: "same-origin", cache: "no-store" });
    if (!answer.ok) return;
    const { token, started } = await answer.json();
    const clock = form.querySelector("input[name$='-started']");
    if (clock && !clock.value) clock.value = started;
    let field = form.querySelector("input[name=csrfmiddlewaretoken]");
    if (!field) {
        field = document.createElement("input");
        field.type = "hidden";
        field.name = "csrfmiddlewaretoken";
        form.append(field);
    }
    field.value = token;
}

// Run the invisible captcha; if its script was not loaded, mark the form accordingly.
async function askCaptcha(form) {
    const box = form.querySelector("[data-contest-captcha]");
    const scripted = form.querySelector("input[name$='-scripted']");
    if (!box || !scripted) return;
    scripted.value = window.grecaptcha?.execute ? "1" : "";
    if (scripted.value && box.dataset.contestCaptcha === "v3") {
        await new Promise((ready) => { window.grecaptcha.ready(ready); });
        box.value = await window.grecaptcha.execute(box.dataset.sitekey, { action: box.dataset.action });
    }
}

for (const form of document.querySelectorAll("form[data-contest-form]")) {
    let token = null;
    const ready = () => (token ??= putToken(form).catch(() => { token = null; }));
    form.addEventListener("focusin", ready, { once: true });
    form.addEventListener("submit", async (event) => {
        if (form.dataset.ready) return;
        event.preventDefault();
        await ready();
        await askCaptcha(form).catch(() => {});
        form.dataset.ready = "1";
        // Not within this event: a form that is being submitted ignores a second request.
        setTimeout(() => form.requestSubmit(event.submitter));
    });
}

// A redisplayed form has its token already, and its captcha runs again.
for (const form of document.querySelectorAll("form.contest-form:not([data-contest-form])")) {
    if (!form.querySelector("[data-contest-captcha]")) continue;
    form.addEventListener("submit", async (event) => {
        if (form.dataset.ready) return;
        event.preventDefault();
        await askCaptcha(form).catch(() => {});
        form.dataset.ready = "1";
        setTimeout(() => form.requestSubmit(event.submitter));
    });
}

// A second click submits nothing twice; the back button enables the form again.
for (const form of document.querySelectorAll("form.contest-form:not([data-contest-upload])")) {
    form.addEventListener("submit", (event) => {
        if (event.defaultPrevented) return;
        for (const button of form.querySelectorAll("[data-contest-submit]")) setTimeout(() => { button.disabled = true; });
    });
}
window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form.contest-form")) {
        delete form.dataset.ready;
        for (const button of form.querySelectorAll("[data-contest-submit]")) button.disabled = false;
    }
});

document.querySelector("[data-contest-errors]")?.focus();
