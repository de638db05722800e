// A document that is pasted into a text keeps its numbers, headings and tables; see document_html.js for how it is read.

import { readDocument, readText } from "./document_html.js";

const EDITOR = ".public-DraftEditor-content";
// What the editor itself has copied, it understands best.
const OWN = /data-draftjs-conductor|data-offset-key/;
// Plain text of which the editor would make a list of its own.
const NUMBERED_LINE = /^[a-z\d]{1,4}\.[ \t]/im;

/** Return the component of an editor. */
function componentOf(editor) {
    return editor.closest("[data-draftail-editor-wrapper]")?.parentElement.querySelector("input[type=hidden]")?.draftailEditor;
}

/** Return the stream of blocks around an editor and the block that it is in, where the stream takes tables. */
function placeOf(editor) {
    const element = editor.closest("[data-streamfield-child]");
    let holder = element?.parentElement;
    while (holder && !holder.rootBlock) holder = holder.parentElement;
    const stream = holder?.rootBlock;
    const child = stream?.children?.find((found) => found.element === element);
    return child && stream.blockDef.childBlockDefsByName?.table ? { stream, child } : {};
}

/** Return content without what this editor has no button for: the server would drop it with its text. */
function allowed({ blocks, entityMap }, { blockTypes, inlineStyles, entityTypes }) {
    const has = (types, name) => types.some(({ type }) => type === name);
    return {
        entityMap,
        blocks: blocks.map((block) => ({
            ...block,
            type: has(blockTypes, block.type) ? block.type : "unstyled",
            depth: has(blockTypes, block.type) ? block.depth : 0,
            inlineStyleRanges: block.inlineStyleRanges.filter(({ style }) => has(inlineStyles, style)),
            entityRanges: has(entityTypes, "LINK") ? block.entityRanges : [],
        })),
    };
}

/** Put content where the cursor stands. */
function insert(component, content) {
    const { convertFromRaw, EditorState, Modifier } = window.DraftJS;
    const state = component.getEditorState();
    const pasted = convertFromRaw(allowed(content, component.props));
    const changed = Modifier.replaceWithFragment(state.getCurrentContent(), state.getSelection(), pasted.getBlockMap());
    // Not as a fragment: of those the editor makes lists that count from one.
    component.onChange(EditorState.push(state, changed, "insert-characters"));
}

/** Split the block where the cursor stands, so that what follows it comes after all that is pasted. */
function splitAtCursor(child) {
    const { EditorState, Modifier } = window.DraftJS;
    let state = child.block.getState();
    if (!state.getSelection().isCollapsed()) {
        state = EditorState.push(state, Modifier.removeRange(state.getCurrentContent(), state.getSelection(), "forward"), "remove-range");
        child.block.setState(state);
    }
    const split = window.draftail.splitState(state);
    if (!split.stateAfter.getCurrentContent().hasText()) return;
    child.split(EditorState.moveSelectionToEnd(split.stateBefore), split.stateAfter, split.shouldMoveCommentFn, { animate: false });
}

function insertParts(component, { stream, child }, parts) {
    splitAtCursor(child);
    const others = parts[0].table ? parts : parts.slice(1);
    if (parts[0].content) insert(component, parts[0].content);
    let place = stream.children.indexOf(child) + 1;
    for (const { table, content } of others) {
        const block = table
            ? { type: "table", value: table }
            : { type: child.type, value: JSON.stringify(allowed(content, component.props)) };
        stream.insert({ ...block, id: crypto.randomUUID() }, place, { animate: false });
        place += 1;
    }
    if (!child.block.getState().getCurrentContent().hasText()) stream.deleteBlock(stream.children.indexOf(child), { animate: false });
}

/** Say above the place of the paste what was left behind. */
function warn(place, what) {
    const note = document.createElement("div");
    note.className = "help-block help-warning";
    note.setAttribute("role", "status");
    place.before(note);
    note.textContent = document.querySelector("script[data-contest-paste]").dataset[what];
}

document.addEventListener("paste", (event) => {
    const target = event.target.nodeType === Node.ELEMENT_NODE ? event.target : event.target.parentElement;
    const editor = target?.closest(EDITOR);
    const component = editor && event.clipboardData && componentOf(editor);
    if (!component) return;
    const text = event.clipboardData.getData("text/plain");
    const html = event.clipboardData.getData("text/html");
    if (OWN.test(html) || !(html || NUMBERED_LINE.test(text))) return;
    const place = placeOf(editor);
    const { parts, pictures, merged } = html ? readDocument(html, { tables: Boolean(place.stream) }) : readText(text);
    if (!parts.length) return;
    const above = editor.closest("[data-streamfield-child]") || editor.closest("[data-draftail-editor-wrapper]");
    event.preventDefault();
    event.stopImmediatePropagation();
    if (parts.length === 1 && parts[0].content) insert(component, parts[0].content);
    else insertParts(component, place, parts);
    if (pictures) warn(above, "pictures");
    if (merged) warn(above, "merged");
}, true);
