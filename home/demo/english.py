"""The demo's English pages: home, list and one contest. Forms, rules and works stay in Vietnamese."""

from __future__ import annotations

from wagtail.models import Locale

from contest_pages.contests.models import ContestPage

HOME = {
    "title": "Digital transformation portal of Sơn La",
    "slug": "home-en",
    "introduction": "Where people of the province learn about digital life, take part in contests and watch the best works.",
}
INDEX = {
    "title": "Contests",
    "slug": "contests",
    "introduction": "Contests about digital transformation that the province holds.",
}
CONTEST = {
    "title": "Video contest “Digital Sơn La – from the village to cyberspace”",
    "slug": "digital-son-la",
    "theme": "One digital skill for everybody",
    "organiser": "Steering Committee for Digital Transformation of Sơn La (demonstration)",
    "summary": "Film four to five minutes about what you, your village or your office do with digital tools, and send it here.",
    "body": [
        (
            "text",
            "<p>Everybody who lives, studies or works in the province may take part. Forms and rules are in Vietnamese.</p>",
        )
    ],
    "questions": [],
    "partners": [],
}
MILESTONES = [
    "Entries received",
    "Launch",
    "Preliminary review",
    "Judging by the jury",
    "Decision about awards",
    "Award ceremony",
]
CONTACT = ("Secretariat of the contest", "Answers about the rules, help with handing in")
PRIZES = ["First prize", "Second prize", "Third prize", "Consolation prize", "Side prize"]


def publish_english(contest: ContestPage) -> ContestPage:
    """Publish the pages and return the contest's."""
    english, _created = Locale.objects.get_or_create(language_code="en")
    index = contest.get_parent().specific
    home = index.get_parent().specific
    for page, words in ((home, HOME), (index, INDEX), (contest, CONTEST)):
        copy = page.copy_for_translation(english)
        for name, value in words.items():
            setattr(copy, name, value)
        if isinstance(copy, ContestPage):
            _name_rows(copy)
        copy.save_revision().publish()
    return copy


def _name_rows(copy: ContestPage) -> None:
    milestones, prizes = list(copy.milestones.all()), list(copy.prizes.all())
    for milestone, label in zip(milestones, MILESTONES, strict=True):
        milestone.label = label
    for prize, name in zip(prizes, PRIZES, strict=True):
        prize.name, prize.extra = name, ""
    contacts = list(copy.contacts.all())
    for contact in contacts:
        contact.name, contact.role = CONTACT
    copy.milestones, copy.prizes, copy.contacts, copy.banners = milestones, prizes, contacts, []
