// Long work that a form begins: the button says so and cannot be pressed twice.

for (const form of document.querySelectorAll("[data-contest-busy]")) {
    form.addEventListener("submit", () => {
        const button = form.querySelector("button");
        button.disabled = true;
        button.textContent = form.dataset.contestBusy;
        button.insertAdjacentHTML("afterend", ' <progress aria-hidden="true"></progress>');
    });
}
