"""Registers of several datasets together: whose word stands, and what is left unread. All made up."""

from datetime import date

import pytest

from orepath.control.recorded import recorded
from orepath.errors import InputError
from orepath.evidence.store import Evidence
from tests.control.reading.made_up import links
from tests.made_up import release
from tests.made_up_registers import statements

KEPT = "ministry-registers"


def company(id_, country="XA", **more):
    return {"entity_id": id_, "kind": "company", "country": country, **more}


def stake(owner, owned, share="unknown", metric="equity", **more):
    return {"owner": owner, "owned": owned, "metric": metric, "share": share, **more}


def of(folder, dataset, entities, stakes=(), **more):
    rows = [*statements("entity", entities), *statements("ownership_stake", stakes)]
    name = f"{dataset}-{more.get('edition', '1')}"
    return release(folder / name, [row | {"row_key": f"{n}"} for n, row in enumerate(rows)], dataset=dataset, **more)


def found(*releases, above=None):
    made = recorded(Evidence(releases), above)
    assert made is not None
    return made


def test_what_people_keep_stands_before_a_publisher(tmp_path):
    kept = of(tmp_path, KEPT, [company("a", "XB"), company("b")], [stake("a", "b", "0.3")])
    told = of(tmp_path, "gleif", [company("a"), company("c")], [stake("c", "a")])
    register = found(told, kept).register
    assert register.entities.ids == ("a", "b", "c") and register.entities.country[0] == "XB"
    assert links(register) == ["c a equity 0/1..1/1", "a b equity 3/10"]


def test_a_stake_that_both_tell_is_taken_once(tmp_path):
    kept = of(tmp_path, KEPT, [company("a"), company("b")], [stake("a", "b", "0.3")])
    told = of(
        tmp_path, "bods", [company("a"), company("b")], [stake("a", "b", "25..50 %"), stake("a", "b", "60 %", "votes")]
    )
    made = found(kept, told)
    assert sorted(links(made.register)) == ["a b equity 3/10", "a b votes 3/5"]
    assert len(made.behind(["b"])) == 2 * 2 + 2


def test_owners_nobody_knows_are_never_the_same(tmp_path):
    kept = of(tmp_path, KEPT, [company("a")], [stake("unknown", "a", "0.3")])
    told = of(tmp_path, "gleif", [company("a")], [stake("unknown", "a")])
    assert len(links(found(kept, told).register)) == 2


def test_within_one_dataset_nothing_is_told_twice(tmp_path):
    twice = [stake("a", "b", "0.3"), stake("a", "b", "0.4")]
    with pytest.raises(InputError) as raised:
        found(of(tmp_path, KEPT, [company("a"), company("b")], twice))
    assert {fault.code for fault in raised.value.faults} == {"control_stake_twice"}


def test_above_some_entities_stands_no_more_than_their_owners(tmp_path):
    entities = [company(id_) for id_ in "abcd"]
    told = of(tmp_path, "gleif", entities, [stake("a", "b"), stake("b", "c"), stake("c", "d"), stake("unknown", "a")])
    made = found(told, above={"c"})
    assert made.register.entities.ids == ("a", "b", "c")
    assert len(links(made.register)) == 3
    assert made.behind(["c"]) == found(told).behind(["c"])
    assert recorded(Evidence([told]), {"nobody-such"}) is None


def test_only_the_newest_edition_of_each_dataset_is_read(tmp_path):
    old = of(tmp_path, "gleif", [company("a"), company("b")], [stake("a", "b")], edition="1", recorded=date(2020, 1, 1))
    new = of(tmp_path, "gleif", [company("b")], edition="2", recorded=date(2021, 1, 1))
    for above in (None, {"b"}, {"a", "b"}):
        register = found(old, new, above=above).register
        assert register.entities.ids == ("b",) and not links(register)
