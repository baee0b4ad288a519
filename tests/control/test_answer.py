"""What an answer says beside yes or no: words, figures, the proof, what it rests on."""

from datetime import date
from fractions import Fraction

import pytest

from orepath.control.answer import UNKNOWN_OWNER, Held
from orepath.control.judge import judge, judged
from orepath.control.majority_everywhere import majority
from orepath.control.on_day import on_day
from orepath.control.saying import percent, said_share
from orepath.control.upstream import Stake, Upstream
from orepath.errors import UnknownName
from tests.control.made import DAY, register

MINISTRY = {"id": "Ministry", "kind": "government", "country": "CN"}


def of(*stakes, entities=(MINISTRY,), rule="feoc", asked="Mine", **more):
    rows = [dict(zip(("owner", "owned", "share", "metric"), each, strict=False)) for each in stakes]
    return judge(register(rows, entities), asked, rule, DAY, **more)


def test_every_link_says_what_it_is_what_it_counts_as_and_where_it_stands():
    (path,) = of(("Ministry", "Holding", "60 %"), ("Holding", "Mine", "24 %")).paths
    first, second = path.links
    assert (first.owner, first.owned, first.metric) == ("Ministry", "Holding", "equity")
    assert (first.low, first.high, first.counted) == (Fraction(3, 5), Fraction(3, 5), 1)
    assert (first.where, second.where) == ("made-up.csv, row 2", "made-up.csv, row 3")
    assert path.adds == Held(Fraction(6, 25), Fraction(6, 25))


def test_rows_of_one_owner_are_one_link():
    (path,) = of(("Ministry", "Mine", "10 %"), ("Ministry", "Mine", "5 %")).paths
    assert path.links[0].where == "made-up.csv, row 2, 3" and path.links[0].low == Fraction(3, 20)


def test_an_unknown_owner_has_a_path_of_its_own():
    known, unknown = of(("Ministry", "Mine", "10 %"), ("unknown", "Mine", "20 %")).paths
    assert (known.adds.low, unknown.adds) == (Fraction(1, 10), Held(Fraction(0), Fraction(1, 5)))
    assert unknown.links[0].owner == UNKNOWN_OWNER and unknown.links[0].where == "made-up.csv, row 3"


def test_who_is_covered_because_of_whom():
    found = of(("Ministry", "A", "40 %"), ("Cells", "A", "11 %"), ("A", "Mine", "30 %"), rule="pfe", entities=ENTITIES)
    (deemed,) = found.deemed
    assert (deemed.entity, deemed.metric, deemed.certain) == ("A", "equity", True)
    assert deemed.held == Held(Fraction(51, 100), Fraction(51, 100))
    assert [link.owner for link in deemed.by] == ["Ministry", "Cells"]
    assert [[link.owner for link in path.links] for path in found.paths] == [["Cells", "A"], ["Ministry", "A"]]
    assert all(path.adds.low == Fraction(3, 10) for path in found.paths)
    assert found.metrics["equity"].low == Fraction(3, 10)


ENTITIES = (MINISTRY, {"id": "Cells", "country": "CN"})


def test_triggers_speak_both_languages_with_their_figures():
    (held,) = [each for each in of(("Ministry", "Mine", "24 %")).triggers if each.metric == "equity"]
    assert held.said.en.endswith("Found: 6/25 (24 %). Not met.") and "at least 25 % of its equity" in held.said.en
    assert held.said.ja.endswith("算定結果：6/25 (24 %)。該当しない。") and "持分の25％以上" in held.said.ja
    assert (held.threshold, held.how_sure) == (Fraction(1, 4), "F") and "89 FR 37079" in held.reference


def test_between_bounds_and_undetermined_is_said():
    (held,) = [
        each
        for each in of(("Ministry", "Mine", "24 %"), ("unknown", "Mine", "2 %")).triggers
        if each.metric == "equity"
    ]
    assert held.met is None and held.said.en.endswith("Found: between 6/25 (24 %) and 13/50 (26 %). Undetermined.")


def test_what_it_rests_on():
    closed = " ".join(note.en for note in of(("Ministry", "Mine", "24 %")).notes)
    opened = " ".join(note.en for note in of(("Ministry", "Mine", "24 %"), open_world=True).notes)
    assert "belongs to outsiders" in closed and "Open world" in opened and "2024-05-06" in closed
    placeless = of(("Bureau", "Mine", "30 %"), entities=[{"id": "Bureau", "kind": "government", "country": ""}])
    assert any("not known where these are seated" in note.en and "Bureau" in note.en for note in placeless.notes)
    before = judge(register([], [{"id": "Mine"}]), "Mine", "feoc", date(2020, 1, 1))
    assert not before.applies and "2024-05-06" in before.notes[0].en and before.not_examined


def test_names_that_are_not_there():
    made = register([], [{"id": "Mine"}])
    with pytest.raises(UnknownName, match="Mine"):
        judge(made, "mine", "feoc", DAY)
    with pytest.raises(UnknownName, match="feoc"):
        judge(made, "Mine", "foec", DAY)


def test_several_entities_of_one_day():
    day = on_day(register([{"owner": "Ministry", "owned": each, "share": "25 %"} for each in "AB"], [MINISTRY]), DAY)
    assert [judged(day, each, "feoc").controlled for each in "AB"] == [True, True]


def test_a_percentage_never_reaches_a_threshold_the_share_does_not():
    assert percent(Fraction(1, 4) - Fraction(1, 10**9)) == "24.9999… %"
    assert said_share(Fraction(1, 3**90)) == "0.0000… %"


def test_governments_and_persons_are_owned_by_nobody():
    found = of(("Ministry", "Bureau", "100 %"), ("Bureau", "Mine", "30 %"), entities=[MINISTRY, BUREAU])
    assert found.metrics["equity"].low == 0 and found.integrated["equity"] == {"Bureau": Fraction(3, 10)}


BUREAU = {"id": "Bureau", "kind": "government", "country": "CL"}


def test_majority_of_a_register_is_that_of_each_entity():
    rows = [("Ministry", "A"), ("A", "B"), ("B", "Mine")]
    made = register([{"owner": a, "owned": b, "share": "51 %", "metric": "votes"} for a, b in rows], [MINISTRY])
    every = majority(made, DAY)
    answer = judge(made, "Mine", "feoc", DAY)
    assert answer.majority == ("Ministry",) and every.controller.tolist() == [-1, 0, 0, 0]
    assert [(step.entity, step.votes, step.owners) for step in answer.majority_steps] == [
        ("A", Fraction(51, 100), ("Ministry",)),
        ("B", Fraction(51, 100), ("A",)),
        ("Mine", Fraction(51, 100), ("B",)),
    ]


def test_room_and_exits_of_a_graph():
    half = Stake(1, Fraction(1, 2), Fraction(1, 2), (2,))
    graph = Upstream("equity", 0, {0: (half,)}, {}, ((1,), (0,)))
    assert graph.room(0) == Fraction(1, 2) and graph.exits == {0, 1} and graph.certain
