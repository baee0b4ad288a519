"""Candidates with their standing, the measures they may be, and drafts: in a made-up world."""

import csv
import io
from datetime import date

import pytest

from orepath.errors import UnknownName
from orepath.evidence.candidates.alike import alike
from orepath.evidence.candidates.candidate import Candidate, candidate_of, days
from orepath.evidence.candidates.draft import NOTES, draft
from orepath.evidence.candidates.listing import Listing, listing
from orepath.evidence.candidates.settings import settings
from orepath.evidence.candidates.telling import lines
from orepath.evidence.candidates.told_minerals import told_minerals
from orepath.evidence.measures import measures
from orepath.evidence.register import records, registers
from orepath.evidence.store import Evidence
from tests.made_up import release
from tests.made_up_registers import statements

BAN = Candidate(
    "1",
    "Aland: ban on tin ores",
    kinds=("Export ban",),
    instruments=("export_ban",),
    implementers=("Aland",),
    places=("XA",),
    products=("260900",),
    announced="2031-05-02",
    implemented="2031-06-01",
    link="https://example.org/index/1",
    description="Aland bans ores.\nAll of them.",
)
POLICY = Candidate(
    "2",
    "Boria: strategy",
    kinds=("Plan",),
    implementers=("Boria",),
    places=("XB",),
    announced="2031",
    implemented="2031",
)
MEASURE = {
    "measure_id": "xa-2031-tin",
    "imposer": "XA",
    "product_en": "tin ore",
    "minerals": "tin",
    "effective": "2031-05-20",
    "date_precision": "day",
}


def evidence(tmp_path, *candidates: Candidate, decisions=(), measure=MEASURE) -> Evidence:
    index = release(tmp_path, [one.statement("made-up.csv, row 2", one.title) for one in candidates], dataset="index")
    register = release(tmp_path, statements("measure", [measure]), dataset="measures")
    decided = [{"source": "made up", "decided_by": "made up", **one} for one in decisions]
    kept = release(tmp_path, statements("candidate_decision", decided), dataset="ministry-registers")
    return Evidence([index, register, kept])


def standings(found: Listing) -> dict[str, str]:
    return {one.id: one.standing for one in found.candidates}


@pytest.mark.parametrize("candidate", [BAN, POLICY], ids=["ban", "policy"])
def test_a_candidate_comes_out_as_it_went_in(candidate, tmp_path):
    (one,) = listing(evidence(tmp_path, candidate)).candidates
    assert one.candidate == candidate == candidate_of(one.statement)


def test_dates_keep_their_precision():
    fields = POLICY.statement("made-up.csv, row 2", "")["fields"]
    assert '"announced": "2031", "announced_precision": "year"' in fields
    assert days("2031-02") == (date(2031, 2, 1), date(2031, 2, 28))
    assert days("") is None


@pytest.mark.parametrize(
    ("decision", "standing", "faults"),
    [
        ({"decision": "rejected"}, "rejected", 0),
        ({"decision": "duplicate", "measure_id": "xa-2031-tin"}, "duplicate", 0),
        ({"decision": "duplicate", "measure_id": "nowhere"}, "measure_missing", 1),
        ({"decision": "accepted", "measure_id": "xa-2031-tin"}, "accepted", 0),
        ({"decision": "accepted", "measure_id": "nowhere"}, "measure_missing", 1),
    ],
)
def test_standing_follows_the_decision(decision, standing, faults, tmp_path):
    notice = {"notice_title": "Act 1", "notice_url": "https://example.org/act", "read_on": "2031-07-01"}
    found = listing(evidence(tmp_path, BAN, POLICY, decisions=[{"candidate": "index:1", **notice, **decision}]))
    assert standings(found) == {"index:1": standing, "index:2": "waiting"}
    assert len(found.faults) == faults
    assert all("nowhere" in fault.text("ja") for fault in found.faults)


def test_a_decision_on_nothing_is_told(tmp_path):
    assert listing(evidence(tmp_path, BAN, decisions=[{"candidate": "index:9", "decision": "rejected"}])).astray == (
        "index:9",
    )


def test_a_candidate_is_never_a_measure(tmp_path):
    assert [one.id for one in measures(evidence(tmp_path, BAN, POLICY))] == ["xa-2031-tin"]


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ({}, ["index:2", "index:1"]),  # 2031 may be as late as December
        ({"place": "XA"}, ["index:1"]),
        ({"mineral": "tin"}, ["index:1"]),
        ({"mineral": "copper"}, []),
        ({"since": date(2031, 6, 2)}, ["index:2"]),
        ({"since": date(2032, 1, 1)}, []),
        ({"standing": "accepted"}, []),
        ({"ids": ["index:1"]}, ["index:1"]),
        ({"ids": ["index:1"], "place": "XB"}, []),
    ],
)
def test_choosing(asked, ids, tmp_path):
    assert [one.id for one in listing(evidence(tmp_path, BAN, POLICY)).chosen(**asked)] == ids


def test_an_unknown_candidate_is_refused_with_its_neighbours(tmp_path):
    with pytest.raises(UnknownName, match="index:1"):
        listing(evidence(tmp_path, BAN)).chosen(ids=["index:l"])


def test_without_a_date_nothing_is_too_old(tmp_path):
    undated = Candidate("3", "Aland: undated", implementers=("Aland",), places=("XA",))
    found = listing(evidence(tmp_path, undated)).chosen(since=date(2099, 1, 1))
    assert [one.id for one in found] == ["index:3"]


@pytest.mark.parametrize(
    ("candidate", "told"),
    [
        (Candidate("1", "Aland: lead the way with salt"), {}),
        (Candidate("1", "Rare Earth Elements"), {"rare-earths": "text"}),
        (Candidate("1", "made up", products=("260400",)), {"nickel": "code"}),
        (Candidate("1", "nickel", minerals=("nickel",), products=("260400",)), {"nickel": "named"}),
        (Candidate("1", "made up", description="Tinned food and continents"), {}),
    ],
)
def test_what_tells_a_mineral(candidate, told):
    assert told_minerals(candidate) == told


def reasons(tmp_path, candidate=BAN, **measure):
    found = alike(candidate, told_minerals(candidate), measures(evidence(tmp_path, measure={**MEASURE, **measure})))
    return [(reason.why, reason.what) for one in found for reason in one.reasons]


def test_why_it_may_be_a_measure(tmp_path):
    assert reasons(tmp_path) == [("imposer", "XA"), ("mineral", "tin"), ("days", "12")]


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        ({"imposer": "XB"}, []),
        ({"minerals": "copper"}, []),
        ({"minerals": "", "hs": "260900"}, [("imposer", "XA"), ("code", "260900"), ("days", "12")]),
        ({"effective": "2031-07-02"}, [("imposer", "XA"), ("mineral", "tin"), ("days", "31")]),
        ({"effective": "2031-07-03"}, []),
        ({"effective": "", "announced": "2031-05-02"}, [("imposer", "XA"), ("mineral", "tin"), ("days", "0")]),
        ({"date_precision": "year"}, [("imposer", "XA"), ("mineral", "tin"), ("open_days", "0")]),
        ({"imposer": "XB", "minerals": "", "act_url": BAN.link}, [("days", "12"), ("address", BAN.link)]),
    ],
)
def test_what_speaks_for_it(measure, expected, tmp_path):
    assert settings()["days"] == 31
    assert reasons(tmp_path, **measure) == expected


def test_an_event_on_a_measure_counts_as_its_date(tmp_path):
    far = {**MEASURE, "effective": "2029-01-01"}
    event = {"measure_id": "xa-2031-tin", "kind": "extension", "date": "2031-06-03", "date_precision": "day"}
    rows = [*statements("measure", [far]), *statements("measure_event", [event])]
    (found,) = alike(BAN, ["tin"], measures(Evidence([release(tmp_path, rows, dataset="measures")])))
    assert ("days", "2") in [(reason.why, reason.what) for reason in found.reasons]


@pytest.fixture
def drafted(tmp_path):
    known = evidence(tmp_path, BAN, POLICY, decisions=[{"candidate": "index:2", "decision": "rejected"}])
    return draft(listing(known).candidates, known.sources, "en")


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_a_draft_holds_what_the_index_says_and_nothing_else(drafted):
    (row,) = rows(drafted["measure.csv"])
    filled = {name: cell for name, cell in row.items() if cell and not name.startswith("note_")}
    assert filled == {
        "measure_id": "index-1",
        "announced": "2031-05-02",
        "effective": "2031-06-01",
        "imposer": "XA",
        "hs": "260900",
    }
    assert "https://example.org/index/1" in row["note_en"]
    assert [{name for name, cell in row.items() if cell} for row in rows(drafted["candidate_decision.csv"])] == [
        {"candidate"}
    ]


@pytest.mark.parametrize(
    ("name", "needed"),
    [
        (
            "measure",
            {
                "date_precision",
                "product_en",
                "product_ja",
                "instrument",
                "targets",
                "status_as_of",
                "how_sure",
                "source",
            },
        ),
        ("candidate_decision", {"decision", "decided_by", "source"}),
    ],
)
def test_an_unread_draft_is_refused_cell_by_cell(name, needed, drafted):
    faults: list = []
    list(records(registers()[name], drafted[f"{name}.csv"], f"{name}.csv", faults))
    assert {fault.code for fault in faults} == {"required_cell"}
    assert {fault.values["column"] for fault in faults} == needed
    assert all(fault.where == f"{name}.csv, row 2" for fault in faults)


def test_a_year_is_no_day_in_a_draft(tmp_path):
    known = evidence(tmp_path, POLICY)
    (row,) = rows(draft(listing(known).candidates, known.sources, "ja")["measure.csv"])
    assert (row["announced"], row["effective"], row["date_precision"]) == ("", "", "")


def test_notes_name_the_measures_it_may_be_and_escape_markup(tmp_path):
    odd = Candidate(
        "4", "Aland: [tin] <b>*ban*", implementers=("Aland", "Boria"), places=("XA", "XB"), announced="2031"
    )
    known = evidence(tmp_path, odd)
    for lang, joint in (("en", "2 places"), ("ja", "2 の国・地域")):
        notes = draft(listing(known).candidates, known.sources, lang)[NOTES]
        assert "xa-2031-tin" in notes.replace("\\", "")
        assert r"Aland: \[tin\] \<b\>\*ban\*" in notes
        assert joint in notes


def test_a_candidate_is_told_in_both_languages(tmp_path):
    (one,) = listing(evidence(tmp_path, BAN)).candidates
    english, japanese = "\n".join(lines(one, "en")), "\n".join(lines(one, "ja"))
    assert "may already be xa-2031-tin (tin ore): same imposer, tin, dates 12 days apart" in english
    assert "export ban" in english
    assert "日付の差 12 日" in japanese
    assert "輸出禁止" in japanese


@pytest.mark.parametrize(
    ("decision", "needed"),
    [
        ("accepted", {"measure_id", "notice_title", "notice_url", "read_on"}),
        ("duplicate", {"measure_id"}),
        ("採用（告示に基づき措置登録簿に記載）", {"measure_id", "notice_title", "notice_url", "read_on"}),
        ("rejected", set()),
    ],
)
def test_a_decision_needs_what_it_says_was_read(decision, needed):
    register, faults = registers()["candidate_decision"], []
    cells = {"candidate": "index:1", "decision": decision, "decided_by": "made up", "source": "made up"}
    content = ",".join(register.names()) + "\n" + ",".join(cells.get(name, "") for name in register.names())
    list(records(register, content, "candidate_decision.csv", faults))
    assert {fault.values["column"] for fault in faults} == needed
