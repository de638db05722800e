"""Sending again: one letter, or all with trouble that a filtered list shows."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from contest_pages import conf
from contest_pages.admin.confirm_screen import confirm_screen
from contest_pages.http.decorators import only
from contest_pages.notices.kinds import name_of
from contest_pages.notices.notifying import send_again
from contest_pages.notices.permissions import may_resend, visible_to
from contest_pages.notices.queries import recipient_words, with_recipients
from contest_pages.vietnamese import moment, thousands

from .viewsets import NoticeAdmin, NoticeIndexView

_LIST = "contest_notices_notice_modeladmin_index"
_LETTER = "contest_notices_notice_modeladmin_inspect"


@require_http_methods(["GET", "POST"])
@only(may_resend)
def resend_letter(request: HttpRequest, notice_id: int) -> HttpResponse:
    """Have one letter sent again; of one that was sent a second copy goes out, which is asked about first."""
    found = visible_to(request.user).filter(pk=notice_id)
    notice = with_recipients(found).first()
    if notice is None:
        raise Http404
    back = reverse(_LETTER, args=[notice.pk])
    if request.method == "POST":
        if send_again(found, actor=request.user, now=timezone.now()):
            messages.success(request, _("The letter will be sent again in a moment."))
        else:
            messages.warning(
                request,
                _("Nothing was sent: the letter waits already, has just left, or its address is not kept."),
            )
        return redirect(back)
    intro = _("The letter is composed again from what is recorded now, and sent to the contact on file.")
    if notice.sent_at:
        already = _("It was sent at %(time)s: the recipient will have it twice.")
        intro = f"{already % {'time': moment(notice.sent_at)}} {intro}"
    return confirm_screen(
        request,
        None,
        title=_("Send the letter again"),
        subtitle=f"{name_of(notice.kind)} · {recipient_words(notice)}",
        intro=intro,
        submit=_("Send again"),
        back=back,
    )


class ResendLettersView(NoticeIndexView):
    """Asks before it has all letters with trouble sent again that the list shows with these filters."""

    http_method_names = ["get", "post"]

    def dispatch(self, request, *args, **kwargs):
        """Raise PermissionDenied for those who may not."""
        if not may_resend(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, *args, **kwargs):
        """Say how many there are."""
        count = self.troubled.count()
        if not count:
            messages.warning(request, _("None of these letters can be sent again now."))
            return redirect(self._back)
        intro = ngettext(
            "%(count)s letter that failed or was given up is sent again.",
            "%(count)s letters that failed or were given up are sent again.",
            count,
        ) % {"count": thousands(count)}
        more = _("Each is tried for %(hours)d more hours, and left out if it is no longer wanted.")
        return confirm_screen(
            request,
            None,
            title=_("Send all again that failed"),
            subtitle="",
            intro=f"{intro} {more % {'hours': conf.get('LETTER_HOURS')}}",
            submit=_("Send %(count)s again") % {"count": thousands(count)},
            back=self._back,
        )

    def post(self, request, *args, **kwargs):
        """Have them sent."""
        count = send_again(self.troubled, actor=request.user, now=timezone.now())
        words = ngettext(
            "%(count)s letter will be sent again.", "%(count)s letters will be sent again.", count
        )
        messages.success(request, words % {"count": thousands(count)})
        return redirect(self._back)

    @property
    def _back(self) -> str:
        query = self.request.GET.urlencode()
        return reverse(_LIST) + (f"?{query}" if query else "")


resend_letters = ResendLettersView.as_view(model_admin=NoticeAdmin())
