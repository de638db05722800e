"""Wagtail hooks of entries."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail_modeladmin.options import modeladmin_register

from .admin import views
from .admin.viewsets import EntryAdmin, VideoJobAdmin

modeladmin_register(EntryAdmin)
modeladmin_register(VideoJobAdmin)


@hooks.register("register_admin_urls")
def staff_urls():
    """Add the staff views of entries."""
    return [
        path(
            "contest/entries/<number:entry_id>/presentation/",
            views.present_entry,
            name="contest_present_entry",
        ),
        path("contest/entries/<number:entry_id>/script/", views.script, name="contest_entry_script"),
        path("contest/video-jobs/<number:job_id>/again/", views.run_job_again, name="contest_run_job_again"),
    ]


@hooks.register("register_log_actions")
def entry_actions(actions):
    """Register the verbs of entries with a sentence each."""
    actions.register_action("contest.hand_in", _("Hand in"), _("Handed in"))
    actions.register_action(
        "contest.replace_video", _("Replace video"), _("Video replaced by the contestant")
    )
    actions.register_action(
        "contest.edit_entry", _("Edit entry"), _("Words of the entry changed by the contestant")
    )
    actions.register_action("contest.choose_poster", _("Choose poster"), _("Poster chosen"))
    actions.register_action("contest.change_subtitles", _("Change subtitles"), _("Subtitles changed"))
    actions.register_action("contest.run_job_again", _("Run job again"), _("Video job run again"))
    actions.register_action(
        "contest.hand_back", _("Hand changes in"), _("Changes handed in by the contestant")
    )
    actions.register_action("contest.withdraw", _("Withdraw"), _("Withdrawn by the contestant"))
    actions.register_action("contest.check_video", _("Check video"), _("Video checked against the rules"))
