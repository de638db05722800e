"""The scene in which every address is asked for: two contests, the roles, and what belongs to no contest."""

from __future__ import annotations

import io

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Locale, Site, Task, UploadedFile, Workflow
from wagtail.users.models import UserProfile

from contest_pages.banners.models import Partner
from contest_pages.notices.models import LetterWording
from contest_pages.question_bank.models import QuestionTopic
from contest_pages.staff.enums import GroupAction, GroupChangeState
from contest_pages.staff.models import GroupChange
from contest_pages.units.domain.list_import import template, upload_list
from contest_pages.units.models import Headcount
from home.site_settings import PortalSettings
from tests.factories import UnitFactory, UserFactory
from tests.factories.pages import NOW

from .addresses import Address
from .contest_objects import ContestObjects, contest_with_everything

#: Snippets and records of modeladmin by the last part of their addresses' names: what `pk` and `instance_pk` are.
_OBJECTS = {
    "attempt": "attempt",
    "entry": "entry",
    "videojob": "job",
    "registration": "registration",
    "committeematch": "match",
    "committeemember": "member",
    "datarequest": "request",
    "notice": "notice",
    "mailing": "mailing",
    "conflictofinterest": "conflict",
    "review": "review",
    "reviewplan": "plan",
    "question": "question",
    "questionset": "question_set",
    "wagtaildocs_chooser": "document",
    "wagtailimages_chooser": "image",
    "documents": "document",
    "images": "image",
    "wagtailadmin_collections": "collection",
    "pages": "news",
}
_ARGUMENTS = {
    "contest_id": "contest",
    "page_id": "news",
    "round_id": "round",
    "parent_page_id": "contest",
    "page_to_move_id": "news",
    "registration_id": "registration",
    "roster_id": "roster",
    "request_id": "request",
    "notice_id": "notice",
    "mailing_id": "mailing",
    "entry_id": "entry",
    "job_id": "job",
    "question_id": "question",
    "file_id": "file",
    "match_id": "match",
    "share_out_id": "share_out",
    "review_id": "review",
    "step_id": "step",
    "image_id": "image",
    "document_id": "document",
    "doc_id": "document",
    "collection_id": "collection",
    "still_id": "still",
    "picture_id": "paper",
    "recheck_id": "recheck",
}
#: Where an argument means another object than usual.
_ELSEWHERE = {
    ("contest_quiz_statistics", "round_id"): "quiz",
    ("contest_quiz_extra_time", "round_id"): "quiz",
    ("contest_paper_round", "round_id"): "jury",
    ("contest_paper_sheet", "round_id"): "jury",
    ("contest_paper_sheets", "round_id"): "jury",
    ("contest_paper_picture", "round_id"): "jury",
    ("contest_paper_spare", "round_id"): "jury",
    ("contest_paper_replacement", "round_id"): "jury",
    ("contest_paper_tables", "round_id"): "jury",
    ("contest_jury_panel", "round_id"): "jury",
    ("contest_jury_progress", "round_id"): "jury",
    ("contest_jury_plan", "round_id"): "jury",
    ("contest_jury_sheets", "round_id"): "jury",
    ("contest_jury_advance", "round_id"): "jury",
    ("contest_jury_statistics", "round_id"): "jury",
    ("contest_jury_minutes", "round_id"): "jury",
    ("contest_jury_rechecks", "round_id"): "jury",
    ("contest_jury_recheck", "round_id"): "jury",
    ("contest_roster_units", "page_id"): "form",
    ("contest_roster_remind", "page_id"): "form",
    ("contest_office_annex", "page_id"): "form",
    ("contest_launch_console", "page_id"): "ceremony",
    ("contest_launch_presence", "page_id"): "ceremony",
    ("contest_launch_wall", "page_id"): "ceremony",
    ("contest_usual_pages", "page_id"): "contest",
    ("contest_next_year", "page_id"): "contest",
    ("contest_translate", "page_id"): "contest",
    ("contest_amendment_letter", "page_id"): "amendment",
    ("wagtailadmin_pages:workflow_action", "page_id"): "waiting",
    ("wagtailadmin_pages:collect_workflow_action_data", "page_id"): "waiting",
    ("wagtailadmin_pages:confirm_workflow_cancellation", "page_id"): "waiting",
    ("wagtailadmin_pages:workflow_preview", "page_id"): "waiting",
    ("wagtailadmin_pages:workflow_history_detail", "page_id"): "waiting",
    ("wagtailadmin_pages:convert_alias", "page_id"): "alias",
    ("contest_dismiss_remark", "page_id"): "noted",
    ("contest_restore_remark", "page_id"): "noted",
    ("wagtailadmin_editing_sessions:ping", "object_id"): "news",
    ("contest_review_disqualify", "entry_id"): "accepted",
}
#: Addresses that name an object in their query.
_QUERIES = {
    "wagtail_bulk_action": "news",
    "wagtailadmin_api:pages:find": "news",
    "wagtailadmin_api:documents:find": "document",
    "wagtailadmin_api:images:find": "image",
    "wagtailadmin_choose_page_chosen_multiple": "news",
    "wagtaildocs_chooser:chosen_multiple": "document",
    "wagtailimages_chooser:chosen_multiple": "image",
}
_CONSENT_NOTICE = "wagtailsnippets_contest_privacy_consentnotice"

#: Arguments that are words, by the last part of the address's name.
_WORDS = {
    ("workflow_action", "action_name"): "approve",
    ("collect_workflow_action_data", "action_name"): "approve",
    ("add_task", "app_label"): "wagtailcore",
    ("add_task", "model_name"): "groupapprovaltask",
    ("wagtail_bulk_action", "app_label"): "wagtailcore",
    ("wagtail_bulk_action", "model_name"): "page",
    ("contest_write_mailing", "audience"): "registrations",
    ("wagtailadmin_tag_model_autocomplete", "app_name"): "taggit",
    ("wagtailadmin_tag_model_autocomplete", "model_name"): "tag",
}


def _empty_list() -> ContentFile:
    written = io.BytesIO()
    template(written)
    return ContentFile(written.getvalue(), name="don-vi.xlsx")


def _upload(model, user) -> UploadedFile:
    return UploadedFile.objects.create(
        for_content_type=ContentType.objects.get_for_model(model),
        file=ContentFile(b"x", name="a"),
        uploaded_by_user=user,
    )


class Scene:
    """Two contests with everything, the roles, and what belongs to no contest."""

    def __init__(self, index, roles):
        moderator = UserFactory()
        moderator.groups.set(roles["moderators"].groups.all())
        self.own = contest_with_everything(index, "Alpha", "alpha", moderator=moderator)
        self.other = contest_with_everything(index, "Bravo", "bravo", moderator=moderator)
        self.users = roles
        self.superuser = UserFactory(is_superuser=True)
        unit, colleague = UnitFactory(), UserFactory()
        colleague.groups.set(roles["moderators"].groups.all())
        self.common = {
            "unit": unit,
            "headcount": Headcount.objects.create(unit=unit, counted_on=NOW.date(), persons=10),
            "profile": UserProfile.objects.create(user=colleague, avatar=ContentFile(b"x", name="a.jpg")),
            "redirect": Redirect.objects.create(old_path="/cu", redirect_link="/moi"),
            "change": GroupChange.objects.create(
                person=colleague,
                group=Group.objects.first(),
                action=GroupAction.ADD,
                state=GroupChangeState.OPEN,
                requested_by=UserFactory(),
                requested_at=NOW,
            ),
            "wording_of_all": LetterWording.objects.create(
                key=self.own.wording.key, number=1, subject="x", text="x", message="x"
            ),
            "partner": Partner.objects.create(name="Báo Thử"),
            "questiontopic": QuestionTopic.objects.create(name="Chủ đề"),
            "consentnotice": self.own.form.consent_notice,
            "list": upload_list(file=_empty_list(), on=None, actor=self.superuser, now=NOW),
            "wagtailusers_users": colleague,
            "wagtailusers_groups": Group.objects.first(),
            "wagtaillocales": Locale.objects.first(),
            "wagtailsites": Site.objects.first(),
            "wagtailadmin_workflows": Workflow.objects.first(),
        }
        self.revision = self.common["consentnotice"].save_revision()
        # A file between upload and its form is its uploader's alone.
        self.uploads = {
            "document": _upload(get_document_model(), self.superuser),
            "image": _upload(get_image_model(), self.superuser),
        }
        self.clients = {name: Client() for name in roles}
        for name, user in roles.items():
            self.clients[name].force_login(user)
        # An empty form that breaks a view of Wagtail's has been let in.
        self.clients["superuser"] = Client(raise_request_exception=False)
        self.clients["superuser"].force_login(self.superuser)

    def url(self, address: Address, objects: ContestObjects) -> str:
        """Return an address with the objects of a contest; NoReverseMatch where this test knows no value."""
        if not address.name:
            route = address.route.replace("^", "")
            return "" if "*" in route else f"/{route}"
        if address.name == "wagtailadmin_pages:revisions_compare":  # its arguments have no names
            return reverse(address.name, args=[objects.news.pk, "earliest", "latest"])
        values = {name: self._value(address, name, objects) for name in address.arguments}
        return reverse(address.name, kwargs=values) + self._query(address, objects)

    def _query(self, address: Address, objects: ContestObjects) -> str:
        if address.name == "wagtailadmin_block_preview":
            block = objects.contest._meta.get_field("body").stream_block.child_blocks["picture"]
            return f"?id={block.definition_prefix}"
        if address.name == "contest_paper_replacement":
            return "?number=TP-01-G1"
        named = _QUERIES.get(address.name)
        return f"?id={getattr(objects, named).pk}" if named else ""

    def _value(self, address: Address, argument: str, objects: ContestObjects):
        last = address.name.rpartition(":")[2]
        if address.name.startswith("wagtailsettings:"):
            return self._value_of_settings(argument)
        if (address.name, argument) == ("contest_jury_minutes", "kind"):
            return "pdf"
        if argument in ("pk", "instance_pk", "object_id") and (address.name, argument) not in _ELSEWHERE:
            namespace = address.name.split(":")[-2] if ":" in address.name else ""
            kind = namespace.rpartition("_")[2] if "snippet" in namespace else namespace
            if "_modeladmin_" in address.name:
                kind = address.name.partition("_modeladmin_")[0].rpartition("_")[2]
            if kind in _OBJECTS:
                return getattr(objects, _OBJECTS[kind]).pk
            return self.common[kind].pk if kind in self.common else 1
        name = _ELSEWHERE.get((address.name, argument)) or _ARGUMENTS.get(argument)
        if name == "contest":
            return objects.contest.pk
        if name is not None:
            return getattr(objects, name).pk
        if argument == "revision_id" and address.name.startswith(_CONSENT_NOTICE):
            return self.revision.pk
        if argument == "uploaded_file_id":
            return self.uploads["image" if address.name.startswith("wagtailimages") else "document"].pk
        return self._other_value(argument, objects, last)

    def _value_of_settings(self, argument: str):
        names = PortalSettings._meta
        site = self.common["wagtailsites"].pk
        return {"app_name": names.app_label, "model_name": names.model_name, "pk": site}[argument]

    def _other_value(self, argument: str, objects: ContestObjects, last: str):
        news = objects.news
        if (last, argument) in _WORDS:
            return _WORDS[last, argument]
        match argument:
            case "unit_id" | "partner_id" | "redirect_id" | "change_id" | "list_id":
                return self.common[argument.removesuffix("_id")].pk
            case "name":
                return self.common["profile"].avatar.name
            case "task_state_id":
                return objects.waiting.current_workflow_task_state.pk
            case "workflow_state_id":
                return objects.waiting.current_workflow_state.pk
            case "wording":
                return objects.wording.key
            case "lines" | "width":
                return 360
            case "user_id":
                return self.common["wagtailusers_users"].pk
            case "revision_id":
                return news.latest_revision_id
            case "video_id":
                return objects.entry.video_id
            case "destination_id":
                return objects.contest.pk
            case "content_type_app_name" | "app_label" | "app_name":
                return "contest_contests"
            case "content_type_model_name" | "model_name":
                return "contestnewspage"
            case "locale_id":
                return Locale.objects.first().pk
            case "task_id" if last == "workflow_preview":
                return objects.waiting.current_workflow_task_state.task_id
            case "task_id":
                return Task.objects.first().pk
            case "workflow_pk":
                return Workflow.objects.first().pk
            case "page_pk":
                return news.pk
            case "kind":
                return "xlsx"
            case "form":
                return "xlsx"
            case "basis":
                return "quiz_overall"
            case "action_name" | "action":
                return "publish"
            case "language":
                return "vi"
            case "filter_spec":
                return "original"
            case "digest":
                return objects.digest
            case "revision_id_a":
                return "earliest"
            case "revision_id_b":
                return "latest"
            case _:
                return 1
