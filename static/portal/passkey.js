// Say in words when a passkey could not be used; allauth's own script writes to the console only.
const message = document.querySelector("[data-portal-passkey-error]");

document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    message.hidden = false;
});

for (const button of document.querySelectorAll("[data-portal-needs-script]")) button.hidden = false;
