"""One plain factory for each model, with traits named after states."""

from .entries import EntryFactory, VideoAssetFactory
from .pages import (
    ContestIndexPageFactory,
    ContestNewsPageFactory,
    ContestPageFactory,
    ContestPlanPageFactory,
    ContestRegistrationPageFactory,
    ContestResultsPageFactory,
    ContestRulesPageFactory,
    EntryRoundPageFactory,
    HomePageFactory,
    MilestoneFactory,
    PrizeFactory,
)
from .people import RegistrationFactory, UnitFactory, UserFactory

__all__ = [
    "ContestIndexPageFactory",
    "ContestNewsPageFactory",
    "ContestPageFactory",
    "ContestPlanPageFactory",
    "ContestRegistrationPageFactory",
    "ContestResultsPageFactory",
    "ContestRulesPageFactory",
    "EntryFactory",
    "EntryRoundPageFactory",
    "HomePageFactory",
    "MilestoneFactory",
    "PrizeFactory",
    "RegistrationFactory",
    "UnitFactory",
    "UserFactory",
    "VideoAssetFactory",
]
