"""Before what cannot be undone: who is at the keyboard is asked again."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
import time_machine
from django.urls import resolve, reverse

from contest_pages import hooks
from contest_pages.data_requests.domain import submit_request
from tests.factories import RegistrationFactory, UserFactory
from tests.factories.pages import NOW

pytestmark = pytest.mark.django_db

EXTENSION = Path(__file__).resolve().parents[2] / "contest_pages"
BOTH = ("GET", "POST")

#: Name of a staff view → what asks: both methods of a screen with one purpose, or buttons of one with many.
ASKING = {
    "contest_rank_round": ("freeze", "lot", "chair", "exclude", "lift", "publish", "revoke"),
    "contest_rank_contest": ("freeze", "lot", "chair", "exclude", "lift", "publish", "revoke"),
    "contest_paste_standings": ("publish",),
    "contest_awards": ("publish", "revoke"),
    "contest_review_disqualify": BOTH,
    "contest_review_close": ("close", "reopen"),
    "contest_correct_key": BOTH,
    "contest_handle_request": ("finish",),
    "contest_cancel_registration": BOTH,
    "contest_decide_match": BOTH,
    "contest_launch_console": ("undo",),
    "contest_reset_factor": BOTH,
    "contest_assign": BOTH,
    "contest_decide_group_change": ("approve",),
    "contest_jury_progress": ("void",),
    "contest_jury_plan": BOTH,
    "contest_jury_sheets": ("close_case",),
    "contest_jury_advance": ("close_list", "reopen_list"),
    "contest_jury_recheck": ("answer",),
}
ARGUMENTS = {
    "contest_rank_contest": (1, "sum"),
    "contest_correct_key": (1, 1),
    "contest_jury_recheck": (1, 1),
}

#: What changes a sealed world or widens rights, by module and function → the module of the staff view that calls it.
SEALED = {
    "standings.domain.publishing.publish": {"standings.admin.ranking", "standings.admin.pasting"},
    "standings.domain.publishing.revoke_award": {"standings.admin.ranking", "standings.admin.awards"},
    "standings.domain.giving.publish_awards": {"standings.admin.awards"},
    "standings.domain.ranking.freeze": {"standings.admin.ranking"},
    "standings.domain.ranking.exclude": {"standings.admin.ranking"},
    "standings.domain.ranking.lift_exclusion": {"standings.admin.ranking"},
    "standings.domain.awarding.draw_lot": {"standings.admin.ranking"},
    "standings.domain.awarding.decide_by_chair": {"standings.admin.ranking"},
    "review.domain.disqualifying.disqualify": {"review.admin.organisers"},
    "review.domain.closing.close_list": {"review.admin.organisers"},
    "review.domain.closing.reopen_list": {"review.admin.organisers"},
    "question_bank.domain.correcting.correct_key": {"question_bank.admin.views"},
    "data_requests.domain.finish": {"data_requests.admin.views"},
    "registrations.domain.leaving.cancel": {"registrations.admin.views"},
    "registrations.domain.exclusion.decide_match": {"registrations.admin.views"},
    "ceremonies.domain.launch_button.undo_press": {"ceremonies.views.console"},
    "accounts.domain.reset_second_factor": {"accounts.admin.second_factor"},
    "contests.domain.assigning.lift_limit": {"contests.admin.assignments"},
    "contests.domain.assigning.limit_to_contests": {"contests.admin.assignments"},
    "staff.domain.approve": {"staff.admin.views"},
    "judging.domain.voiding.declare_void": {"judging.admin.progress", "judging.views.chair"},
    "judging.domain.replanning.publish_new_plan": {"judging.admin.plans"},
    "judging.domain.rechecking.answer_recheck": {"judging.admin.rechecks"},
    "judging.domain.gaps.close_case": {"judging.admin.sheets"},
    "judging.domain.advancing.close_list": {"judging.admin.advancing"},
    "judging.domain.advancing.reopen_list": {"judging.admin.advancing"},
}
#: Views of people without an account, each with what proves who they are.
PROVED_OTHERWISE = {"judging.views.chair": "the chair's own link, on a device confirmed by a code"}
#: Names that sound like it and are none, each with the reason.
NOT_SEALED = {
    "standings.domain.erasing.erase_names": "a part of the erasure",
    "standings.domain.pasting.discard_pasted": "a draft that is not published",
    "standings.domain.sealing.on_round_published": "the page's publication seals the lot by itself",
    "standings.domain.sealing.seal_lot": "made once, by the publication",
    "standings.domain.ranking.seal_rows": "a part of the ranking",
    "standings.domain.publishing.missing_of": "changes nothing",
    "review.domain.undoing.undo": "the moderator's own decision, minutes ago",
    "review.domain.sharing.undo_share_out": "who looks at what first",
    "review.domain.claiming.release": "a claim of an entry",
    "review.domain.claiming.release_for_other": "a claim of an entry",
    "review.domain.erasing.erase_words": "a part of the erasure",
    "ceremonies.domain.launch_button.discard_begun": "a part of the undone opening",
    "ceremonies.domain.launch_button.discard_stragglers": "the housekeeping's part of the undone opening",
    "ceremonies.domain.launch_button.reset_rehearsal": "a rehearsal",
    "data_requests.domain.erase_words": "a part of the erasure",
    "registrations.domain.conflicts.withdraw_conflict": "a moderator's own note",
    "registrations.domain.erasing.erase": "called by the request that is finished, by the contestant, by retention",
    "registrations.domain.erasing.erase_expired": "retention runs by itself",
    "registrations.domain.leaving.withdraw": "the contestant's own",
    "registrations.domain.links.revoke_links": "protects the contestant at once",
    "registrations.domain.undone_opening.discard_registrations": "a part of the undone opening",
    "mailings.domain.discard_draft": "words that were sent to nobody",
    "rosters.domain.ending.erase_lists": "a part of the erasure",
    "rosters.domain.importing.lock": "a row lock",
    "quizzes.domain.undone_opening.discard_attempts": "a part of the undone opening",
    "quizzes.domain.undone_opening.discarded_sentences": "words",
    "quizzes.domain.withdrawal.erase_traces": "a part of the erasure",
    "judging.domain.rechecking.erase_rechecks": "a part of the erasure",
    "judging.domain.candidates.erase_drafts": "a part of the erasure",
    "judging.domain.chain.lock_chain": "a row lock",
    "judging.domain.scoring.seal_sheet": "the juror's own",
    "judging.domain.assigning.lift_excuse": "lets a juror score after all",
    "quizzes.domain.claiming.reject_claim": "the contestant's own",
    "committees.domain.erase_members": "a part of the erasure",
    "screens.domain.release_screen": "a screen of a hall",
    "review.domain.cases.lock_case": "a row lock",
    "entries.domain.advancing.close_advance_list": "a part of the review's closing",
    "entries.domain.advancing.reopen_advance_list": "a part of the review's reopening",
    "entries.domain.guards.lock_entry": "a row lock",
    "entries.domain.guards.lock_to_prepare": "a row lock",
    "entries.domain.guards.lock_to_submit": "a row lock",
    "entries.domain.guards.lock_to_write": "a row lock",
    "entries.domain.guards.lock_own": "a row lock",
    "entries.domain.withdrawal.withdraw": "the contestant's own",
    "entries.domain.withdrawal.erase_entries": "a part of the erasure",
    "entries.domain.undone_opening.discard_entries": "a part of the undone opening",
    "entries.domain.drafts.discard_draft": "the contestant's own",
    "privacy.domain.retention.erase_expired": "retention runs by itself",
    "contests.domain.scheduled_publishing.publish_scheduled": "at the time that its editor chose",
    "staff.domain.withdraw": "the applicant's own",
}
_SOUNDS_LIKE_IT = re.compile(
    r"(^|_)(publish|revoke|seal|freeze|close|reopen|disqualify|exclude|lift|void|undo|undone|discard\w*|erase|cancel"
    r"|withdraw|release|reset|correct_key|draw_lot|lock|reject|approve|limit)(_|$)"
)


def domain_functions() -> set[str]:
    """Return the public functions of the features' domains, as dotted paths below contest_pages."""
    found = set()
    for path in [*EXTENSION.glob("*/domain.py"), *EXTENSION.glob("*/domain/*.py")]:
        module = ".".join(path.relative_to(EXTENSION).with_suffix("").parts)
        found |= {
            f"{module}.{node.name}"
            for node in ast.parse(path.read_text()).body
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
        }
    return found


def test_every_domain_function_that_sounds_like_a_sealed_change_is_decided_about():
    functions = domain_functions()
    assert set(SEALED) <= functions
    named = {name for name in functions if _SOUNDS_LIKE_IT.search(name.rpartition(".")[2])}
    assert named - set(SEALED) - set(NOT_SEALED) == set()


def names_in(path: Path) -> set[str]:
    """Return what a file imports and what it takes from imported modules, as dotted paths below contest_pages."""
    tree, modules, found = ast.parse(path.read_text()), {}, set()
    package = ["contest_pages", *path.relative_to(EXTENSION).parts[:-1]]
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *filter(None, [node.module])]).removeprefix("contest_pages.")
            for alias in node.names:
                found.add(f"{module}.{alias.name}")
                modules[alias.asname or alias.name] = f"{module}.{alias.name}"
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules:
            found.add(f"{modules[node.value.id]}.{node.attr}")
    return found


def test_staff_views_with_such_an_action_are_those_of_the_table():
    calling: dict[str, set[str]] = {name: set() for name in SEALED}
    for path in EXTENSION.rglob("*.py"):
        parts = path.relative_to(EXTENSION).with_suffix("").parts
        if {"admin", "views"} & set(parts[1:]):
            for name in names_in(path) & set(SEALED):
                calling[name].add(".".join(parts))
    assert calling == SEALED
    asking = {
        resolve(reverse(name, args=ARGUMENTS.get(name, (1,)))).func.__module__.removeprefix("contest_pages.")
        for name in ASKING
    }
    assert asking == set().union(*SEALED.values()) - PROVED_OTHERWISE.keys()


@pytest.mark.parametrize("name", ASKING)
def test_the_view_carries_the_question(name):
    view = resolve(reverse(name, args=ARGUMENTS.get(name, (1,)))).func
    assert view.asks_identity == ASKING[name]


@pytest.mark.parametrize(
    ("name", "action"), [(name, action) for name, actions in ASKING.items() for action in actions]
)
def test_nothing_happens_before_the_proof(client, name, action):
    client.force_login(UserFactory(superuser=True))
    address = reverse(name, args=ARGUMENTS.get(name, (1,)))
    answer = client.get(address) if action == "GET" else client.post(address, {action: "1"})
    assert answer.status_code == 302
    assert answer.url.startswith(f"{reverse('account_reauthenticate')}?next=")


def test_where_no_app_asks_the_view_runs(client, settings):
    settings.CONTEST_PAGES = {**settings.CONTEST_PAGES, "IDENTITY_MINUTES": 0}
    assert hooks.call("identity_check", request=None) == []


# --- the question and what was typed ------------------------------------------------------------------


@pytest.fixture
def data_request(stage):
    return submit_request(registration=RegistrationFactory(page=stage.form), kind="erase", now=NOW)


def test_what_was_sent_is_done_after_the_proof(client, roles, sign_in, data_request):
    sign_in("organisers")
    asked = client.post(reverse("contest_handle_request", args=[data_request.pk]), {"finish": "1"})
    data_request.refresh_from_db()
    assert data_request.done_at is None
    wrong = client.post(asked.url, {"password": "sai"})
    assert "Mật khẩu chưa đúng" in wrong.content.decode()
    client.post(asked.url, {"password": "mat-khau-thu"})
    data_request.refresh_from_db()
    assert data_request.done_at is not None
    assert data_request.registration.erased_at is not None


def test_a_proof_counts_for_ten_minutes(client, roles, sign_in, data_request):
    address = reverse("contest_cancel_registration", args=[data_request.registration.pk])
    with time_machine.travel(NOW, tick=False) as clock:
        sign_in("organisers")
        asked = client.get(address)
        assert client.post(asked.url, {"password": "mat-khau-thu"}).url == address
        clock.shift(9 * 60)
        assert client.get(address).status_code == 200
        clock.shift(2 * 60)
        assert client.get(address).status_code == 302


def test_a_script_of_a_page_is_led_to_the_question_without_its_form(client, roles, sign_in):
    sign_in("organisers")
    address = reverse("contest_launch_console", args=[1])
    asked = client.post(address, {"undo": "1"}, headers={"Sec-Fetch-Dest": "empty"})
    assert asked.url == f"{reverse('account_reauthenticate')}?next={address.replace('/', '%2F')}"
    assert "account_reauthentication_state" not in client.session


def test_the_rights_are_checked_before_the_question(client, roles):
    client.force_login(roles["writers"])
    answer = client.post(reverse("contest_review_close", args=[1]), {"close": "1"})
    assert not answer.headers.get("Location", "").startswith(reverse("account_reauthenticate"))
