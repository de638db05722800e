// Send the entry form with progress. Without this script the form is an ordinary one.

const form = document.querySelector("form[data-contest-upload]");
const file = form?.querySelector("input[type=file]");
const box = form?.querySelector("[data-contest-progress]");
const button = form?.querySelector("[data-contest-submit]");

const megabytes = (bytes) => `${(bytes / 1048576).toLocaleString("vi", { maximumFractionDigits: 1 })} MB`;
const say = (words) => { box.hidden = false; box.querySelector("p").textContent = words; };

function tooLarge() {
    const chosen = file.files[0];
    const words = chosen && chosen.size > Number(file.dataset.largest) ? form.dataset.tooLarge : "";
    file.setCustomValidity(words);
    if (words) say(words);
    return Boolean(words);
}

function send() {
    const request = new XMLHttpRequest();
    request.open("POST", form.action || location.href);
    request.upload.addEventListener("progress", (event) => {
        if (!event.lengthComputable) return;
        const percent = Math.floor((event.loaded / event.total) * 100);
        box.querySelector("progress").value = percent;
        say(percent < 100
            ? form.dataset.sending.replace("{percent}", percent).replace("{size}", megabytes(event.total))
            : form.dataset.arrived);
    });
    request.addEventListener("load", () => {
        if (request.status < 400 && request.responseURL !== location.href) {
            location.assign(request.responseURL);
            return;
        }
        // Errors: show the answered page, in which what was typed stands again.
        const answer = new DOMParser().parseFromString(request.responseText, "text/html");
        const errors = answer.querySelector("[data-contest-errors]");
        form.querySelectorAll("[data-contest-errors], .invalid-feedback").forEach((old) => old.remove());
        if (errors) { form.prepend(errors); errors.focus(); } else { say(form.dataset.broken); }
        box.querySelector("progress").value = 0;
        button.disabled = false;
    });
    request.addEventListener("error", () => { say(form.dataset.broken); button.disabled = false; });
    button.disabled = true;
    request.send(new FormData(form));
}

if (form) {
    file.addEventListener("change", () => { if (!tooLarge()) box.hidden = true; });
    form.addEventListener("submit", (event) => {
        event.preventDefault();
        if (!tooLarge()) send();
    });
}
