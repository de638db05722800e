"""The fixed vocabularies of the question bank."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class QuestionStatus(models.TextChoices):
    """The status of a question. Only its checked wording is ever used."""

    DRAFT = "draft", _("To be checked")
    CHECKED = "checked", _("Checked")
    RETIRED = "retired", _("Retired")


class Difficulty(models.TextChoices):
    """The difficulty of a question, as its writers estimate it."""

    EASY = "easy", _("Easy")
    MEDIUM = "medium", _("Medium")
    HARD = "hard", _("Hard")
