"""The app contest_question_bank."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QuestionBankConfig(AppConfig):
    """Questions, their checked versions and sets; imported by the features that use questions."""

    name = "contest_pages.question_bank"
    label = "contest_question_bank"
    verbose_name = _("Question bank")
    default_auto_field = "django.db.models.BigAutoField"
