// While a video is being checked, ask every three seconds how far it is.

async function refresh(section) {
    const address = section.dataset.refresh;
    if (!address) return;
    let next = section;
    try {
        const answer = await fetch(address, { credentials: "same-origin", cache: "no-store" });
        if (answer.ok) {
            const holder = document.createElement("template");
            holder.innerHTML = await answer.text();
            next = holder.content.querySelector("[data-contest-section]") ?? section;
            section.replaceWith(next);
        }
    } catch { /* the line is gone for a moment: ask again */ }
    setTimeout(refresh, 3000, next);
}

for (const section of document.querySelectorAll("[data-contest-section][data-refresh]")) setTimeout(refresh, 2000, section);
