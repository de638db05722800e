"""Letters a second, and letters that are neither lost nor sent twice though workers, server and database die.

`python -m tests.bench.letters [--letters 2000] [--kills 20] [--postgres URL] [--restart COMMAND]`, on PostgreSQL, with real
workers (`db_worker`) and a mail server in a process of its own. Printed: what that server takes of plain smtplib over one and
over three lines, what one and three workers send beside it, and then of letters whose workers are killed one after the other at
random moments, while the mail server dies in the middle of conversations: lost (goal 0), sent twice, and how many of those are
counted as unclear (goal: all). `--restart` names a command that restarts the database in the middle, such as
"pg_ctlcluster 15 main restart".
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import shlex
import shutil
import signal
import smtplib
import subprocess
import sys
import tempfile
import time
from collections import Counter
from email.message import EmailMessage
from pathlib import Path

import psycopg

from tests.notices.mail_server import MailServer
from tests.servers.harness import ROOT, ServedSite

from .sites import drop_postgres, fresh_postgres

#: Letters to one contestant are as good as to several: each is a row of its own.
_WRITE = """
from contest_pages.notices.notifying import notify_many
from contest_pages.registrations.models import Registration
notify_many("registrations.welcome", [Registration.objects.earliest("pk")] * {count})
"""
_STATES = "SELECT state, count(*) FROM contest_notices_notice GROUP BY state"
#: In place of the passing of time: claims of dead workers and letters put back are due.
_LATER = (
    "UPDATE contest_notices_notice SET claimed_at = claimed_at - interval '1 hour' WHERE state = 'sending'",
    "UPDATE contest_notices_notice SET due_at = now() - interval '5 minutes' WHERE state IN ('waiting', 'failed')",
)


class Sink:
    """The mail server in a process of its own, which notes when each letter came."""

    def __init__(self, breaks: float = 0):
        """Start it; it breaks off this share of the conversations once it has taken the letter, without saying so."""
        self._ask, answer = multiprocessing.Pipe()
        self._process = multiprocessing.Process(target=_serve, args=(answer, breaks), daemon=True)
        self._process.start()
        self.port = self._ask.recv()

    def taken(self) -> list[tuple[float, str, bool]]:
        """Return moment, Message-ID and whether it was broken off, of all letters that came."""
        self._ask.send("taken")
        return self._ask.recv()

    def stop(self) -> None:
        """End it."""
        self._process.kill()
        self._process.join()


def _serve(answer, breaks: float) -> None:
    server, taken, chance = MailServer(), [], random.Random(7)

    def note() -> bool:
        is_broken = chance.random() < breaks
        taken.append((time.monotonic(), server.letters.pop()["message-id"], is_broken))
        return not is_broken

    server.on_taken = note
    answer.send(server.address[1])
    while answer.recv():
        answer.send(list(taken))


def rate(moments: list[float]) -> float:
    """Return letters a second between the first and the last."""
    return (len(moments) - 1) / max(max(moments) - min(moments), 1e-9)


def plain_rate(port: int, lines: int, count: int, body: str) -> float:
    """Return what smtplib sends alone, over some lines from processes of their own."""
    began = time.monotonic()
    senders = [
        multiprocessing.Process(target=_send_plain, args=(port, count // lines, body)) for _ in range(lines)
    ]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    return count / (time.monotonic() - began)


def _send_plain(port: int, count: int, body: str) -> None:
    line = smtplib.SMTP("127.0.0.1", port)
    for _ in range(count):
        letter = EmailMessage()
        letter["From"], letter["To"], letter["Subject"] = "a@vidu.example", "b@vidu.example", "x"
        letter["Message-ID"] = "<plain@vidu.example>"
        letter.set_content(body)
        letter.add_alternative(f"<p>{body}</p>", subtype="html")
        line.send_message(letter)
    line.close()


class Letters:
    """A site on PostgreSQL with letters, and its workers."""

    def __init__(self, folder: Path, postgres: str):
        self.postgres = postgres
        self.site = ServedSite(folder)
        self.site.extra = {"TEST_TASKS": "database", "TEST_DATABASE_URL": postgres}
        self.site.build()

    def manage(self, *arguments: str, wait: bool = True) -> subprocess.Popen:
        """Run a command of the site."""
        process = subprocess.Popen(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.site.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        if wait and process.wait():
            raise SystemExit(f"{arguments[0]} ended with {process.returncode}")
        return process

    def worker(self) -> subprocess.Popen:
        """Start a worker."""
        options = ["--backend", "jobs", "--interval", "0.2", "--no-reload", "--no-startup-delay"]
        return self.manage("db_worker", "--queue-name", "*", *options, wait=False)

    def rows(self, query: str) -> list[tuple]:
        """Return the rows of a query, whether or not the database has just been restarted."""
        for _ in range(100):
            try:
                with psycopg.connect(self.postgres, autocommit=True) as connection:
                    cursor = connection.execute(query)
                    return cursor.fetchall() if cursor.description else []
            except psycopg.OperationalError:
                time.sleep(0.1)
        raise SystemExit("The database does not come back.")

    def write(self, count: int, port: int) -> None:
        """Write letters, in place of those before."""
        self.rows("DELETE FROM contest_notices_notice")
        self.site.extra |= {"TEST_MAIL_PORT": str(port)}
        self.manage("shell", "--no-imports", "-c", _WRITE.format(count=count))

    def left(self) -> int:
        """Return how many have not been sent."""
        return sum(count for state, count in self.rows(_STATES) if state != "sent")


def kill(process: subprocess.Popen) -> None:
    """Kill a worker at once."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def measure(letters: Letters, workers: int, count: int) -> float:
    """Return what some workers send in a second."""
    sink = Sink()
    letters.write(count, sink.port)
    running = [letters.worker() for _ in range(workers)]
    while letters.left():
        time.sleep(0.2)
    for process in running:
        kill(process)
    moments = [moment for moment, _id, _broken in sink.taken()]
    sink.stop()
    # The workers start one after the other: the middle shows all of them.
    return rate(sorted(moments)[count // 4 : -count // 10])


def send_while_killing(letters: Letters, count: int, kills: int, restart: str) -> None:
    """Kill workers while letters are sent, and print what came of the letters."""
    sink, chance, killed = Sink(breaks=0.002), random.Random(3), 0
    letters.write(count, sink.port)
    while letters.left():
        process = letters.worker()
        time.sleep(4 + chance.random() * 4)
        if killed < kills or letters.left():
            kill(process)
            killed += 1
        if restart and killed == kills // 2:
            process = letters.worker()
            time.sleep(4)
            subprocess.run(shlex.split(restart), check=True)
            time.sleep(2)
            kill(process)
            restart = ""
        for statement in _LATER:
            letters.rows(statement)
        letters.manage("contest_housekeeping")
    taken = sink.taken()
    sink.stop()
    copies = Counter(message_id for _moment, message_id, _broken in taken)
    broken = {message_id for _moment, message_id, is_broken in taken if is_broken}
    ids = {row[0] for row in letters.rows("SELECT message_id FROM contest_notices_notice")}
    unclear = {
        row[0] for row in letters.rows("SELECT message_id FROM contest_notices_notice WHERE unclear > 0")
    }
    twice = {message_id for message_id, number in copies.items() if number > 1}
    print(
        f"{count} letters, {killed} workers killed: {len(ids - copies.keys())} lost (goal 0), {len(twice)} came twice: "
        f"{len(twice & broken)} where the server broke off, {len(twice & unclear - broken)} that were in the hands of a killed "
        f"worker and are counted as unclear, {len(twice - broken - unclear)} others (goal 0); {len(unclear)} unclear in all"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--letters", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--postgres", default="postgres://postgres@127.0.0.1:5432/postgres")
    parser.add_argument("--restart", default="")
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    database = fresh_postgres(options.postgres)
    try:
        letters = Letters(folder, database)
        body = "Kính gửi Lò Thị Mai,\n\n" + "bạn đã đăng ký thành công cuộc thi. " * 30
        for workers in (1, 3):
            sink = Sink()
            alone = plain_rate(sink.port, workers, options.letters, body)
            sink.stop()
            ours = measure(letters, workers, options.letters)
            print(
                f"{workers} worker(s): {ours:.0f} letters a second; plain smtplib {alone:.0f}: {ours / alone:.2f} of it"
            )
        send_while_killing(letters, options.letters, options.kills, options.restart)
    finally:
        drop_postgres(options.postgres, database)
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
