"""Who may decide about which entry, as annotations for a case and for a whole queue."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, Case, CharField, Exists, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from wagtail.models import ModelLogEntry

from contest_pages.entries.models import Entry
from contest_pages.registrations.models import ConflictOfInterest
from contest_pages.review.enums import VOTES, Look
from contest_pages.review.errors import NotAllowed
from contest_pages.review.models import Review, ReviewCase, ReviewStep

#: Audit verbs by which a member of the staff has worked on an entry.
OWN_WORK = ("contest.choose_poster", "contest.change_subtitles")

WORDS = {
    "group": _("This step is taken by another group."),
    "conflict": _("You have a conflict of interest about this contestant, so somebody else decides."),
    "own_work": _("You have worked on this entry yourself, so somebody else decides."),
    "voted": _("You have decided at this step already; the second decision is somebody else's."),
    "first_review": _("You took part in the first look; the second one is somebody else's."),
}


def steps_open_to(user) -> QuerySet[ReviewStep]:
    """Return the steps of a user's groups; all for a superuser."""
    if user.is_superuser:
        return ReviewStep.objects.all()
    return ReviewStep.objects.filter(Q(group=None) | Q(group__user=user))


def with_obstacles(cases: QuerySet[ReviewCase], user) -> QuerySet[ReviewCase]:
    """Annotate each case with `obstacle`: why this user may not decide, as a key of WORDS, or empty."""
    return cases.annotate(
        obstacle=Case(
            When(~Q(step__in=steps_open_to(user)), then=Value("group")),
            *_conflicts(user),
            When(_own_work(user), then=Value("own_work")),
            When(_voted(user), then=Value("voted")),
            When(_decided_in_first_review(user), then=Value("first_review")),
            default=Value(""),
            output_field=CharField(),
        )
    )


def _conflicts(user) -> list[When]:
    declared = ConflictOfInterest.objects.of_user(user).filter(
        Q(unit=OuterRef("entry__unit"))
        | Q(unit=OuterRef("entry__registration__unit"))
        | Q(registration=OuterRef("entry__registration"))
    )
    conditions = [When(Exists(declared), then=Value("conflict"))]
    if user.email:
        conditions.append(When(entry__registration__email__iexact=user.email, then=Value("conflict")))
    return conditions


def _own_work(user) -> Q:
    lines = ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Entry), user=user, action__in=OWN_WORK
    )
    return Q(entry__in=lines.annotate(worked_on=Cast("object_id", BigIntegerField())).values("worked_on"))


def _voted(user) -> Exists:
    return Exists(
        Review.objects.effective().filter(
            entry=OuterRef("entry"),
            moderator=user,
            step=OuterRef("step"),
            look=OuterRef("look"),
            revision=OuterRef("entry__revision"),
            decision__in=VOTES,
        )
    )


def _decided_in_first_review(user) -> Q:
    took_part = Review.objects.effective().filter(
        entry=OuterRef("entry"), moderator=user, look=Look.FIRST, decision__in=VOTES
    )
    return Q(look=Look.SECOND) & Q(Exists(took_part))


def has_conflict(case: ReviewCase, user) -> bool:
    """Return whether this user has a conflict of interest about a case."""
    conflict = Case(*_conflicts(user), default=Value(""), output_field=CharField())
    return (
        ReviewCase.objects.filter(pk=case.pk).annotate(conflict=conflict).filter(conflict="conflict").exists()
    )


def obstacle_of(case: ReviewCase, user) -> str:
    """Return why this user may not decide about a case, in words, or empty."""
    cases = with_obstacles(ReviewCase.objects.filter(pk=case.pk), user)
    return str(WORDS.get(cases.values_list("obstacle", flat=True).first() or "", ""))


def check_may_decide(case: ReviewCase, user) -> None:
    """Raise NotAllowed with the reason if this user may not decide about a case."""
    if words := obstacle_of(case, user):
        raise NotAllowed(words)
