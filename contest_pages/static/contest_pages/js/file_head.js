// The checksum of the first mebibyte of a file (SHA-256), by which an unfinished upload of it is found again.
// Computed here, since crypto.subtle exists only behind TLS.

const HEAD = 1048576;

// The fractional parts of the roots of the first 64 primes, as FIPS 180-4 defines them.
function* primes() {
    for (let number = 2; ; number += 1) {
        let isPrime = true;
        for (let by = 2; by * by <= number; by += 1) if (number % by === 0) isPrime = false;
        if (isPrime) yield number;
    }
}

const fraction = (value) => ((value - Math.floor(value)) * 4294967296) | 0;
const first = [];
for (const prime of primes()) if (first.push(prime) === 64) break;
const ROUNDS = first.map((prime) => fraction(Math.cbrt(prime)));
const START = first.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)));

const turn = (word, by) => (word >>> by) | (word << (32 - by));

function mix(state, words) {
    for (let i = 16; i < 64; i += 1) {
        const [before, last] = [words[i - 15], words[i - 2]];
        const low = turn(before, 7) ^ turn(before, 18) ^ (before >>> 3);
        const high = turn(last, 17) ^ turn(last, 19) ^ (last >>> 10);
        words[i] = (words[i - 16] + low + words[i - 7] + high) | 0;
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < 64; i += 1) {
        const high = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + ROUNDS[i] + words[i]) | 0;
        const low = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
        [h, g, f, e, d, c, b, a] = [g, f, e, (d + high) | 0, c, b, a, (high + low) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((word, place) => { state[place] = (state[place] + word) | 0; });
}

// Returns the SHA-256 of bytes as hexadecimal digits.
export function sha256(bytes) {
    const padded = new DataView(new ArrayBuffer((((bytes.length + 8) >> 6) + 1) * 64));
    new Uint8Array(padded.buffer).set(bytes);
    padded.setUint8(bytes.length, 0x80);
    padded.setUint32(padded.byteLength - 8, Math.floor(bytes.length / 536870912));
    padded.setUint32(padded.byteLength - 4, bytes.length << 3);
    const state = [...START];
    const words = new Int32Array(64);
    for (let block = 0; block < padded.byteLength; block += 64) {
        for (let i = 0; i < 16; i += 1) words[i] = padded.getInt32(block + i * 4);
        mix(state, words);
    }
    return state.map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}

// Returns an empty text for a file that cannot be read at this moment: its upload then begins from the first byte.
export async function headOf(file) {
    try {
        return sha256(new Uint8Array(await file.slice(0, HEAD).arrayBuffer()));
    } catch {
        return "";
    }
}
