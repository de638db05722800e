// While a video is being checked, ask every few seconds how far it is; a playing video is not reloaded.

async function refresh(section, address = section.dataset.refresh) {
    if (!address) return;
    let next = section;
    const plays = [...section.querySelectorAll("video")].some((video) => !video.paused || video.currentTime > 0);
    try {
        const answer = plays ? null : await fetch(address, { credentials: "same-origin", cache: "no-store" });
        if (answer?.ok) {
            const holder = document.createElement("template");
            holder.innerHTML = await answer.text();
            next = holder.content.querySelector("[data-contest-section]") ?? section;
            section.replaceWith(next);
            document.dispatchEvent(new CustomEvent("contest:shown", { detail: next }));
        }
    } catch { /* the line is gone for a moment: ask again */ }
    setTimeout(refresh, 1000 * (next.dataset.every ?? 3), next);
}

// What has just been done is confirmed once: the address is again that of the page alone.
const arrived = document.querySelector("[data-contest-arrived]");
if (arrived) {
    arrived.focus();
    history.replaceState(history.state, "", location.pathname);
}

for (const section of document.querySelectorAll("[data-contest-section][data-refresh]")) setTimeout(refresh, 2000, section);
document.addEventListener("contest:refresh", (event) => refresh(event.detail.section, event.detail.address));
