// Offer the qualities of a video, and start with the one that suits the connection. Without this script the smallest plays.

const KEPT = "contest-quality";
const OPEN_LINE = 4; // megabits a second that 720 lines need with room to spare

function suits(sources) {
    const kept = localStorage.getItem(KEPT);
    const wanted = sources.find((source) => source.dataset.lines === kept);
    if (wanted) return wanted;
    const line = navigator.connection;
    const slow = line && (line.saveData || /2g|3g/.test(line.effectiveType ?? "") || (line.downlink ?? 99) < OPEN_LINE);
    return slow || screen.width < 500 ? sources[0] : sources[Math.min(1, sources.length - 1)];
}

function offer(box) {
    const video = box.querySelector("video");
    const sources = [...video.querySelectorAll("source")];
    const choice = box.querySelector("[data-contest-quality]");
    if (box.dataset.ready || sources.length < 2) return;
    box.dataset.ready = "1";
    for (const source of sources) choice.add(new Option(source.dataset.label, source.dataset.lines));

    function play(source) {
        const { currentTime, paused, playbackRate } = video;
        choice.value = source.dataset.lines;
        video.src = source.src;
        video.addEventListener("loadedmetadata", () => {
            video.currentTime = currentTime;
            video.playbackRate = playbackRate;
            if (!paused) video.play();
        }, { once: true });
    }

    choice.addEventListener("change", () => {
        localStorage.setItem(KEPT, choice.value);
        play(sources.find((source) => source.dataset.lines === choice.value));
    });
    const first = suits(sources);
    choice.value = first.dataset.lines;
    // With preload="none" the choice is made on the first play.
    if (first !== sources[0]) {
        if (video.preload === "none") video.addEventListener("play", () => play(sources.find((s) => s.dataset.lines === choice.value)), { once: true });
        else play(first);
    }
    choice.closest("p").hidden = false;
}

// A large button over the picture, until the video plays for the first time.
function begin(box) {
    const video = box.querySelector("video");
    const button = box.querySelector("[data-contest-play]");
    if (!button || !video.poster) return;
    button.hidden = false;
    button.addEventListener("click", () => { video.focus(); video.play(); });
    video.addEventListener("play", () => { button.hidden = true; }, { once: true });
}

function prepare(within) {
    for (const box of within.querySelectorAll("[data-contest-player]")) {
        offer(box);
        begin(box);
    }
}

prepare(document);
document.addEventListener("contest:shown", (event) => prepare(event.detail));
