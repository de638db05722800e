// An open page follows what happens on a stage: when the state changes, its content is read again, without a reload.

const TRIES = 6;
const pause = (milliseconds) => new Promise((done) => { setTimeout(done, milliseconds); });

// What a visitor has begun to type must not be lost.
const isTyping = () => [...document.querySelectorAll("main input, main textarea, main select")].some(
    (field) => field.type !== "hidden" && (field.value !== field.defaultValue && field.defaultValue !== undefined),
);

// A cache in front may still have the old page: another parameter, which changes nothing, asks past it.
function fresh(version, attempt) {
    const address = new URL(location.href);
    address.searchParams.set("utm_content", `${version}-${attempt}`);
    address.hash = "";
    return address;
}

// A form that has come with the opening gets its scripts; a module that runs already is not run again.
function enliven(page) {
    if (document.querySelector("form.contest-form, form[data-contest-form]")) {
        import("./forms.js");
        import("./people.js");
        import("./units.js");
    }
    for (const script of page.querySelectorAll("body script[type=module][src]")) {
        import(new URL(script.getAttribute("src"), location.href).href);
    }
}

async function renew(path, version) {
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
        const answer = await fetch(fresh(version, attempt), { cache: "no-store" });
        if (!answer.ok) return;
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const state = [...page.querySelectorAll("[data-contest-follow]")].find((found) => found.dataset.contestFollow === path);
        if (!state || state.dataset.version === version) {
            if (isTyping()) return;
            document.querySelector("main").replaceChildren(...page.querySelector("main").childNodes);
            enliven(page);
            return;
        }
        await pause(400);
    }
}

async function follow(path, shown) {
    let version = shown;
    let wait = 1000;
    for (;;) {
        await pause(wait);
        if (document.hidden) continue;
        try {
            const answer = await fetch(`${path}${version}/`);
            if (answer.status === 404) return;
            wait = Number(answer.headers.get("X-Contest-Ask-After")) || wait;
            if (answer.status === 200) {
                version = (await answer.json()).version;
                await renew(path, version);
            }
        } catch {
            // A broken line only delays the next answer.
        }
    }
}

for (const place of document.querySelectorAll("[data-contest-follow]")) {
    follow(place.dataset.contestFollow, place.dataset.version);
}
