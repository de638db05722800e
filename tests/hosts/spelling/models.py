"""The round, and what was spelled in it."""

from django.db import models
from wagtail.admin.panels import FieldPanel

from contest_pages.contests.enums import ContestKind
from contest_pages.contests.models import ContestRoundPage


class SpellingRoundPage(ContestRoundPage):
    """A round in which each contestant spells one word."""

    is_creatable = True
    usual_title = "Spelling"
    usual_order = 46
    usual_for = frozenset({ContestKind.QUIZ})
    call_words = "Spell a word"
    time_label = "Time"
    welcomes_newcomers = True

    word = models.CharField(max_length=50, blank=True)

    content_panels = [*ContestRoundPage.content_panels, FieldPanel("word")]

    def rule_sentences(self):
        """Return the round's rule in a sentence."""
        return [f"In “{self.title}” each contestant spells one word of {len(self.word)} letters."]


class Spelling(models.Model):
    """What a contestant spelled."""

    round = models.ForeignKey(SpellingRoundPage, on_delete=models.PROTECT, related_name="spellings")
    registration = models.ForeignKey(
        "contest_registrations.Registration", on_delete=models.PROTECT, related_name="spellings"
    )
    letters = models.CharField(max_length=50)
    spelled_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "registration"], name="contest_spelling_once")
        ]

    def __str__(self):
        return self.letters
