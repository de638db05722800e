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
from .question_bank import QuestionFactory, QuestionSetFactory, QuestionTopicFactory
from .quizzes import QuizRoundPageFactory, take_quiz
from .standings import give, put_rank

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
    "give",
    "put_rank",
    "take_quiz",
]
