"""Quizzes on a server that is killed: every submitted answer is stored once."""

from __future__ import annotations

import json
import random
import re
import time

from .break_quiz import Stubborn, run_in, take_all


def test_attempts_survive_workers_and_servers_that_are_killed(site):
    paths = run_in(site, "build", "60")["begin"]
    done = take_all(site, paths, worker_every=0.5, all_every=3)
    left = run_in(site, "check")
    assert done["deaths"] >= 2
    assert len(done["receipts"]) == len(set(done["receipts"])) == 60
    assert set(left["codes"]) == set(done["receipts"])
    assert (left["attempts"], left["submitted"], left["doubles"], left["broken"]) == (60, 60, 0, 0)
    assert all(answered == 5 for _right, answered in left["codes"].values())


class Late(Stubborn):
    """A contestant who keeps answering until the site responds that the time is over."""

    def run(self):
        """Answer the questions in turn, and record the answers that the site confirmed."""
        self.saved: dict[str, dict[str, int]] = {}
        self.refused = 0
        chance = random.Random(id(self))
        answer, body = self.ask("GET", "/bieu-mau/ma-bao-ve/")
        token, cookie = json.loads(body)["token"], answer.headers["Set-Cookie"].split(";")[0]
        for path in self.paths:
            answer, _body = self.ask("POST", path, {"csrfmiddlewaretoken": token}, {"Cookie": cookie})
            attempt = answer.headers["Location"]
            if "/trac-nghiem/" not in attempt:
                self.refused += 1
                continue
            kept = self.saved.setdefault(re.search(r"/(\d+)\.", attempt)[1], {})
            _answer, body = self.ask("GET", attempt)
            names = sorted(set(re.findall(r'name="q(\d+)"', body)))
            # The last attempt runs until its time is over.
            most = 100_000 if path == self.paths[-1] else chance.randint(20, 60)
            for revision in range(1, most):
                number, option = chance.choice(names), chance.randint(0, 3)
                fields = {f"q{number}": option, f"r{number}": revision}
                _answer, body = self.ask("POST", f"{attempt}luu/", fields)
                if json.loads(body)["submitted"]:
                    break
                kept[number] = option


def test_the_clock_passes_the_closing_while_contestants_answer(site):
    built = run_in(site, "build", "48", "12")
    site.start(threads=4)
    people = [Late(site, built["begin"][number::6]) for number in range(6)]
    for person in people:
        person.start()
    for person in people:
        person.join(120)
    site.kill()
    assert time.time() > built["closes_at"], "the closing must come in the middle"
    run_in(site, "housekeeping")
    left = run_in(site, "check")
    assert (left["running"], left["broken"], left["doubles"]) == (0, 0, 0)
    saved = {pk: kept for person in people for pk, kept in person.saved.items()}
    assert len(saved) + sum(person.refused for person in people) == 48
    for pk, kept in saved.items():
        stored = {number: option for number, (option, _revision) in left["answers"][pk].items()}
        assert stored == kept
    for began, submitted in left["times"]:
        assert began < built["closes_at"]
        assert submitted <= built["closes_at"] + 0.001
