"""One plain factory for each model, with traits named after states."""

from .entries import EntryFactory, VideoAssetFactory
from .pages import (
    ConsentNoticeFactory,
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
from .people import CommitteeMemberFactory, RegistrationFactory, UnitFactory, UserFactory

__all__ = [
    "CommitteeMemberFactory",
    "ConsentNoticeFactory",
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
