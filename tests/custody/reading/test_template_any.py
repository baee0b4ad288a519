"""Whatever stands in a plain table, it is read or told what is wrong with it; what is read is the same in EPCIS."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from orepath.custody.reading.epcis_event import event_of
from orepath.custody.reading.plain import names, plain
from orepath.custody.reading.template import form, read
from orepath.errors import InputError
from tests.custody.reading.template_tables import document, written

SAID = {
    "event": ["e1", "e2", "e3", "", "ｅ１"],
    "date": ["2025-04-01", "2025-04-01", "2025-04-01T09:00+09:00", "soon", "9999-12-31T23:59-14:00"],
    "lot": ["a", "b", "c", "", "urn:epc:class:lgtin:4012345.012345.998877", "urn:epc:id:sgtin:x", "https://"],
    "quantity": ["1", "2.50", "0", "unknown", "", "-1", "1,5", "9" * 30],
    "unit": ["kg", "t", "個", "", "L", "bucket"],
    "claim": ["made-up A", "made-up B", "", "", "custody:x"],
    "claimed_quantity": ["1", "0", "", "", "x"],
    "claim_unit": ["kg", "個", "", ""],
    "claim_from": ["2025-04-01", "", "x"],
    "claim_until": ["2025-07-01", "2025-01-01", ""],
    "site": ["refinery", "", "https://id.gs1.org/414/4012345000009", "urn:epc:id:sgln:4012345..0"],
    "party": ["Aland Metals", "", "urn:epc:id:pgln:4012345.00000"],
    "yield": ["0.5", "", "", "0", "1.4"],
    "country": ["AU", "", "", "unknown", "zzzz"],
    "recycled": ["0.25", "25 %", "", "1/3"],
}
CELLS = {column.name: st.sampled_from(SAID.get(column.name) or [*column.values, "", ""]) for column in form().columns}


@given(st.lists(st.fixed_dictionaries(CELLS), min_size=1, max_size=5))
def test_any_rows_are_read_or_told(rows):
    with tempfile.TemporaryDirectory() as folder:
        path = written(Path(folder) / "made-up.csv", rows)
        try:
            found = read(path)
        except InputError as error:
            for lang in ("en", "ja"):
                assert error.message(lang) and "{" not in error.message(lang)
            return
        same_in_epcis(found, path)


GOOD = {
    "date": st.sampled_from(SAID["date"][:3]),
    "lot": st.sampled_from(SAID["lot"][:3]),
    "quantity": st.decimals(min_value=0, max_value=10**6, places=3).map(str).filter(lambda said: float(said) > 0),
    "unit": st.sampled_from(["kg", "t", "lb", "個", "L"]),
    "site": st.sampled_from(["refinery", "https://id.gs1.org/414/4012345000009"]),
    "party": st.sampled_from(SAID["party"]),
    "material": st.text("abc é鉱:{}\"',", max_size=8).filter(lambda said: not said.strip().startswith("#")),
    "claim": st.sampled_from(["made-up A", "made-up: B", ""]),
}


@given(st.lists(st.fixed_dictionaries(GOOD), min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_what_is_read_is_the_same_in_epcis_whatever_its_order(rows, random):
    for number, each in enumerate(rows):
        each |= {"event": f"e{number}", "activity": random.choice(["start", "move"]), "material": ""}
    with tempfile.TemporaryDirectory() as folder:
        path = written(Path(folder) / "made-up.csv", rows)
        found = read(path)
        same_in_epcis(found, path)
        random.shuffle(rows)
        other = read(written(Path(folder) / "other.csv", rows))
        assert {event.id for event in found.events()} == {event.id for event in other.events()}


def same_in_epcis(found, path):
    """Whether each event of a table has the identifier and the content that it has in EPCIS."""
    epcis = document(path)
    known = names(epcis["@context"])
    told = [event_of(plain(each, known), "") for each in epcis["epcisBody"]["eventList"]]
    assert told == [event._replace(where="") for event in found.events()]
