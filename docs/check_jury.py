#!/usr/bin/env python3
"""Rank a judged round again from the file that its organisers publish, without their site and without their code.

    python3 check_jury.py xep-hang-12-1.csv

Python 3.11 and nothing else. It verifies the record of sealed sheets, takes those that count, and computes totals,
results, ranks and the seal. Ends with 0 where all is the same, 1 with the first difference, 2 for rules it does not know.
Points are whole thousandths, weights per cents; all sums are exact fractions.
"""

import csv
import hashlib
import json
import sys
from collections import Counter, defaultdict
from fractions import Fraction

FINE = 10**9  # means that decide between equals are whole numbers of these parts of a thousandth
SLOTS = 12  # numbers for tie breaks in a row


class Different(Exception):
    """The file contradicts itself."""


class Unknown(Exception):
    """A rule that this script does not compute."""


def plain(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


def half_up(number, parts):
    return (2 * number.numerator * parts + number.denominator) // (2 * number.denominator)


def sealed_sheets(header, rows):
    """Verify the record from the first one on; return the sheets that no later record replaces or declares void."""
    plans = {plan["number"]: sha256(plain(plan["rules"])) for plan in header["plans"]}
    last, contents = "0" * 64, []
    for place, row in enumerate(rows, start=1):
        content = json.loads(row["content"])
        own = sha256(f"{last}\n{plain(content)}")
        if (row["place"], row["previous_hash"], row["record_hash"]) != (str(place), last, own):
            raise Different(f"record {place} is not as it was sealed")
        if plans.get(content["plan"]) != content["plan_digest"]:
            raise Different(f"record {place} was sealed under another plan of judging")
        last = own
        contents.append(content)
    if (len(contents), last) != (header["chain"]["length"], header["chain"]["last_hash"]):
        raise Different(f"record {len(contents) + 1} is missing")
    ranked_by = {key: value for key, value in header["rules"].items() if key != "plan_digest"}
    if sha256(plain(ranked_by)) != header["rules"]["plan_digest"]:
        raise Different("the ranking's rules are not those of its plan")
    replaced = {content["supersedes"] for content in contents}
    return [c for place, c in enumerate(contents, 1) if c["kind"] == "sheet" and place not in replaced]


def result_of(rules, totals):
    """Return the result of a work from {seat: total}, and the seats whose sheets it keeps."""
    ordered = sorted(totals, key=lambda seat: (totals[seat], seat))
    mean = sum(totals.values()) / len(totals)
    middle, kept = len(ordered) // 2, ordered
    if rules["aggregate"] == "median":
        return (totals[ordered[middle]] + totals[ordered[~middle]]) / 2, ordered
    if rules["aggregate"] == "trimmed":
        kept = ordered[1:-1] if len(ordered) >= 4 else ordered
    elif rules["aggregate"] == "deviation":
        near = [seat for seat in ordered if abs(totals[seat] - mean) <= rules["deviation"]]
        kept = near if 2 * len(near) >= len(ordered) else ordered
    elif rules["aggregate"] != "mean":
        raise Unknown(f"the rule “{rules['aggregate']}”")
    return sum(totals[seat] for seat in kept) / Fraction(len(kept)), kept


def tie_number(key, work, chair, firsts):
    """Return a work's whole number for a tie break, and whether more is better."""
    totals = work["totals"]
    ordered = sorted(totals.values())
    if key.startswith("criterion:"):
        there = work["kept"] if work["official"] else totals
        shares, counts = Counter(totals[s] for s in work["kept"]), Counter(totals[s] for s in there)
        points = (Fraction(shares[totals[s]], counts[totals[s]]) * work["points"][s][key[10:]] for s in there)
        return half_up(sum(points) / Fraction(len(work["kept"])), FINE), True
    if key == "firsts":
        return sum(totals[seat] == firsts[seat] for seat in totals), True
    if key == "median":
        return half_up((ordered[len(ordered) // 2] + ordered[~(len(ordered) // 2)]) / 2, FINE), True
    if key == "lowest":
        return half_up(ordered[0], FINE), True
    if key == "chair_sheet":
        return (half_up(totals[chair], FINE) if chair in totals else None), True
    if key == "earlier":
        return work["handed_in"], False
    raise Unknown(f"the tie break “{key}”")


def rows_of(header, sheets):
    """Return the rows of the ranking as they must be: division, rank, code, score, numbers."""
    rules, rows, groups = header["rules"], [], defaultdict(dict)
    counts = {seat["number"] for seat in header["seats"] if seat["counts"]}
    chair = next((seat["number"] for seat in header["seats"] if seat["is_chair"]), None)
    further = {end["candidate"]: end["further_seat"] for end in header["closings"] if end["how"] == "third"}
    for c in header["candidates"]:
        if c["is_ranked"]:
            division = c["division"] if rules["ranked_apart"] else ""
            groups[division][c["number"]] = {**c, "totals": {}, "points": {}}
    for division, works in groups.items():
        for sheet in sheets:
            if sheet["candidate"] in works and sheet["seat"] in counts and not sheet["part"]:
                given = {
                    k["key"]: Fraction(k["weight"] * sheet["points"][k["key"]], 100)
                    for k in rules["criteria"]
                }
                if sheet["seat"] in works[sheet["candidate"]]["totals"]:
                    raise Different(f"seat {sheet['seat']} has two sheets for work {sheet['candidate']}")
                works[sheet["candidate"]]["points"][sheet["seat"]] = given
                works[sheet["candidate"]]["totals"][sheet["seat"]] = sum(given.values(), Fraction())
        firsts = {s: max(w["totals"].get(s, -1) for w in works.values()) for s in counts}
        for number, work in works.items():
            usual = {seat: total for seat, total in work["totals"].items() if seat != further.get(number)}
            if len(usual) < max(1, rules["seats_min"]):
                raise Different(f"work {number} has too few sheets")
            work["result"], work["kept"] = result_of(rules, usual)
            work["official"] = len(usual) < len(work["totals"])
            if work["official"]:
                work["result"], work["kept"] = work["totals"][further[number]], [further[number]]
        exact = {value: n for n, value in enumerate(sorted({w["result"] for w in works.values()}), 1)}
        found = []
        for work in works.values():
            out = int(rules["knock_out"] is not None and work["result"] < rules["knock_out"])
            score = half_up(work["result"] / 1000, 10 ** rules["decimals"]) * 1000 // 10 ** rules["decimals"]
            ties = [tie_number(key, work, chair, firsts) for key in rules["tie_breaks"]]
            order = [(out, False), (score, True)]
            order += [(exact[work["result"]], True)] if rules["rank_on"] == "exact" else []
            key = [(n is None, -n if n is not None and more else n or 0) for n, more in order + ties]
            numbers = [out, exact[work["result"]], *(n for n, _more in ties), *[None] * (SLOTS - len(ties))]
            found.append((key, work["code"], score, numbers))
        for key, code, score, numbers in found:
            rows.append([division, 1 + sum(other[0] < key for other in found), code, score, *numbers])
    return sorted(rows)


def main(path):
    with open(path, encoding="utf-8", newline="") as file:
        header = json.loads(next(file)[2:])
        rows = rows_of(header, sealed_sheets(header, csv.DictReader(file)))
    stored = {row[2]: row for row in header["rows"]}
    for row in rows:
        if stored.pop(row[2], None) != row:
            raise Different(f"{row[2]} should have rank {row[1]} with {row[3]} thousandths")
    text = "".join("\t".join("" if value is None else str(value) for value in row) + "\n" for row in rows)
    if stored or sha256(text) != header["digest"]:
        raise Different("the seal is not that of these rows")
    print(f"{len(rows)} works ranked again, all the same. Seal {header['digest']}")


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except Different as different:
        sys.exit(f"DIFFERENT: {different}.")
    except Unknown as unknown:
        print(f"Not checked here: {unknown}.", file=sys.stderr)
        sys.exit(2)
