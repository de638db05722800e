"""Jury rounds, their plans, panels, candidates, sheets."""

from .candidate import Assignment, Candidate
from .gap import GapCase
from .page import JuryCriterion, JuryRoundPage, JurySource
from .panel import Seat, SeatTerm
from .picture import PaperPicture
from .plan import JudgingPlan
from .recheck import RecheckRequest
from .remark import RemarkDecision
from .reopening import Reopening
from .sheet import PaperCopy, Score, ScoreSheet, SheetChain, SheetDraft

__all__ = [
    "Assignment",
    "Candidate",
    "GapCase",
    "JudgingPlan",
    "JuryCriterion",
    "JuryRoundPage",
    "JurySource",
    "PaperCopy",
    "PaperPicture",
    "RecheckRequest",
    "RemarkDecision",
    "Reopening",
    "Score",
    "ScoreSheet",
    "Seat",
    "SeatTerm",
    "SheetChain",
    "SheetDraft",
]
