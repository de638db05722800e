// What the server has not confirmed yet: {field: [value, revision]}, kept on this device so that a closed browser loses
// nothing. The tabs of an attempt share it: each writes only what it changed, and of two answers the newer one stays.

const newest = (one, other) => (one && one[1] > other[1] ? one : other);

export const keyOf = (attempt) => `contest-quiz-unsent ${attempt}`;

export function readStore(key) {
    try {
        return JSON.parse(localStorage.getItem(key)) ?? {};
    } catch {
        return {};
    }
}

/** Return the store of an attempt; where the browser keeps nothing it lives as long as the page, and `isKept` is false. */
export function openStore(key) {
    const own = readStore(key);
    let isKept = true;

    function write(change) {
        const found = readStore(key);
        change(found);
        try {
            if (Object.keys(found).length) localStorage.setItem(key, JSON.stringify(found));
            else localStorage.removeItem(key);
            isKept = true;
        } catch {
            isKept = false;
        }
    }

    return {
        isKept: () => isKept,
        isEmpty: () => !Object.keys(own).length,
        entries: () => ({ ...own }),
        put(name, value, revision) {
            own[name] = [value, revision];
            write((found) => { for (const field of Object.keys(own)) found[field] = newest(found[field], own[field]); });
        },
        /** Take over what another tab has put. */
        merge() {
            for (const [name, entry] of Object.entries(readStore(key))) own[name] = newest(own[name], entry);
        },
        /** Forget what the server has; not what was changed since it was sent. */
        drop(sent) {
            for (const [name, entry] of Object.entries(sent)) if (own[name]?.[1] === entry[1]) delete own[name];
            write((found) => {
                for (const [name, entry] of Object.entries(sent)) if (found[name]?.[1] <= entry[1]) delete found[name];
            });
        },
    };
}
