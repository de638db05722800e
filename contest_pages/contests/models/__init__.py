"""The pages of a contest and the rows that hang on them."""

from .assignments import ContestAssignment, ContestCollection
from .children import ContestChildMixin, ContestIndexChildMixin
from .contest import ContestPage
from .details import Banner, Contact, Milestone, Prize
from .documents import ContestNewsPage, ContestPlanPage, PlanAttachment, RulesAttachment
from .form_page import FormPageMixin
from .listing import ContestIndexPage
from .preview import PreviewMoment, moments_of_span
from .rounds import ContestRoundPage
from .rules import ContestRulesPage

__all__ = [
    "Banner",
    "Contact",
    "ContestAssignment",
    "ContestChildMixin",
    "ContestCollection",
    "ContestIndexChildMixin",
    "ContestIndexPage",
    "ContestNewsPage",
    "ContestPage",
    "ContestPlanPage",
    "ContestRoundPage",
    "ContestRulesPage",
    "FormPageMixin",
    "Milestone",
    "PlanAttachment",
    "PreviewMoment",
    "Prize",
    "RulesAttachment",
    "moments_of_span",
]
