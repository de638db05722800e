"""Forms of pages in the admin."""

from __future__ import annotations

import unicodedata

from django import forms
from django.db import DEFAULT_DB_ALIAS, models
from django.db.models import ProtectedError
from django.db.models.deletion import Collector
from django.forms.widgets import Script
from django.urls import reverse_lazy
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm
from wagtail.admin.panels import InlinePanel
from wagtail.admin.widgets import SlugInput
from wagtail.models import Page

from contest_pages.contests.enums import PrizeBasis
from contest_pages.contests.logic.measures import RESOLUTIONS, resolution_of
from contest_pages.contests.logic.written_times import NotATime, WrittenTime, read_time
from contest_pages.contests.prizes import basis_choices
from contest_pages.http.amount_field import AmountField
from contest_pages.http.whole_texts import let_whole_texts_in
from contest_pages.vietnamese import slug_of

_MARKED = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"


def _formatters() -> list[tuple[str, str]]:
    """Return (letters, plain letter) pairs by which the browser writes addresses without marks."""
    plain: dict[str, str] = {}
    for letter in _MARKED:
        base = "d" if letter == "đ" else unicodedata.normalize("NFD", letter)[0]
        plain[base] = plain.get(base, "") + letter + letter.upper()
    return [("[\u0300-\u036f]", ""), *((f"[{letters}]", base) for base, letters in sorted(plain.items()))]


class VietnamesePageForm(WagtailAdminPageForm):
    """A page form whose slugs transliterate “Cuộc thi” to “cuoc-thi”; Wagtail's own drops marked letters."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].widget = SlugInput(formatters=_formatters())
            self.fields["slug"].required = False
        let_whole_texts_in(self.fields.values())
        for formset in self.formsets.values():
            # Of the class too: the rows that the editor adds are made of it.
            let_whole_texts_in(formset.form.base_fields.values())
            for form in formset.forms:
                let_whole_texts_in(form.fields.values())

    def clean_slug(self) -> str:
        """Derive a missing slug from the title: without scripts the browser fills none in."""
        if written := self.cleaned_data["slug"]:
            return written
        base = slug = slug_of(self.cleaned_data.get("title", ""))[:240]
        if not base:
            raise forms.ValidationError(self.fields["slug"].error_messages["required"], code="required")
        number = 1
        while not Page._slug_is_available(slug, self.parent_page, self.instance):
            number += 1
            slug = f"{base}-{number}"
        return slug

    def clean(self):
        """Drop an end that is past already: it has done its work, and Wagtail would refuse to save the page with it."""
        ends_at = self.cleaned_data.get("expire_at")
        if ends_at is not None and ends_at == self.instance.expire_at and ends_at < timezone.now():
            self.cleaned_data["expire_at"] = None
        return super().clean()

    def save(self, commit=True):
        """Let a new page begin as a draft: Wagtail puts it into the tree before it asks whether it may be published."""
        if self.instance._state.adding:
            self.instance.live = False
        return super().save(commit)

    def offer_own_rounds(self, name: str) -> None:
        """Let a field, where the form has it, offer the rounds of the page's own contest only."""
        if (field := self.fields.get(name)) is not None:
            contest = self.parent_page or self.instance.get_parent()
            rounds = field.queryset.child_of(contest) if contest else field.queryset.none()
            # A list of a few rounds, not the chooser, which offers the pages of the whole site.
            self.fields[name] = forms.ModelChoiceField(
                rounds.order_by("path"),
                label=field.label,
                help_text=field.help_text,
                required=field.required,
                initial=field.initial,
            )


#: No prize is worth a billion đồng a thousand times over; a slip of the finger is.
MOST_AMOUNT = 10**12


class WordsInput(forms.TextInput):
    """An input beside which a script shows what is typed in words, as the address of this name says it."""

    class Media:
        js = [Script("contest_pages/js/words_beside.js", type="module")]

    def __init__(self, address: str, attrs=None):
        super().__init__({"data-contest-words": reverse_lazy(address), **(attrs or {})})


class WrittenTimeFormMixin(forms.ModelForm):
    """The form of a TimeSpanModel: its time is one text, as the plan writes it."""

    written_time = forms.CharField(
        label=gettext_lazy("Time, as in the plan"),
        max_length=120,
        widget=WordsInput("contest_time_words"),
        help_text=gettext_lazy(
            "For example 31/7/2024, tháng 6/2024, Quý III/2024, trước ngày 31/5/2024, từ 01/6 đến 30/6/2024, dự kiến tháng 10/2024, 08:00 – 11:00 ngày 31/7/2024."
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.starts_at is not None:
            # Plans are Vietnamese, whatever language the editor's screens have.
            with translation.override("vi"):
                self.initial["written_time"] = self.instance.written_time

    def clean_written_time(self) -> WrittenTime:
        """Return the time; what is not understood stays in its field."""
        try:
            return read_time(self.cleaned_data["written_time"])
        except NotATime:
            raise forms.ValidationError(
                _("This time is not understood. Write it as in the examples.")
            ) from None

    def _post_clean(self):
        """Set the columns before the model is validated."""
        time = self.cleaned_data.get("written_time")
        # A time that is left as it was keeps its very moments.
        with translation.override("vi"):
            is_changed = isinstance(time, WrittenTime) and str(time) != self.initial.get("written_time")
        if is_changed:
            self.instance.starts_at, self.instance.ends_at = time.starts_at, time.ends_at
            self.instance.precision, self.instance.tentative = time.precision, time.tentative
        super()._post_clean()


class MilestoneForm(WrittenTimeFormMixin, WagtailAdminModelForm):
    """The form of a milestone."""


class RowsPanel(InlinePanel):
    """A list of rows with a form of their own."""

    row_form: type[WagtailAdminModelForm]

    def get_form_options(self):
        """Set the form of the rows."""
        options = super().get_form_options()
        options["formsets"][self.relation_name]["form"] = self.row_form
        return options


class MilestonesPanel(RowsPanel):
    """The list of milestones."""

    row_form = MilestoneForm


class PrizeForm(WagtailAdminModelForm):
    """The form of a prize; `contest` is whose rounds it offers, None while that is not saved."""

    def __init__(self, *args, contest=None, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["only_round"]
        rounds = field.queryset.child_of(contest) if contest is not None else field.queryset.none()
        self.fields["only_round"] = forms.ModelChoiceField(
            rounds, label=field.label, help_text=field.help_text, required=False
        )
        amount = self.fields["amount"]
        self.fields["amount"] = AmountField(
            label=amount.label,
            required=False,
            max_value=MOST_AMOUNT,
            widget=WordsInput("contest_amount_words"),
            help_text=_("For example 5.000.000 or 5 triệu."),
        )
        self.fields["basis"] = forms.ChoiceField(
            label=self.fields["basis"].label, choices=self._bases, initial=PrizeBasis.JURY
        )

    def _bases(self) -> list[tuple[str, str]]:
        """Return what may decide; a basis whose feature is not installed any more stays with its prize."""
        choices, present = basis_choices(), self.instance.basis
        return choices if present in dict(choices) else [*choices, (present, present)]


class PrizesPanel(RowsPanel):
    """The list of prizes."""

    row_form = PrizeForm


class RulesPageForm(VietnamesePageForm):
    """The form of the rules, which offers resolutions by their names instead of width and height."""

    resolution = forms.ChoiceField(label=gettext_lazy("Smallest resolution"), required=False)

    #: What is asked only where a round takes works.
    OF_WORKS = (
        "entries_per_contestant",
        "minimum_seconds",
        "maximum_seconds",
        "resolution",
        "maximum_megabytes",
        "video_formats",
        "grace_minutes",
        "script",
        "link_hosts",
        "originality_declaration",
        "first_publication_declaration",
        "music_declaration",
        "people_declaration",
        "blind_review",
        "complaint_days",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        contest = (self.parent_page or self.instance.get_parent()).specific
        if not contest.takes_works:
            for name in self.OF_WORKS:
                del self.fields[name]
            return
        present = resolution_of(self.instance.minimum_width, self.instance.minimum_height)
        names = dict.fromkeys(["", *RESOLUTIONS, present])
        self.fields["resolution"].choices = [(name, self._words(name)) for name in names]
        self.initial["resolution"] = present

    def _words(self, name: str) -> str:
        if not name:
            return pgettext("resolution", "Any")
        sides = RESOLUTIONS.get(name) or tuple(int(side) for side in name.split("x"))
        size = _("%(width)d × %(height)d pixels") % {"width": sides[0], "height": sides[1]}
        return f"{name} ({size})" if name in RESOLUTIONS else size

    def save(self, commit=True):
        """Set width and height by the chosen resolution; one without a name stays as it was."""
        name = self.cleaned_data.get("resolution")
        if name is None:
            return super().save(commit)
        if name in RESOLUTIONS:
            self.instance.minimum_width, self.instance.minimum_height = RESOLUTIONS[name]
        elif not name:
            self.instance.minimum_width = self.instance.minimum_height = None
        return super().save(commit)


class ContestPageForm(VietnamesePageForm):
    """Passes the contest to each form of a prize, also to those that the editor adds."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "prizes" in self.formsets:
            self.formsets["prizes"].form_kwargs["contest"] = self.instance if self.instance.pk else None

    def clean(self) -> dict:
        """Refuse to drop a prize that was given: published, its row could not go."""
        cleaned = super().clean()
        prizes = self.formsets.get("prizes")
        if prizes is not None and prizes.is_valid():
            for form in prizes.deleted_forms:
                if form.instance.pk and _is_protected(form.instance):
                    self.add_error(
                        None,
                        _("“%(prize)s” has been given and cannot be removed from the list of prizes.")
                        % {"prize": form.instance},
                    )
        return cleaned


def _is_protected(row: models.Model) -> bool:
    """Say whether rows of other features forbid to delete this one."""
    try:
        Collector(using=row._state.db or DEFAULT_DB_ALIAS).collect([row])
    except ProtectedError:
        return True
    return False
