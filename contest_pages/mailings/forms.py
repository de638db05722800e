"""The form of a mailing: the words with their placeholders, the purpose, the templates."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contest_pages.http.whole_texts import WholeTextForm
from contest_pages.notices.audiences import Audience
from contest_pages.notices.logic.placeholders import in_keys, in_words
from contest_pages.notices.queries import words_in_force

from .logic import gap_in, unknown_in, without_unknown
from .models import Mailing
from .wordings import TEMPLATES

#: The texts of a mailing.
TEXTS = ("subject", "text", "message")


class MailingForm(WholeTextForm):
    """What is written, and for which purpose; editors read and type placeholders as words."""

    purpose = forms.ChoiceField(label=gettext_lazy("Purpose"), required=False, widget=forms.RadioSelect)
    template = forms.ChoiceField(label=gettext_lazy("Template"), required=False)
    subject = forms.CharField(
        label=gettext_lazy("Subject of the letter"),
        error_messages={"required": gettext_lazy("Write the subject of the letter.")},
    )
    text = forms.CharField(
        label=gettext_lazy("Words of the letter"),
        widget=forms.Textarea(attrs={"rows": 14}),
        error_messages={"required": gettext_lazy("Write the words of the letter.")},
    )
    message = forms.CharField(
        label=gettext_lazy("Text message, for those with a phone only"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, contest, audience: Audience, **kwargs):
        super().__init__(*args, **kwargs)
        self.contest, self.names = contest, audience.words_of()
        self.fields["template"].choices = [
            ("", _("Choose a template")),
            *((declared.key, str(declared.name)) for declared in TEMPLATES),
        ]
        if purposes := audience.purposes(contest):
            to_run = ("", _("To run this contest: all who take part have agreed to it"))
            self.fields["purpose"].choices = [to_run, *purposes]
        else:
            del self.fields["purpose"]
        if not audience.has_phones:
            del self.fields["message"]

    def initial_of(self, mailing: Mailing) -> dict[str, str]:
        """Return what the form shows of a mailing."""
        texts = {name: in_words(getattr(mailing, name), self.names) for name in TEXTS}
        return {"purpose": mailing.purpose, **texts}

    def filled(self, key: str) -> dict[str, str]:
        """Return the texts of a template in force for the contest, without lines that this audience cannot have.

        Raises KeyError for a key that is none of the templates.
        """
        words = words_in_force(self.contest.pk)[key]
        return {
            name: in_words(without_unknown(getattr(words, name), self.names), self.names) for name in TEXTS
        }

    def clean(self):
        """Store placeholders by their keys; refuse those that no recipient has, what is left open, and what is too long."""
        cleaned = super().clean()
        for name in TEXTS:
            if name in self.fields and cleaned.get(name):
                cleaned[name] = in_keys(cleaned[name].replace("\r\n", "\n"), self.names)
                self._check(name, cleaned[name])
        return cleaned

    def _check(self, name: str, text: str) -> None:
        longest = Mailing._meta.get_field(name).max_length
        if len(text) > longest:
            self.add_error(
                name,
                _("At most %(count)d letters, these are %(length)d.")
                % {"count": longest, "length": len(text)},
            )
        if unknown := unknown_in(text, self.names):
            given, known = (
                ", ".join(f"{{{word}}}" for word in words) for words in (unknown, self.names.values())
            )
            sentence = _("These recipients have no %(given)s. You can write: %(known)s.")
            self.add_error(name, sentence % {"given": given, "known": known})
        if gap := gap_in(text):
            self.add_error(name, _("Fill in what the template leaves open: %(gap)s.") % {"gap": gap})
