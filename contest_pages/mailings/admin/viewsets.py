"""The list of mailings, and the screen of one: preview and count of a draft, progress of what was sent off."""

from __future__ import annotations

from django.contrib.admin.filters import SimpleListFilter
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from contest_pages import audit
from contest_pages.contests.permissions import owns
from contest_pages.contests.record_admin import RecordAdmin, RecordInspectView, RecordPermissionHelper
from contest_pages.contests.record_filters import ContestFilter
from contest_pages.http import query_params
from contest_pages.mailings.enums import MailingState
from contest_pages.mailings.models import Mailing
from contest_pages.mailings.permissions import may_send
from contest_pages.mailings.queries import counts_of, progress_of, recipients_of
from contest_pages.mailings.wordings import KIND
from contest_pages.notices.audiences import audiences
from contest_pages.notices.domain.previewing import preview, price_of
from contest_pages.notices.kinds import channel_to
from contest_pages.notices.logic.placeholders import in_words
from contest_pages.notices.models import Notice
from contest_pages.notices.queries import recipient_words
from contest_pages.vietnamese import moment, person_name, thousands

PREVIEW = "contest.preview_mailing"


class StateFilter(SimpleListFilter):
    """Show the mailings of one state."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        """Offer the states."""
        return MailingState.choices

    def queryset(self, request, queryset):
        """Keep the mailings of the chosen state."""
        if self.value() == MailingState.DRAFT:
            return queryset.drafts()
        if self.value() == MailingState.QUEUED:
            return queryset.waiting()
        return queryset.exclude(written_at=None) if self.value() == MailingState.WRITTEN else queryset


class MailingPermissionHelper(RecordPermissionHelper):
    """Mailings are for those who may send them, on their contests."""

    def user_can_list(self, user):
        """Check the right."""
        return may_send(user)

    def user_can_inspect_obj(self, user, obj):
        """Check the right, and the contest."""
        return may_send(user) and owns(user, obj)

    def user_can_export(self, user):
        """Return False: the list is for the screen."""
        return False


class MailingInspectView(RecordInspectView):
    """A draft with its preview, its number and the button that sends it; else what became of the letters."""

    def get_page_title(self):
        """Return the subject."""
        return self.instance.title

    def get_page_subtitle(self):
        """Return the contest."""
        return self.instance.contest.title

    def get_context_data(self, **kwargs):
        """Add the audience in words, then what the state asks for."""
        mailing = self.instance
        audience = audiences().get(mailing.audience)
        names = audience.words_of() if audience else {}
        words = {name: in_words(getattr(mailing, name), names) for name in ("subject", "text", "message")}
        context = {"mailing": mailing, "audience": audience, "words": words}
        if audience is not None:
            form = audience.form(mailing.filters, contest=mailing.contest)
            context["filters"] = form.in_words()
            context["purpose"] = dict(audience.purposes(mailing.contest)).get(
                mailing.purpose, mailing.purpose
            )
            if mailing.is_draft:
                context |= self._of_draft(mailing)
        if mailing.written_at:
            context |= {
                "counts": mailing,
                "progress": progress_of(mailing),
                "letters_url": _letters_url(mailing),
            }
        return super().get_context_data(**context, **kwargs)

    def _of_draft(self, mailing: Mailing) -> dict:
        """Return the number, and the letter to one recipient, with a text message to another one beside it."""
        recipients = recipients_of(mailing)
        counts = counts_of(mailing)
        place = min(query_params.number(self.request.GET, "recipient") or 0, max(counts.total - 1, 0))
        shown = list(recipients[place : place + 1])
        if counts.text_messages and shown and shown[0].email:
            shown += list(recipients.filter(email="")[:1])
        if shown:
            audit.record(PREVIEW, mailing, actor=self.request.user)
        previews = [_preview(mailing, recipient) for recipient in shown]
        messages = [found["letter"].parts for found in previews if found["letter"].parts is not None]
        return {
            "counts": counts,
            "previews": previews,
            "price_of_all": price_of(messages[0], counts.text_messages) if messages else "",
            "next_recipient": (place + 1) % counts.total if counts.total > 1 else None,
        }


def _preview(mailing: Mailing, recipient) -> dict:
    notice = Notice(
        kind=KIND,
        ids={"mailing": mailing.pk},
        recipient_type=ContentType.objects.get_for_model(recipient),
        recipient_id=recipient.pk,
        contest=mailing.contest,
        channel=channel_to(recipient),
    )
    return {"to": recipient_words(notice), "letter": preview(notice)}


def _letters_url(mailing: Mailing) -> str:
    return f"{reverse('contest_notices_notice_modeladmin_index')}?mailing={mailing.pk}"


class MailingAdmin(RecordAdmin):
    """Mailings: drafts and what was sent, the newest first."""

    model = Mailing
    menu_icon = "mail"
    menu_label = gettext_lazy("Mailings")
    menu_order = 221
    permission_helper_class = MailingPermissionHelper
    inspect_view_class = MailingInspectView
    index_template_name = "contest_mailings/admin/index.html"
    inspect_template_name = "contest_mailings/admin/inspect.html"
    history_view_enabled = False
    search_fields = ()
    index_view_extra_css = [*RecordAdmin.index_view_extra_css, "contest_pages/css/letters.css"]
    list_display = ("what", "whom", "contest", "progress", "count", "writer")
    list_filter = (StateFilter, ContestFilter)
    list_select_related = ("contest", "by", "queued_by")
    inspect_view_fields = ()

    def get_queryset(self, request):
        """Read the contest and the users with the mailings."""
        return super().get_queryset(request).select_related("contest", "by", "queued_by")

    def what(self, mailing):
        """Return the subject."""
        return mailing.title

    what.short_description = gettext_lazy("subject")
    what.admin_order_field = "subject"

    def whom(self, mailing):
        """Return the name of the audience."""
        audience = audiences().get(mailing.audience)
        return str(audience.name) if audience else mailing.audience

    whom.short_description = gettext_lazy("whom it goes to")

    def progress(self, mailing):
        """Return the state, with its time."""
        if mailing.is_draft:
            return _("Draft, changed at %(time)s") % {"time": moment(mailing.changed_at)}
        if mailing.written_at is None:
            return MailingState.QUEUED.label
        return _("Sent off at %(time)s") % {"time": moment(mailing.queued_at)}

    progress.short_description = gettext_lazy("state")

    def count(self, mailing):
        """Return the numbers of letters and of text messages."""
        if mailing.written_at is None:
            return ""
        words = [_("%(count)s letters") % {"count": thousands(mailing.letters)}]
        if mailing.text_messages:
            words.append(_("%(count)s text messages") % {"count": thousands(mailing.text_messages)})
        return ", ".join(words)

    count.short_description = pgettext_lazy("letters", "count")

    def writer(self, mailing):
        """Return who sent it off, of a draft who began it."""
        return person_name(mailing.queued_by or mailing.by)

    writer.short_description = gettext_lazy("by")
