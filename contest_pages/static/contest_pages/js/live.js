// Figures that change while they are looked at: the part of the page is read again, and replaced. A tab in the
// background asks nothing, a broken line only delays the next figures.

for (const place of document.querySelectorAll("[data-contest-live]")) {
    setInterval(async () => {
        if (document.hidden) return;
        try {
            const answer = await fetch(place.dataset.address || location.href);
            if (!answer.ok) return;
            const page = new DOMParser().parseFromString(await answer.text(), "text/html");
            const fresh = page.querySelector("[data-contest-live]");
            if (fresh) place.replaceChildren(...fresh.childNodes);
        } catch { /* the next time */ }
    }, 1000 * Number(place.dataset.contestLive));
}
