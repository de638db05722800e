"""Awards, standings, rankings."""

from .overall import OverallRanking, OverallRow
from .page import Award, ContestResultsPage, Standing
from .ranking import LotSeed, QuizAward, RankedRow, Ranking, RankingStep, Strike

__all__ = [
    "Award",
    "ContestResultsPage",
    "LotSeed",
    "OverallRanking",
    "OverallRow",
    "QuizAward",
    "RankedRow",
    "Ranking",
    "RankingStep",
    "Standing",
    "Strike",
]
