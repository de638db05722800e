// Shows a PDF below its button, page after page, as they come into view.

async function show(button) {
    const words = button.dataset;
    const box = document.createElement("div");
    box.className = "contest-reader";
    box.tabIndex = 0;
    box.setAttribute("role", "region");
    box.setAttribute("aria-label", button.closest("li").querySelector("a").textContent.trim());
    box.textContent = words.wordsLoading;
    button.closest("li").append(box);
    try {
        const pdf = await import(button.dataset.reader);
        pdf.GlobalWorkerOptions.workerSrc = button.dataset.worker;
        const paper = await pdf.getDocument({ url: button.dataset.contestRead, isEvalSupported: false }).promise;
        box.replaceChildren();
        const watcher = new IntersectionObserver((entries) => {
            for (const entry of entries) if (entry.isIntersecting) { watcher.unobserve(entry.target); draw(paper, entry.target); }
        }, { root: box, rootMargin: "400px" });
        for (let number = 1; number <= paper.numPages; number += 1) {
            const canvas = document.createElement("canvas");
            canvas.dataset.page = number;
            canvas.setAttribute("role", "img");
            canvas.setAttribute("aria-label", words.wordsPage.replace("{page}", number).replace("{pages}", paper.numPages));
            canvas.width = 800; canvas.height = 1131;
            box.append(canvas);
            watcher.observe(canvas);
        }
        box.focus();
    } catch {
        box.textContent = words.wordsFailed;
    }
    return box;
}

async function draw(paper, canvas) {
    const page = await paper.getPage(Number(canvas.dataset.page));
    const plain = page.getViewport({ scale: 1 });
    const wanted = Math.min(1600, Math.max(700, canvas.parentElement.clientWidth * Math.min(2, devicePixelRatio)));
    const viewport = page.getViewport({ scale: wanted / plain.width });
    canvas.width = viewport.width;
    canvas.height = viewport.height;
    await page.render({ canvasContext: canvas.getContext("2d"), canvas, viewport }).promise;
    // What the page says, for those who do not see it.
    const text = await page.getTextContent();
    canvas.textContent = text.items.map((item) => item.str).join(" ");
}

const open = new WeakMap();
const names = new WeakMap();

export async function toggle(button) {
    if (!names.has(button)) names.set(button, button.textContent);
    const shown = open.get(button);
    if (shown) {
        shown.remove();
        open.delete(button);
        button.textContent = names.get(button);
        button.setAttribute("aria-expanded", "false");
        return;
    }
    button.setAttribute("aria-expanded", "true");
    button.textContent = button.dataset.wordsClose;
    open.set(button, await show(button));
}
