"""Why something in judging is refused."""

from contest_pages.errors import ContestError


class JudgingRefused(ContestError):
    """The base of every refusal."""


class NotSeated(JudgingRefused):
    """The person has no term on a seat of the panel now, or the seat does not judge this candidate."""

    code = "not_seated"


class NotOpen(JudgingRefused):
    """The window of the jurors has not begun, is over, or the round is frozen."""

    code = "not_open"


class ConflictsNotDeclared(JudgingRefused):
    """The juror has not said yet whether there are conflicts of interest."""

    code = "not_declared"


class PointsRefused(JudgingRefused):
    """Points are out of range, no multiple of the step, or cannot be read; `fields` has a sentence by criterion."""

    code = "points"

    def __init__(self, message: str, fields: dict[str, str] | None = None):
        super().__init__(message)
        self.fields = fields or {}


class SheetIncomplete(JudgingRefused):
    """A criterion has no points, or a required remark is missing; `fields` has a sentence by criterion."""

    code = "incomplete"

    def __init__(self, message: str, fields: dict[str, str]):
        super().__init__(message)
        self.fields = fields


class SheetSealed(JudgingRefused):
    """There is a sealed sheet already; `sheet` is it, so that its receipt can be shown again."""

    code = "sealed"

    def __init__(self, message: str, sheet):
        super().__init__(message)
        self.sheet = sheet


class PlanChanged(JudgingRefused):
    """The draft was written under an earlier plan of judging."""

    code = "plan_changed"


class PlanInForce(JudgingRefused):
    """Sheets are sealed under the plan in force, so another one needs a reason."""

    code = "plan_in_force"


class PanelIncomplete(JudgingRefused):
    """The panel has too few seats for the published rules, or a seat without a person."""

    code = "panel"


class SeatTaken(JudgingRefused):
    """The seat has a person already, or the person another seat."""

    code = "seat_taken"


class ReasonMissing(JudgingRefused):
    """The action needs a reason that stands in the minutes."""

    code = "reason_missing"


class NothingToJudge(JudgingRefused):
    """No closed list of a round names works to judge."""

    code = "nothing_to_judge"


class SheetUnsigned(JudgingRefused):
    """A paper sheet without the juror's signature is worth nothing until it is signed."""

    code = "unsigned"


class OwnSumDiffers(JudgingRefused):
    """The sum on a paper sheet is missing, or not that of its points: the juror looks at it again."""

    code = "own_sum"


class TypedAlready(JudgingRefused):
    """The person has typed this paper sheet, or two people have: each types a sheet once."""

    code = "typed"


class NotTypedTwice(JudgingRefused):
    """A paper sheet is settled only after two people have typed it."""

    code = "not_typed_twice"


class PictureRefused(JudgingRefused):
    """A file is no picture of a paper sheet that can be kept, or there are enough of them."""

    code = "picture"


class RecheckRefused(JudgingRefused):
    """No check of the sum may be asked for now, or it cannot be answered in this way."""

    code = "recheck"
