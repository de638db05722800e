// What Word, LibreOffice or a web page puts on the clipboard, read into parts: texts, and tables.
//
// Numbers and dashes become words of their paragraph, as the document shows them: a list of the editor would count
// from one again. Colours, fonts and sizes are left behind.

const DROPPED = new Set(["STYLE", "SCRIPT", "NOSCRIPT", "TITLE", "META", "LINK", "TEMPLATE", "OBJECT", "IFRAME", "SVG", "IMG", "VIDEO", "XML", "SELECT", "TEXTAREA"]);
const BLOCKS = new Set([
    "ADDRESS", "ARTICLE", "ASIDE", "BLOCKQUOTE", "BODY", "CENTER", "DD", "DIV", "DL", "DT", "FIGCAPTION", "FIGURE", "FOOTER", "FORM", "H1", "H2",
    "H3", "H4", "H5", "H6", "HEADER", "HR", "LI", "MAIN", "NAV", "OL", "P", "PRE", "SECTION", "UL",
]);
const BULLET_FONTS = /Symbol|Wingdings|Courier New/i;
const BULLETS = /^[·•●○■▪◦]$/;
const ROMAN = [[100, "c"], [90, "xc"], [50, "l"], [40, "xl"], [10, "x"], [9, "ix"], [5, "v"], [4, "iv"], [1, "i"]];
// Tables that only place the head and the foot of a letter side by side.
const LETTER = /cộng h[oò][aà] xã hội chủ nghĩa|nơi nhận/i;
// How high a line of this beginning stands in an official document whose headings are plain bold lines.
const RANKS = [
    [/^(phần|chương|phụ lục)\s+\S/i, 1],
    [/^[IVXL]+\s*[.)\-–]/, 2],
    [/^mục\s+\d/i, 2],
    [/^điều\s+\d/i, 3],
    [/^\d+(\.\d+)*[.)]?\s/, 4],
];
const NUMBERED = /^(?:[a-zđ\d]{1,5}(?:\.\d{1,3})*[.)]|[-–+]) /i;
const LONGEST_HEADING = 200;

const clean = (text) => text.normalize("NFC").replace(/[\s\u00a0]+/g, " ");

/** Return a number as a list of this style shows it. */
function shown(number, style) {
    if (/roman|^i$/i.test(style)) {
        let [rest, text] = [number, ""];
        for (const [value, letters] of ROMAN) for (; rest >= value; rest -= value) text += letters;
        return /upper|^I$/.test(style) ? `${text.toUpperCase()}.` : `${text})`;
    }
    if (/alpha|latin|^a$/i.test(style)) {
        let [rest, text] = [number, ""];
        for (; rest > 0; rest = Math.floor((rest - 1) / 26)) text = String.fromCharCode(97 + ((rest - 1) % 26)) + text;
        return /upper|^A$/.test(style) ? `${text.toUpperCase()}.` : `${text})`;
    }
    return `${number}.`;
}

/** The lines of a document: paragraphs, points of lists, headings, and tables between them. */
class Reader {
    constructor() {
        this.lines = [];
        this.pieces = [];
        this.opening = {};
        this.level = 0;
    }

    read(node, style = {}) {
        for (const child of node.childNodes) this.visit(child, style);
        return this;
    }

    visit(node, style) {
        if (node.nodeType === Node.TEXT_NODE) this.pieces.push({ ...style, text: clean(node.data) });
        if (node.nodeType !== Node.ELEMENT_NODE || DROPPED.has(node.nodeName.toUpperCase())) return;
        const css = node.getAttribute("style") || "";
        if (/display:\s*none|mso-hide:\s*all/i.test(css)) return;
        if (node.nodeName === "BR") this.pieces.push({ text: "\n" });
        else if (node.nodeName === "TABLE") this.table(node);
        else if (BLOCKS.has(node.nodeName)) this.block(node, css, style);
        else this.read(node, styled(node, css, style));
    }

    block(node, css, style) {
        this.end();
        this.level = Number(/^H([1-6])$/.exec(node.nodeName)?.[1] || /mso-outline-level:\s*([1-6])/.exec(css)?.[1] || this.level);
        if (node.nodeName === "LI") this.opening = this.point(node, css);
        else if (/mso-list:\s*l\d/i.test(css)) this.opening = pointOfWord(node, css);
        this.read(node, styled(node, css, style));
        this.end();
        this.level = 0;
        if (node.nodeName === "LI") this.opening = {};
    }

    /** Return what a point of a list begins with: its number in words, or a bullet. */
    point(node, css) {
        const list = node.parentElement;
        const style = /list-style(?:-type)?:\s*("[^"]*"|'[^']*'|[\w-]+)/.exec(css)?.[1]
            || /list-style(?:-type)?:\s*("[^"]*"|'[^']*'|[\w-]+)/.exec(list.getAttribute("style") || "")?.[1]
            || node.getAttribute("type") || list.getAttribute("type") || "";
        const dash = /^["']\s*([-–+])/.exec(style)?.[1];
        if (dash) return { marker: dash };
        if (list.nodeName !== "OL" || /^(none|disc|circle|square)$/.test(style)) {
            return /^none$/.test(style) ? {} : { bullet: true, depth: depthOf(list) };
        }
        const points = [...list.children].filter((child) => child.nodeName === "LI");
        const step = list.reversed ? -1 : 1;
        let number = list.hasAttribute("start") ? list.start : (list.reversed ? points.length : 1);
        for (const other of points) {
            if (other.hasAttribute("value")) number = other.value;
            if (other === node) break;
            number += step;
        }
        return { marker: shown(number, style) };
    }

    /** End the line that is being read. */
    end() {
        const pieces = trimmed(this.pieces);
        this.pieces = [];
        if (!pieces.length) return;
        const { marker, bullet, depth } = this.opening;
        this.opening = {};
        if (marker) pieces.unshift({ ...pieces[0], href: undefined, text: `${marker} ` });
        bindNumber(pieces);
        this.lines.push({ pieces, bullet, depth: depth || 0, level: this.level });
    }

    table(node) {
        this.end();
        const cells = [...node.rows].reduce((sum, row) => sum + row.cells.length, 0);
        if (cells < 2 || LETTER.test(clean(node.textContent))) {
            for (const row of node.rows) {
                for (const cell of row.cells) {
                    this.read(cell);
                    this.end();
                }
            }
        } else this.lines.push({ table: readTable(node) });
    }
}

function depthOf(list) {
    let depth = 0;
    for (let node = list.parentElement?.closest("ul, ol"); node; node = node.parentElement?.closest("ul, ol")) depth += 1;
    return depth;
}

/** Take Word's own number out of a paragraph and return it. */
function pointOfWord(node, css) {
    const span = [...node.querySelectorAll("span[style]")].find((found) => /mso-list:\s*Ignore/i.test(found.getAttribute("style")));
    if (!span) return {};
    const marker = clean(span.textContent).trim();
    const fonts = [node.querySelector("span[style]"), span, ...span.querySelectorAll("[style]")];
    const isBullet = BULLETS.test(marker) || (!/^[-–+]$/.test(marker) && !/[.)\d]/.test(marker) && fonts.some((found) => BULLET_FONTS.test(found.getAttribute("style"))));
    span.remove();
    if (!isBullet) return { marker };
    return { bullet: true, depth: Number(/level(\d)/.exec(css)?.[1] || 1) - 1 };
}

function styled(node, css, style) {
    const weight = /font-weight:\s*(\w+)/i.exec(css)?.[1];
    const slant = /font-style:\s*(\w+)/i.exec(css)?.[1];
    const address = node.nodeName === "A" && /^(https?:|mailto:)/i.test(node.getAttribute("href") || "") ? node.getAttribute("href") : style.href;
    return {
        bold: weight ? /^(bold|bolder|[6-9]00)$/.test(weight) : style.bold || /^(B|STRONG|TH)$/.test(node.nodeName),
        italic: slant ? slant === "italic" : style.italic || /^(I|EM)$/.test(node.nodeName),
        href: address,
    };
}

/** Return pieces of a line without spaces at its ends and double ones in it. */
function trimmed(pieces) {
    const kept = [];
    let spaced = true;
    for (const piece of pieces) {
        const text = spaced ? piece.text.replace(/^ +/, "") : piece.text;
        if (text) {
            kept.push({ ...piece, text });
            spaced = /[ \n]$/.test(text);
        }
    }
    while (kept.length && !(kept.at(-1).text = kept.at(-1).text.trimEnd())) kept.pop();
    while (kept.length && !(kept[0].text = kept[0].text.trimStart())) kept.shift();
    return kept;
}

/** Bind the number of a line to its text: the editor would make a list of its own of "3. " and count from one. */
function bindNumber(pieces) {
    const number = NUMBERED.exec(textOf({ pieces }))?.[0];
    if (!number) return;
    let offset = number.length - 1;
    for (const piece of pieces) {
        if (offset >= 0 && offset < piece.text.length) piece.text = `${piece.text.slice(0, offset)}\u00a0${piece.text.slice(offset + 1)}`;
        offset -= piece.text.length;
    }
}

const textOf = (line) => line.pieces.map((piece) => piece.text).join("");
const isBold = (line) => line.pieces.every((piece) => piece.bold || !piece.text.trim());

/** Say which lines are headings, and make the two highest ranks those of the editor. */
function rankHeadings(lines) {
    const texts = lines.filter((line) => line.pieces);
    const named = texts.filter((line) => line.level);
    const [first, ...others] = named;
    const isTitle = others.length > 0 && others.every((line) => line.level > first.level) && !RANKS.some(([words]) => words.test(textOf(first)));
    if (!named.length) {
        for (const line of texts) {
            const text = textOf(line);
            if (!line.bullet && text.length <= LONGEST_HEADING && isBold(line)) line.level = RANKS.find(([words]) => words.test(text))?.[1] || 0;
        }
    }
    const headings = texts.filter((line) => line.level && !(isTitle && line === first));
    const ranks = [...new Set(headings.map((line) => line.level))].sort((a, b) => a - b);
    for (const line of headings) line.heading = ["header-two", "header-three"][ranks.indexOf(line.level)];
}

/** Return the cells of a table by row and column; what spans several is in the first. */
function gridOf(table) {
    const grid = [...table.rows].map(() => []);
    [...table.rows].forEach((row, y) => {
        let x = 0;
        for (const cell of row.cells) {
            while (grid[y][x]) x += 1;
            const lines = new Reader().read(cell);
            lines.end();
            const texts = lines.lines.flatMap((line) => (line.table ? flattened(line.table) : [line]));
            for (let down = 0; down < cell.rowSpan && y + down < grid.length; down += 1) {
                for (let along = 0; along < cell.colSpan; along += 1) {
                    grid[y + down][x + along] = { texts, isFirst: !down && !along, isHead: cell.nodeName === "TH", rows: cell.rowSpan };
                }
            }
        }
    });
    return grid.filter((row) => row.length);
}

function readTable(table) {
    const grid = gridOf(table);
    const width = Math.max(...grid.map((row) => row.length));
    const cellsOf = (row) => Array.from({ length: width }, (_, x) => row[x] || { texts: [], rows: 1 });
    const isHead = (row) => grid.length > 1 && row.some((cell) => cell.texts.length) && row.every((cell) => cell.isHead || cell.texts.every(isBold));
    const heads = isHead(cellsOf(grid[0])) ? Math.min(Math.max(...cellsOf(grid[0]).map((cell) => cell.rows)), grid.length - 1) : 0;
    const body = grid.slice(heads).map((row) => cellsOf(row).map((cell) => (cell.isFirst ? cell.texts : [])));
    const columns = Array.from({ length: width }, (_, x) => {
        const words = grid.slice(0, heads).map((row) => (row[x]?.texts || []).map(textOf).join(" ").replaceAll("\n", " "));
        const isRich = body.some((row) => row[x].length > 1 || row[x].some((line) => line.bullet || line.pieces.some((piece) => piece.bold || piece.italic || piece.text.includes("\n"))));
        return { heading: [...new Set(words.filter(Boolean))].join(" – "), isRich };
    });
    const merged = grid.slice(heads).flat().filter((cell) => !cell.isFirst).length;
    return { columns, body, merged };
}

/** Return the rows of a table as lines, for places that take no table. */
function flattened({ columns, body }) {
    const lines = body.map((row) => row.map((texts) => texts.map(textOf).join(" ")));
    return [columns.map((column) => column.heading), ...lines]
        .filter((row) => row.some(Boolean))
        .map((row) => ({ pieces: [{ text: row.join(" | ") }], depth: 0, level: 0 }));
}

/** Return lines as Draft.js keeps them. */
function contentOf(lines) {
    const entityMap = {};
    const blocks = lines.map((line) => {
        const inlineStyleRanges = [];
        const entityRanges = [];
        let offset = 0;
        for (const piece of line.pieces) {
            const { length } = piece.text;
            // A title, and headings below those of the editor, stay bold lines.
            if ((piece.bold || line.level) && !line.heading) inlineStyleRanges.push({ offset, length, style: "BOLD" });
            if (piece.italic) inlineStyleRanges.push({ offset, length, style: "ITALIC" });
            if (piece.href) {
                const key = Object.keys(entityMap).length;
                entityMap[key] = { type: "LINK", mutability: "MUTABLE", data: { url: piece.href } };
                entityRanges.push({ offset, length, key });
            }
            offset += length;
        }
        const type = line.heading || (line.bullet ? "unordered-list-item" : "unstyled");
        const key = Math.random().toString(36).slice(2, 7);
        return { key, text: textOf(line), type, depth: line.bullet ? line.depth : 0, inlineStyleRanges, entityRanges, data: {} };
    });
    return { blocks, entityMap };
}

/** Return a table as the editor's block of tables begins with it. */
function tableState({ columns, body }) {
    return {
        caption: "",
        columns: columns.map((column) => ({ type: column.isRich ? "rich_text" : "text", heading: column.heading })),
        rows: body.map((row) => ({ values: row.map((texts, x) => (columns[x].isRich ? JSON.stringify(contentOf(texts)) : texts.map(textOf).join(" "))) })),
    };
}

/**
 * Read a document into parts, {content} as Draft.js keeps it and {table}; without `tables` their rows become lines.
 * `pictures` and `merged` count what stays behind: pictures, and cells that span several.
 */
export function readDocument(html, { tables }) {
    const { body } = new DOMParser().parseFromString(html, "text/html");
    const reader = new Reader().read(body);
    reader.end();
    const lines = tables ? reader.lines : reader.lines.flatMap((line) => (line.table ? flattened(line.table) : [line]));
    rankHeadings(lines);
    const parts = [];
    for (const line of lines) {
        if (line.table) parts.push({ table: tableState(line.table), merged: line.table.merged });
        else if (parts.at(-1)?.lines) parts.at(-1).lines.push(line);
        else parts.push({ lines: [line] });
    }
    return {
        parts: parts.map((part) => (part.table ? part : { content: contentOf(part.lines) })),
        pictures: body.querySelectorAll("img").length,
        merged: parts.reduce((sum, part) => sum + (part.merged || 0), 0),
    };
}

/** Read plain text into one part. */
export function readText(text) {
    const reader = new Reader();
    for (const line of text.split("\n")) {
        reader.pieces.push({ text: clean(line) });
        reader.end();
    }
    return { parts: [{ content: contentOf(reader.lines) }], pictures: 0, merged: 0 };
}
