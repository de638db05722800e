"""One object of everything that an address may name, for a contest."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.core.files.base import ContentFile
from django.db.models import Model
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from contest_pages.contests.admin.remarks import digest_of
from contest_pages.contests.domain.assigning import collection_of
from contest_pages.contests.publish_checks import context_of_drafts
from contest_pages.data_requests.domain import submit_request
from contest_pages.entries.models import Rendition, Still, Subtitles, VideoJob
from contest_pages.entries.models.video import narrower
from contest_pages.judging.models import Assignment, Candidate, PaperPicture, RecheckRequest, Seat
from contest_pages.mailings.domain import Draft, begin_draft
from contest_pages.notices.models import LetterWording
from contest_pages.notices.notifying import notify
from contest_pages.publishing.readiness import Finding, check_contest
from contest_pages.quizzes.models import Attempt
from contest_pages.registrations.enums import RegistrationKind
from contest_pages.registrations.models import AnswerFile, ConflictOfInterest
from contest_pages.review.models import ReviewStep, ShareOut
from contest_pages.standings.models import Ranking
from tests.factories import (
    CommitteeMemberFactory,
    ContestCeremonyPageFactory,
    ContestNewsPageFactory,
    ContestPageFactory,
    ContestPlanPageFactory,
    ContestRegistrationPageFactory,
    ContestRulesPageFactory,
    EntryFactory,
    EntryRoundPageFactory,
    QuestionSetFactory,
    QuizRoundPageFactory,
    RegistrationFactory,
    UnitFactory,
    UserFactory,
    take_quiz,
)
from tests.factories.judging import JuryRoundPageFactory
from tests.factories.pages import NOW
from tests.review.helpers import say


@dataclass
class ContestObjects:
    """A contest with everything that an address may name.

    `marks` are texts that stand for it in answers, `digest` what an address calls the remark on the page `noted`.
    """

    contest: Model
    named: dict[str, Model] = field(default_factory=dict)
    marks: list[str] = field(default_factory=list)
    digest: str = ""

    def __getattr__(self, name: str) -> Model:
        try:
            return self.__dict__["named"][name]
        except KeyError:
            raise AttributeError(name) from None


def contest_with_everything(index, word: str, slug: str, *, moderator) -> ContestObjects:
    """Make a contest whose titles, codes and names contain a word of its own where they can."""
    contest = ContestPageFactory(parent=index, title=f"Cuộc thi {word}", slug=slug)
    rules = ContestRulesPageFactory(parent=contest, title=f"Thể lệ {word}", slug="the-le")
    form = ContestRegistrationPageFactory(parent=contest, title=f"Đăng ký {word}", slug="dang-ky")
    entry_round = EntryRoundPageFactory(parent=contest, title=f"Tác phẩm {word}", slug="tac-pham")
    news = ContestNewsPageFactory(parent=contest, title=f"Tin {word}", live=True)
    news.save_revision()
    waiting = ContestNewsPageFactory(parent=contest, title=f"Tin chờ {word}", live=False)
    waiting.save_revision()
    waiting.get_workflow().start(waiting, UserFactory())
    plan = ContestPlanPageFactory(parent=contest, title=f"Kế hoạch {word}", slug="ke-hoach")
    amendment = ContestPlanPageFactory(
        parent=contest,
        title=f"Sửa kế hoạch {word}",
        slug="sua-ke-hoach",
        amends=plan,
        amendment_reason="Lùi hạn",
    )
    noted = ContestPlanPageFactory(parent=contest, title=f"Chờ số {word}", slug="cho-so", number="/KH-UBND")
    ceremony = ContestCeremonyPageFactory(parent=contest, title=f"Lễ {word}", opens_round=entry_round)
    question_set = QuestionSetFactory(name=f"Bộ câu hỏi {word}", contest=contest, size=5)
    quiz = QuizRoundPageFactory(parent=contest, title=f"Tuần {word}", question_set=question_set)
    registration = RegistrationFactory(page=form)
    entry = EntryFactory(registration=registration, round=entry_round, submitted=True, title=f"Tên {word}")
    roster = RegistrationFactory(page=form, kind=RegistrationKind.ROSTER, unit=UnitFactory())
    entry.script.save("x", ContentFile(b"%PDF"))
    entry.video.facts = {**entry.video.facts, "still_widths": [360, 720]}
    entry.video.save()
    entry.video.poster.storage.save(narrower(entry.video.poster, 360).name, ContentFile(b"small"))
    accepted = EntryFactory(
        registration=registration, round=entry_round, accepted=True, slot=2, title=f"Tên hai {word}"
    )
    decided = EntryFactory(
        registration=registration, round=entry_round, submitted=True, slot=3, title=f"Tên ba {word}"
    )
    step = entry.case.step
    following = ReviewStep.objects.create(plan=step.plan, sort_order=9, name="Duyệt", group=step.group)
    ReviewStep.objects.filter(pk=step.pk).update(accepts_in_bulk=following.pk is not None)
    take_quiz(quiz, registration)
    jury = JuryRoundPageFactory(parent=contest, title=f"Chung khảo {word}")
    candidate = Candidate.objects.create(round_id=jury.pk, number=1, entry=accepted, added_at=NOW)
    seat = Seat.objects.create(round_id=jury.pk, number=1)
    Assignment.objects.create(candidate=candidate, seat=seat, made_at=NOW)
    paper = PaperPicture.objects.create(
        candidate=candidate,
        seat=seat,
        file=ContentFile(b"x", name="a.jpg"),
        sha256="0",
        added_by=moderator,
        added_at=NOW,
    )
    ranking = Ranking.objects.create(
        contest=contest, round_id=jury.pk, basis="jury", number=1, rules=jury.rules.as_json(), frozen_at=NOW
    )
    recheck = RecheckRequest.objects.create(
        round_id=jury.pk,
        number=1,
        candidate=candidate,
        registration=registration,
        ranking=ranking,
        asked_at=NOW,
    )
    review = say(decided, moderator)
    member = CommitteeMemberFactory(contest=contest, full_name=registration.members.get().full_name)
    collection = collection_of(contest)
    file = AnswerFile.objects.create(
        registration=registration,
        name="a",
        label="A",
        file=ContentFile(b"%PDF", name="x"),
        file_name=f"{word}.pdf",
        content_type="application/pdf",
        size=4,
    )
    question = question_set.questions.order_by("pk").first()
    named = {
        "rules": rules,
        "form": form,
        "round": entry_round,
        "news": news,
        "waiting": waiting,
        "alias": news.create_alias(update_slug=f"alias-{slug}"),
        "amendment": amendment,
        "ceremony": ceremony,
        "quiz": quiz,
        "jury": jury,
        "paper": paper,
        "noted": noted,
        "registration": registration,
        "roster": roster,
        "entry": entry,
        "accepted": accepted,
        "step": step,
        "plan": step.plan,
        "share_out": ShareOut.objects.create(step=step, made_by=UserFactory(), made_at=NOW),
        "review": review,
        "attempt": Attempt.objects.get(round=quiz),
        "member": member,
        "match": member.matches.get(),
        "conflict": ConflictOfInterest.objects.create(
            member=member, unit=UnitFactory(), declared_by=UserFactory(), declared_at=NOW
        ),
        "notice": notify("registrations.welcome", registration),
        "wording": LetterWording.objects.create(
            key="registrations.disputed", contest=contest, number=1, subject=word, text=word, message=word
        ),
        "mailing": begin_draft(
            contest=contest,
            draft=Draft("registrations", {}, "", f"Thư {word}", "Kính mời"),
            actor=moderator,
            now=NOW,
        ),
        "recheck": recheck,
        "request": submit_request(registration=registration, kind="correct", now=NOW),
        "file": file,
        "job": VideoJob.objects.create(video=entry.video, kind="probe", ordered_at=NOW),
        "rendition": Rendition.objects.create(
            video=entry.video, lines=360, file=ContentFile(b"x", name="x.mp4"), size=1
        ),
        "still": Still.objects.create(video=entry.video, second=1, picture=ContentFile(b"x", name="x.webp")),
        "subtitles": Subtitles.objects.create(entry=entry, language="vi", text="WEBVTT"),
        "question": question,
        "question_set": question_set,
        "document": get_document_model().objects.create(
            title=f"Văn bản {word}", collection=collection, file=ContentFile(b"%PDF", name=f"{slug}.pdf")
        ),
        "image": get_image_model().objects.create(
            title=f"Hình {word}", collection=collection, file=get_test_image_file(f"{slug}.png")
        ),
        "collection": collection,
    }
    return ContestObjects(
        contest, named, [word, registration.code, roster.code], digest_of(_remark_on(noted))
    )


def _remark_on(page) -> Finding:
    found = check_contest(context_of_drafts(page.contest, NOW))
    return next(finding for finding in found if finding.page.pk == page.pk and finding.field == "number")
