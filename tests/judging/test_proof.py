"""Anybody ranks a judged round again from its published file: with the site's command, and with a script of its own."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contest_pages.data.hash_chain import GENESIS_HASH, record_hash
from contest_pages.judging.domain.assigning import excuse
from contest_pages.judging.domain.candidates import change_state
from contest_pages.judging.domain.voiding import declare_void
from contest_pages.judging.enums import CandidateState, Excuse, TieBreak
from contest_pages.judging.logic import proof as logic
from contest_pages.judging.logic.comparators import SLOTS
from contest_pages.judging.logic.points import Criterion
from contest_pages.judging.logic.rules import JudgingRules
from contest_pages.judging.logic.sheets import sheet_content
from contest_pages.judging.models import Assignment, JuryRoundPage, ScoreSheet
from contest_pages.standings.domain.ranking import freeze, rank
from contest_pages.standings.logic.lines import Contradiction
from contest_pages.standings.logic.ranks import rank_lines
from contest_pages.standings.models import Subject
from contest_pages.standings.queries.proof import read_proof, write_proof
from tests.factories.pages import NOW, hanoi

SCRIPT = Path(__file__).parents[2] / "docs" / "check_jury.py"
CLOSED = hanoi("2024-07-21 00:00")


class _Echo:
    def write(self, text):
        return text


def written(header, lines) -> str:
    return "".join(write_proof(header, lines, csv.writer(_Echo())))


def check_alone(path: Path) -> subprocess.CompletedProcess:
    """Run the script with nothing but the standard library."""
    return subprocess.run(
        [sys.executable, "-I", "-S", str(SCRIPT), str(path)], capture_output=True, text=True, check=False
    )


@pytest.fixture
def ranking(jury):
    """Return the ranking of three works with a sheet replaced by nothing: one void, its juror excused; and one withdrawn."""
    for seat in range(3):
        for number, points in enumerate((30_000, 40_000, 20_000)):
            jury.seal(
                term=seat,
                candidate=number,
                points={"noi-dung": points + 500 * seat, "hinh-thuc": 10_000, "suc-lan-toa": 0},
                remark="Rất hay về bản Mường",
            )
    change_state(
        candidate=jury.candidates[2], state=CandidateState.WITHDRAWN, reason="Xin rút", actor=jury.actor
    )
    sheet = ScoreSheet.objects.get(candidate=jury.candidates[0], seat=jury.seats[0])
    declare_void(sheet=sheet, reason="Nhầm bài của bạn Lò", now=NOW, actor=jury.actor)
    return jury


def ranked(jury):
    subject = Subject.of_round(JuryRoundPage.objects.get(pk=jury.page.pk))
    freeze(subject=subject, actor=jury.actor, now=CLOSED)
    return rank(subject=subject, actor=jury.actor, now=CLOSED)


@pytest.fixture
def few(scored):
    """Let two sheets suffice."""
    scored.page.seats_min = 2
    scored.page.save()
    scored.page = JuryRoundPage.objects.get(pk=scored.page.pk)


@pytest.fixture
def exported(few, ranking, tmp_path):
    """Return the path of the file of a ranking."""
    assignment = Assignment.objects.get(candidate=ranking.candidates[0], seat=ranking.seats[0])
    excuse(assignment=assignment, excuse=Excuse.ABSENT, reason="Ốm", actor=ranking.actor, now=NOW)
    found = ranked(ranking)
    path = tmp_path / "xep-hang.csv"
    path.write_text(written(*found.source.proof(found)), encoding="utf-8", newline="")
    return path


@pytest.mark.django_db
@pytest.mark.usefixtures("in_july")
class TestTheFile:
    def test_it_names_nobody_and_tells_no_remark(self, exported, jury):
        text = exported.read_text(encoding="utf-8")
        registration = jury.candidates[0].entry.registration
        withdrawn = jury.candidates[2].entry
        names = [term.member.full_name for term in jury.terms]
        for words in (*names, registration.code, withdrawn.code, "Mường", "bạn Lò", "Xin rút", "Ốm"):
            assert words not in text
        assert jury.candidates[0].entry.code in text

    def test_the_command_and_the_script_rank_it_again(self, exported):
        out = io.StringIO()
        call_command("contest_recompute_standings", str(exported), check=True, stdout=out)
        assert "2 ranked again" in out.getvalue()
        done = check_alone(exported)
        assert (done.returncode, done.stderr) == (0, "")
        assert "2 works" in done.stdout

    @pytest.mark.parametrize(
        ("old", "new", "words"),
        [
            ('""noi-dung"":40500', '""noi-dung"":45500', "5"),
            ('"aggregate": "mean"', '"aggregate": "median"', "1"),
            ('"is_ranked": true', '"is_ranked": false', "TP-"),
            ('"counts": true', '"counts": false', "1"),
        ],
    )
    def test_a_changed_file_is_refused(self, exported, old, new, words):
        text = exported.read_text(encoding="utf-8")
        assert old in text
        exported.write_text(text.replace(old, new, 1), encoding="utf-8", newline="")
        done = check_alone(exported)
        assert done.returncode == 1
        assert words in done.stderr
        with pytest.raises(CommandError):
            call_command("contest_recompute_standings", str(exported), check=True, stderr=io.StringIO())

    def test_a_record_cut_off_at_the_end_is_missed(self, exported):
        lines = exported.read_text(encoding="utf-8").splitlines(keepends=True)
        exported.write_text("".join(lines[:-1]), encoding="utf-8", newline="")
        assert "record 10 is missing" in check_alone(exported).stderr
        with exported.open(encoding="utf-8", newline="") as file, pytest.raises(Contradiction, match="10"):
            logic.check_proof(*read_proof(file))

    def test_the_database_is_verified_too(self, exported):
        call_command("contest_recompute_standings", check=True, stdout=io.StringIO())
        ScoreSheet.objects.filter(place=3).update(remark="Sửa sau")
        with pytest.raises(CommandError):
            call_command("contest_recompute_standings", check=True, stderr=io.StringIO())


@pytest.mark.django_db
@pytest.mark.usefixtures("in_july")
def test_a_command_names_the_first_record_that_was_changed(jury):
    for candidate in range(3):
        jury.seal(candidate=candidate)
    out = io.StringIO()
    call_command("contest_verify_sheets", stdout=out)
    assert "sound, 3 record(s)" in out.getvalue()
    ScoreSheet.objects.filter(place__gte=2).update(points={})
    out = io.StringIO()
    with pytest.raises(CommandError, match="1 round"):
        call_command("contest_verify_sheets", "--round", str(jury.page.pk), stdout=out)
    assert "BROKEN at record 2" in out.getvalue()
    with pytest.raises(CommandError, match="no jury round"):
        call_command("contest_verify_sheets", "--round", "987654")


CRITERIA = (Criterion("a", "A", 10_000, weight=60), Criterion("b", "B", 10_000, weight=140))
TIES = ["criterion:b", "criterion:a", *(tie.value for tie in TieBreak)]


@st.composite
def files(draw):
    """Draw header and records of a round: few points, so that there are ties; some sheets replaced, one decided by a third."""
    rules = JudgingRules(
        criteria=CRITERIA,
        aggregate=draw(st.sampled_from(["mean", "trimmed", "median", "deviation"])),
        deviation=draw(st.integers(1, 6)) * 500,
        seats_min=2,
        knock_out=draw(st.sampled_from([None, 8_000])),
        decimals=draw(st.integers(0, 3)),
        rank_on=draw(st.sampled_from(["rounded", "exact"])),
        tie_breaks=tuple(draw(st.lists(st.sampled_from(TIES), unique=True, max_size=4))),
        ranked_apart=draw(st.booleans()),
    )
    seats, works = draw(st.integers(3, 6)), draw(st.integers(2, 5))
    half_points = st.integers(6, 12).map(lambda halves: halves * 500)
    plan = {"number": 1, "digest": rules.digest, "rules": rules.as_json()}
    contents, third = [], []
    for seat in range(1, seats + 1):
        for work in range(1, works + 1):
            again = draw(st.sampled_from([0, 0, 0, 1]))
            for nth in range(again + 1):
                contents.append(
                    sheet_content(
                        kind="sheet", part_key="", candidate=work, seat=seat, plan=1, plan_digest=rules.digest,
                        source="device", points={"a": draw(half_points), "b": draw(half_points)},
                        words_sha256="", supersedes=len(contents) if nth else None, video_sha256="",
                        signed_at=None, sealed_at=NOW,
                    )
                )  # fmt: skip
    if draw(st.booleans()):
        third.append({"candidate": 1, "how": "third", "further_seat": seats, "lowest": None, "highest": None})
    records, before = [], GENESIS_HASH
    for place, content in enumerate(contents, start=1):
        own = record_hash(before, content)
        records.append([place, before, own, json.dumps(content)])
        before = own
    header = {
        "format": logic.FORMAT,
        "plans": [plan],
        "candidates": [
            {
                "number": number, "code": f"TP-{number:04}", "division": draw(st.sampled_from(["", "Trẻ"])),
                "state": "in", "is_ranked": number == 1 or draw(st.integers(0, 5)) > 0,
                "handed_in": draw(st.sampled_from([None, 5, 7])),
            }
            for number in range(1, works + 1)
        ],
        "seats": [
            {"number": seat, "kind": "juror", "is_chair": seat == 2, "counts": seat != 3 or seats == 3}
            for seat in range(1, seats + 1)
        ],
        "closings": third,
        "chain": {"length": len(records), "last_hash": before},
        "rules": {**rules.as_json(), "plan_digest": rules.digest},
    }  # fmt: skip
    lines = list(logic.lines_of_file(header, rules, contents))
    pairs = rank_lines(lines, logic.order_of(rules), logic.STORED)
    rows = sorted([line.division, rank, line.code, line.score, *line.keys] for rank, line in pairs)
    assert all(len(row) == 4 + 2 + SLOTS for row in rows)
    header |= {"rows": rows, "digest": logic.seal_of(rows)}
    return header, [list(logic.COLUMNS), *records]


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(files())
def test_the_script_agrees_with_the_site_on_any_round(tmp_path_factory, file):
    path = tmp_path_factory.mktemp("proof") / "xep-hang.csv"
    path.write_text(written(*file), encoding="utf-8", newline="")
    done = check_alone(path)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("change", [{"aggregate": "rank_sum"}, {"tie_breaks": ["time"]}])
def test_the_script_says_what_it_does_not_compute(tmp_path, change):
    rules = {**JudgingRules(criteria=CRITERIA, seats_min=1).as_json(), **change}
    digest = logic.rules_digest(rules)
    content = sheet_content(
        kind="sheet", part_key="", candidate=1, seat=1, plan=1, plan_digest=digest, source="device",
        points={"a": 0, "b": 0}, words_sha256="", supersedes=None, video_sha256="", signed_at=None, sealed_at=NOW,
    )  # fmt: skip
    own = record_hash(GENESIS_HASH, content)
    header = {
        "plans": [{"number": 1, "digest": digest, "rules": rules}],
        "candidates": [
            {"number": 1, "code": "TP-0001", "division": "", "is_ranked": True, "handed_in": None}
        ],
        "seats": [{"number": 1, "is_chair": False, "counts": True}],
        "closings": [],
        "chain": {"length": 1, "last_hash": own},
        "rules": {**rules, "plan_digest": digest},
        "rows": [],
        "digest": "",
    }
    path = tmp_path / "xep-hang.csv"
    path.write_text(
        written(header, [list(logic.COLUMNS), [1, GENESIS_HASH, own, json.dumps(content)]]), encoding="utf-8"
    )
    done = check_alone(path)
    assert done.returncode == 2
    assert "Not checked here" in done.stderr


def test_the_script_stays_short_enough_to_be_read():
    lines = SCRIPT.read_text(encoding="utf-8").splitlines()
    assert sum(bool(line.strip()) for line in lines) < 150
