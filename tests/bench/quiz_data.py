"""Contestants and attempts for the measurement of quizzes."""

from __future__ import annotations

import datetime
import statistics
import time
from pathlib import Path
from urllib.parse import urlencode

PEOPLE, BEGUN = 60_000, 50_000


def quiz(folder: str) -> dict:
    """Fill a round with contestants, and write the lines of the drivers into `folder`."""
    from django.utils import timezone

    from contest_pages.quizzes.domain.attempts import begin, option_counts
    from contest_pages.quizzes.links import attempt_path
    from contest_pages.quizzes.models import Attempt
    from contest_pages.quizzes.queries.snapshots import snapshot_of
    from contest_pages.registrations.access.links import personal_path
    from contest_pages.registrations.models import ContestRegistrationPage, Registration
    from tests.factories import QuizRoundPageFactory, RegistrationFactory

    from .prepare import ours

    ours()
    form, now = ContestRegistrationPage.objects.get(), timezone.now()
    page = QuizRoundPageFactory(
        parent=form.contest,
        question_count=10,
        opens_at=now - datetime.timedelta(days=1),
        closes_at=now + datetime.timedelta(days=1),
        minutes=240,
    )
    model = RegistrationFactory(page=form)
    snapshot = snapshot_of(page.pk)
    first, _new = begin(snapshot=snapshot, registration=model, now=now)

    copies_of(
        Registration, model.pk, PEOPLE, code="'0P' || lpad(n::text, 7, '0')", email="n || '@vidu.example'"
    )
    people = list(Registration.objects.filter(code__startswith="0P").order_by("pk"))

    copies_of(
        Attempt,
        first.pk,
        BEGUN,
        code="'0A' || lpad(n::text, 7, '0')",
        registration_id=f"{people[0].pk - 1} + n",
    )
    running = list(Attempt.objects.filter(code__startswith="0A").order_by("pk"))
    answers = urlencode({f"q{version}": 0 for version in option_counts(first)})
    body = f"{answers}&du-doan=100&nop=1"
    paths = [attempt_path(row, 1) for row in running]
    target = Path(folder)
    (target / "warm").write_text("".join(f"{path}\t{body}\n" for path in paths[:5000]))
    (target / "submit").write_text("".join(f"{path}\t{body}\n" for path in paths[5000:]))
    question = first.questions[3]
    (target / "save").write_text(
        "".join(
            f"{path}luu/\t{urlencode({f'q{question}': option, f'r{question}': option + 1})}\n"
            for option in range(4)
            for path in paths[5000:]
        )
    )
    begins = [f"{personal_path(row)}trac-nghiem-{page.pk}/" for row in people[BEGUN:]]
    return {"begin": begins}


def copies_of(model, pk: int, count: int, **expressions: str) -> None:
    """Copy a row `count` times in the database; `expressions` are SQL of the number n, from 1."""
    from django.db import connection

    columns = [field.column for field in model._meta.concrete_fields if not field.primary_key]
    chosen = ", ".join(expressions.get(column, f't."{column}"') for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({names}) SELECT {chosen} FROM {table} t, generate_series(1, {count}) n WHERE t.id = {pk} ORDER BY n"
        )


def ranking(ranked: str) -> dict:
    """Time the ranking of the attempts, on the database that `quiz` filled, beside the bare window query."""
    from django.db import connection
    from django.utils import timezone

    from contest_pages.quizzes.models import Attempt
    from contest_pages.registrations.models import ContestRegistrationPage, Registration
    from contest_pages.standings.domain.writing import rank_sql, write_rows
    from contest_pages.standings.models import RankedRow, Ranking, Subject
    from contest_pages.standings.queries.sealing import digest_of
    from tests.factories import QuizRoundPageFactory

    count, now, form = int(ranked), timezone.now(), ContestRegistrationPage.objects.get()
    first = Attempt.objects.order_by("pk").first()
    model = first.registration
    page = QuizRoundPageFactory(
        parent=form.contest,
        question_count=10,
        question_set=first.round.question_set,
        closes_at=now,
        slug="xep-hang",
    )
    copies_of(
        Registration, model.pk, count, code="'0R' || lpad(n::text, 7, '0')", email="n || '@vidu.example'"
    )
    before = Registration.objects.filter(code="0R0000001").get().pk - 1
    copies_of(
        Attempt,
        first.pk,
        count,
        code="'0R' || lpad(n::text, 7, '0')",
        registration_id=f"{before} + n",
        round_id=str(page.pk),
        period="'r'",
        submitted_at="now() - random() * interval '6 days'",
        seconds="(60 + random() * 800)::int",
        score="CASE WHEN random() < 0.56 THEN 10 ELSE 3 + (random() * 6)::int END",
        is_valid="true",
        digest="'x'",
        prediction=f"(random() * {count})::int",
    )
    bare = f"""SELECT id, RANK() OVER (ORDER BY score DESC, ABS(prediction - 5) ASC, submitted_at ASC)
                 FROM {Attempt._meta.db_table} WHERE round_id = {page.pk}"""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("CHECKPOINT")
    subject = Subject.of_round(page)
    measured = Ranking.objects.create(
        contest=subject.contest,
        round=page,
        basis=subject.basis,
        number=1,
        rules=subject.source.rules(subject),
        frozen_at=now,
    )
    measured.refresh_from_db()
    measured.facts = subject.source.facts(measured)
    lines, parameters = measured.source.lines_sql(measured)
    sql = rank_sql(measured, lines)

    def timed(query, values=()):
        times = []
        for _round in range(3):
            began = time.perf_counter()
            with connection.cursor() as cursor:
                # Ranked whole in the database; carrying half a million rows here is not what is compared.
                cursor.execute(f"SELECT count(*), max(rank) FROM ({query}) q", values)
                cursor.fetchall()
            times.append(time.perf_counter() - began)
        return statistics.median(times)

    plain, full = timed(bare), timed(sql, parameters)
    began = time.perf_counter()
    write_rows(measured)
    written = time.perf_counter() - began
    began = time.perf_counter()
    digest_of(measured)
    sealed = time.perf_counter() - began
    with connection.cursor() as cursor:
        began = time.perf_counter()
        cursor.execute(f"CREATE TABLE bare_ranks AS {bare}")
        stored = time.perf_counter() - began
    assert RankedRow.objects.filter(ranking=measured).count() == count
    words = (
        f"ranking of {count:,}: bare window query {plain:.2f} s, ours {full:.2f} s: {full / plain:.2f} times (goal 1.5); "
        f"written as rows {written:.2f} s (the bare one as a table {stored:.2f} s), sealed {sealed:.2f} s"
    )
    return {"words": words}
