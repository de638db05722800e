// Practice with a script: each answer is explained as soon as it is given. The questions are released, nothing counts;
// without a script all of them are explained together.

const form = document.querySelector("[data-contest-practice]");
const score = form.querySelector("[data-contest-practice-score]");
const scoreWords = score.textContent;

function mark(option, kind, word) {
    option.classList.add(`contest-answer--${kind}`);
    const text = document.createElement("strong");
    text.dataset.contestMark = "";
    text.textContent = ` (${word})`;
    option.querySelector("span").append(text);
}

form.addEventListener("change", ({ target }) => {
    const block = target.closest("fieldset");
    const why = block.querySelector("[data-contest-why]");
    const verdict = block.querySelector("[data-contest-verdict]");
    for (const old of block.querySelectorAll("[data-contest-mark]")) old.remove();
    let isRight = false;
    for (const option of block.querySelectorAll(".contest-answer")) {
        option.classList.remove("contest-answer--right", "contest-answer--wrong");
        const { checked } = option.querySelector("input");
        if (option.querySelector("b").textContent === why.dataset.contestWhy) {
            isRight = checked;
            mark(option, "right", form.dataset.wordRight);
        } else if (checked) {
            mark(option, "wrong", form.dataset.wordWrong);
        }
    }
    block.dataset.isRight = isRight ? "1" : "";
    verdict.firstElementChild.textContent = isRight ? verdict.dataset.right : verdict.dataset.wrong;
    why.hidden = false;
    score.textContent = scoreWords.replace("{right}", form.querySelectorAll("[data-is-right='1']").length);
    score.hidden = form.querySelectorAll("[data-is-right]").length < form.querySelectorAll("fieldset").length;
});
