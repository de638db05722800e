"""Rankings with their rows and steps, exclusions, lots, awards."""

from .award import Award
from .ranking import LotSeed, RankedRow, Ranking
from .record import Exclusion, RankingStep
from .subject import Subject

__all__ = ["Award", "Exclusion", "LotSeed", "RankedRow", "Ranking", "RankingStep", "Subject"]
