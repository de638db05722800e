"""One plain factory for each model, with traits named after states."""

from .entries import EntryFactory, VideoAssetFactory
from .pages import (
    ConsentNoticeFactory,
    ContestActivityPageFactory,
    ContestCalendarPageFactory,
    ContestCeremonyPageFactory,
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
from .quizzes import (
    QuestionFactory,
    QuestionSetFactory,
    QuestionTopicFactory,
    QuizRoundPageFactory,
    take_quiz,
)

__all__ = [
    "CommitteeMemberFactory",
    "ConsentNoticeFactory",
    "ContestActivityPageFactory",
    "ContestCalendarPageFactory",
    "ContestCeremonyPageFactory",
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
    "QuestionFactory",
    "QuestionSetFactory",
    "QuestionTopicFactory",
    "QuizRoundPageFactory",
    "RegistrationFactory",
    "UnitFactory",
    "UserFactory",
    "VideoAssetFactory",
    "take_quiz",
]
