"""The list of letters, and the screen of one."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import ModelLogEntry

from contest_pages import audit
from contest_pages.contests.record_admin import (
    RecordAdmin,
    RecordIndexView,
    RecordInspectView,
    RecordPermissionHelper,
)
from contest_pages.contests.record_filters import ContestFilter
from contest_pages.notices.domain.previewing import preview
from contest_pages.notices.domain.resending import RESEND, sendable
from contest_pages.notices.enums import TO_SEND, NoticeState
from contest_pages.notices.kinds import name_of
from contest_pages.notices.logic.reasons import reason_words
from contest_pages.notices.models import Notice
from contest_pages.notices.permissions import may_list, may_resend, may_see, visible_to
from contest_pages.notices.queries import (
    recipient_words,
    recipients,
    title_of,
    with_recipients,
    with_titles,
)
from contest_pages.vietnamese import moment, person_name

from .filters import KindFilter, MailingFilter, RecipientSearchHandler, StateFilter


class NoticePermissionHelper(RecordPermissionHelper):
    """Letters of contests for the organisers, those about accounts for the administrators."""

    def user_can_list(self, user):
        """Check both rights."""
        return may_list(user)

    def user_can_inspect_obj(self, user, obj):
        """Check the right to this letter."""
        return may_see(user, obj)

    def user_can_export(self, user):
        """Return False: what is kept of letters is for the screen."""
        return False


class NoticeIndexView(RecordIndexView):
    """The list, with the letters that can be sent again among those that it shows."""

    def get_page_title(self):
        """Name text messages too."""
        return self.model_admin.menu_label

    @property
    def troubled(self):
        """Return the filtered letters that failed, were given up or were put back, and can be sent again."""
        now = timezone.now()
        return sendable(self.queryset.troubled(now), now)

    @property
    def resend_count(self) -> int:
        """Return how many there are, for those who may have them sent."""
        return self.troubled.count() if may_resend(self.request.user) else 0

    @property
    def resend_url(self) -> str:
        """Return the screen that sends them, with the filters of this list."""
        query = self.request.GET.urlencode()
        return reverse("contest_resend_letters") + (f"?{query}" if query else "")


def _screen_of(user, notice: Notice) -> str:
    """Return the address of the recipient's own screen, "" where there is none or the user may not see it."""
    declared = recipients().get(type(notice.recipient))
    if declared is None or not declared.screen or not user.has_perm(declared.permission):
        return ""
    return reverse(declared.screen, args=[notice.recipient_id])


class NoticeInspectView(RecordInspectView):
    """A letter with its preview and its history; each view is logged."""

    def get(self, request, *args, **kwargs):
        """Log the view, then render it."""
        audit.record("contest.view_letter", self.instance, actor=request.user)
        return super().get(request, *args, **kwargs)

    def get_page_subtitle(self):
        """Return the kind in place of the key."""
        return name_of(self.instance.kind)

    def get_context_data(self, **kwargs):
        """Add the preview, and what can be done with the letter."""
        notice, now = self.instance, timezone.now()
        can_resend = (
            may_resend(self.request.user) and sendable(Notice.objects.filter(pk=notice.pk), now).exists()
        )
        return super().get_context_data(
            preview=preview(notice),
            recipient_url=_screen_of(self.request.user, notice),
            is_sent=notice.state == NoticeState.SENT,
            resend_url=reverse("contest_resend_letter", args=[notice.pk]) if can_resend else "",
            **kwargs,
        )


class NoticeAdmin(RecordAdmin):
    """Letters and text messages: what became of each, the newest first."""

    model = Notice
    menu_icon = "mail"
    menu_label = gettext_lazy("Letters and messages")
    menu_order = 221
    permission_helper_class = NoticePermissionHelper
    index_view_class = NoticeIndexView
    inspect_view_class = NoticeInspectView
    index_template_name = "contest_notices/admin/index.html"
    inspect_template_name = "contest_notices/admin/inspect.html"
    search_handler_class = RecipientSearchHandler
    search_fields = ("recipient",)
    index_view_extra_css = [*RecordAdmin.index_view_extra_css, "contest_pages/css/letters.css"]
    history_view_enabled = False
    list_display = ("what", "to", "progress", "contest", "channel", "created_at")
    list_filter = (StateFilter, KindFilter, MailingFilter, ContestFilter, "channel", "created_at")
    list_select_related = ("contest",)
    inspect_view_fields = (
        "what",
        "to",
        "contest",
        "channel",
        "state",
        "created_at",
        "attempts",
        "problem",
        "next_attempt",
        "sent",
        "came_back",
        "doubts",
        "resent",
    )

    def get_queryset(self, request):
        """Return the letters that the user may see, with their recipients."""
        return with_titles(with_recipients(visible_to(request.user, super().get_queryset(request))))

    def what(self, notice):
        """Return the title of its own, such as a mailing's subject, else the kind."""
        return title_of(notice)

    what.short_description = gettext_lazy("letter")
    what.admin_order_field = "kind"

    def to(self, notice):
        """Return the recipient: the code of a registration, the name of a user or a unit."""
        return recipient_words(notice) or _("(deleted)")

    to.short_description = gettext_lazy("recipient")

    def progress(self, notice):
        """Return the state, with the time or the reason that belongs to it."""
        words = [self.sent(notice), self.came_back(notice), self.problem(notice), self.next_attempt(notice)]
        more = " · ".join(filter(None, words))
        has_failed = notice.state in (NoticeState.FAILED, NoticeState.GIVEN_UP) or notice.bounced_at
        return format_html(
            '<span class="{}">{}</span>{}',
            "contest-late" if has_failed else "",
            notice.get_state_display(),
            format_html("<br><small>{}</small>", more) if more else "",
        )

    progress.short_description = gettext_lazy("state")
    progress.admin_order_field = "state"

    def problem(self, notice):
        """Return why the last attempt failed, in words."""
        return reason_words(notice.reason)

    problem.short_description = gettext_lazy("why it failed")

    def next_attempt(self, notice):
        """Return when it is tried next, of a letter that waits for a time to come."""
        if notice.state not in TO_SEND or notice.due_at <= timezone.now():
            return ""
        return _("next attempt: %(time)s") % {"time": moment(notice.due_at)}

    next_attempt.short_description = gettext_lazy("next attempt")

    def sent(self, notice):
        """Return when it has left."""
        return moment(notice.sent_at) if notice.sent_at else ""

    sent.short_description = gettext_lazy("sent at")

    def came_back(self, notice):
        """Return when it came back."""
        at = notice.bounced_at
        return _("came back at %(time)s") % {"time": moment(at)} if at else ""

    came_back.short_description = gettext_lazy("came back at")

    def doubts(self, notice):
        """Say how often it had to be sent without knowing whether the server had taken it before."""
        return notice.unclear or ""

    doubts.short_description = gettext_lazy("perhaps received twice: times")

    def resent(self, notice):
        """Return who had this letter sent again, and when."""
        lines = ModelLogEntry.objects.for_instance(notice).filter(action=RESEND).select_related("user")
        words = [
            f"{moment(line.timestamp)} · {person_name(line.user) or line.user_display_name}" for line in lines
        ]
        if not words and notice.renewed_at:
            words = [moment(notice.renewed_at)]
        return "; ".join(words)

    resent.short_description = gettext_lazy("had sent again")
