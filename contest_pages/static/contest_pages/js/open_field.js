// An address that names a field (“#field-prizes”) opens the tab of the field and scrolls to it.

function openNamedField() {
    const name = /^#field-(\w+)$/.exec(location.hash)?.[1];
    const field = name && (document.getElementById(`id_${name}-FORMS`) || document.querySelector(`[data-contentpath="${name}"]`));
    const tab = field && field.closest("[role=tabpanel]");
    if (!tab) return;
    if (tab.hidden) document.querySelector(`[role=tab][aria-controls="${tab.id}"]`)?.click();
    // The click on a tab scrolls up first.
    setTimeout(() => {
        const section = field.closest("section") || field;
        section.scrollIntoView({ block: "start", behavior: "instant" });
        section.querySelector(".w-panel__content :is(input:not([type=hidden]), textarea, select, button)")?.focus({ preventScroll: true });
    }, 300);
}

addEventListener("hashchange", openNamedField);
addEventListener("load", () => setTimeout(openNamedField, 100));
