"""Which of several rows is the total, and what the totals over all partners say. Trade written here is made up."""

import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orepath.errors import SourceError
from orepath.evidence.reading import Sink
from orepath.sources.un_comtrade.read import read

KEY = "2020,392,156,260500,M"
OTHER = [f"2020,392,{code},260500,M,{code},1,1,8" for code in range(4, 900) if code in (4, 8, 12, 20, 24, 28, 31, 32)]


def lines(*values: float) -> list[str]:
    """Rows of one key, each with its value for its mass too."""
    return [f"{KEY},{value},{value},{value},8" for value in values]


@pytest.mark.parametrize(
    "values",
    [
        (10,),
        (10, 10),
        (4, 10, 6),
        (10, 10, 10, 10),
        (10, 4, 6, 10, 4, 6),
        (4, 1, 3, 6, 2, 4, 10, 3, 7),
        (10,) * 8,
        (10, 4, 6) * 4,
        (10.001, 3.334, 3.333, 3.333),
    ],
)
def test_the_total_beside_complete_breakdowns_is_taken_and_nothing_added(write, keep, values):
    reading, rows = keep(write(*lines(*values)))
    assert [(row["value"], row["mass_t"]) for row in rows] == [(max(values), max(values) / 1000)]
    assert rows[0]["row"] == 2 + values.index(max(values))
    assert (reading.read, reading.kept, reading.refused) == (len(values), 1, ())


@pytest.mark.parametrize("values", [(10, 4), (10, 4, 5), (4, 6, 7), (10, 10, 10), (10, 9), (10, 4, 6, 6)])
def test_a_key_whose_total_cannot_be_told_is_refused_row_by_row(write, keep, values):
    others = [
        f"2020,392,{code},{good},M,{good},{good},{good},8" for code in (36, 124, 152) for good in range(260100, 260200)
    ]
    reading, rows = keep(write(*others, *lines(*values)))
    assert (len(rows), len(reading.refused)) == (300, len(values))
    assert reading.refused[0].row == 302
    assert "reporter 392, partner 156, good 260500, flow M, 2020: several rows" in reading.refused[0].why


def test_a_file_of_which_most_totals_cannot_be_told_is_refused(write, keep):
    with pytest.raises(SourceError, match="share of rows whose total cannot be told"):
        keep(write(*lines(10, 4)))


@given(data=st.data())
def test_any_complete_breakdown_gives_its_total(tmp_path_factory, data):
    """Mils broken down by one to three things that are independent of each other."""
    shape = data.draw(st.lists(st.integers(1, 3), min_size=1, max_size=3))
    cells = {key: data.draw(st.integers(0, 10_000)) for key in itertools.product(*(range(1, n + 1) for n in shape))}
    rows = [
        sum(value for key, value in cells.items() if all(w in (0, k) for w, k in zip(wanted, key, strict=True)))
        for wanted in itertools.product(*(range(n + 1) for n in shape))
    ]
    random.Random(0).shuffle(rows)
    folder = tmp_path_factory.mktemp("made-up")
    path = folder / "made-up.csv"
    path.write_text("year,reporter,partner,cmd,flow,value,netwgt\n" + "".join(f"{KEY},{v / 1000},{v}\n" for v in rows))
    sink = Sink(folder)
    reading = read(path, sink)
    assert (reading.read, reading.kept, reading.refused) == (len(rows), 1, ())


def test_the_official_form_says_which_row_is_the_total(official, keep):
    reading, rows = keep(
        official(
            {"motCode": "2100", "primaryValue": "60", "cifvalue": "60"},
            {"customsCode": "C04"},
            {},
            {"partner2Code": "36", "primaryValue": "40", "cifvalue": "40"},
            {"mosCode": "1"},
        )
    )
    assert [(row["value"], row["row"]) for row in rows] == [(100.5, 4)]
    assert any(note.startswith("4 rows are breakdowns") for note in reading.notes)


def test_breakdowns_without_their_total_are_refused(official, keep):
    many = [
        {"cmdCode": str(good), "cifvalue": str(good), "primaryValue": str(good), "netWgt": str(good), "qty": str(good)}
        for good in range(260100, 260160)
    ]
    reading, rows = keep(official(*many, {"motCode": "2100"}, {"motCode": "1000"}))
    assert (len(rows), [refused.row for refused in reading.refused]) == (60, [62, 63])
    assert "the total is not in the file" in reading.refused[0].why


def test_a_key_twice_where_all_is_said_is_a_fault(official, keep):
    with pytest.raises(SourceError, match=r"made-up.csv, row 4: .*2020 392 156 M 260500.*first in row 2"):
        keep(official({}, {"partnerCode": "36"}, {}))


def test_columns_of_breakdowns_that_are_not_there_are_made_up_for_by_the_figures(official, keep):
    path = official({"motCode": "0"}, {"motCode": "0"})
    rows = [line.split(",") for line in path.read_text().splitlines()]
    at = rows[0].index("customsCode")
    path.write_text("".join(",".join(row[:at] + row[at + 1 :]) + "\n" for row in rows))
    assert [row["value"] for row in keep(path)[1]] == [100.5]


def test_a_mass_missing_from_the_total_is_not_taken_from_a_breakdown(write, keep):
    _, rows = keep(write(f"{KEY},10,,,8", f"{KEY},4,4,4,8", f"{KEY},6,6,6,8"))
    assert [(row["value"], row["mass_t"]) for row in rows] == [(10.0, None)]


def test_of_equal_rows_the_one_with_a_mass_is_taken(write, keep):
    _, rows = keep(write(f"{KEY},10,,,8", f"{KEY},10,3000,3000,8"))
    assert [(row["row"], row["mass_t"]) for row in rows] == [(3, 3.0)]


def test_world_is_no_partner_and_the_sums_are_held_against_it(write, keep):
    world = "2020,392,{},{},{},{},1,1,8"
    reading, rows = keep(
        write(
            *(
                world.format(*cells)
                for cells in ((0, "260500", "M", 10), (36, "260500", "M", 4), (124, "260500", "M", 6))
            ),
            *(world.format(*cells) for cells in ((0, "260500", "X", 9), (36, "260500", "X", 4))),
            world.format(0, "750210", "M", 7),
        )
    )
    assert {row["partner"] for row in rows} == {"AU", "CA"}
    said = next(note for note in reading.notes if note.startswith("3 totals over all partners"))
    assert "1 agree" in said
    assert "1 fall short (by 5 US dollars together)" in said
    assert "1 have no partner" in said


def test_partners_that_add_up_to_more_than_world_are_refused(write, keep):
    with pytest.raises(SourceError, match="share of World totals that the partners exceed"):
        keep(write("2020,392,0,260500,M,10,1,1,8", "2020,392,36,260500,M,8,1,1,8", "2020,392,124,260500,M,8,1,1,8"))


def test_a_file_without_totals_over_partners_says_so(write, keep):
    reading, _ = keep(write(*OTHER))
    assert any("no totals over all partners" in note for note in reading.notes)


def test_areas_that_are_no_country_are_summed_and_cited(write, keep):
    reading, rows = keep(
        write(
            "2020,392,899,260500,M,1,1000,1000,8",
            "2020,392,568,260500,M,5,1000,1000,8",
            "2020,392,839,260500,M,2,2000,2000,8",
            "2020,392,577,260500,M,7,,,-1",
        )
    )
    assert [(row["partner"], row["value"], row["mass_t"], row["file"], row["row"]) for row in rows] == [
        ("unknown", 3.0, 3.0, "made-up.csv (rows 2, 4 summed)", 2),
        ("other", 12.0, None, "made-up.csv (rows 3, 5 summed)", 3),
    ]
    assert (reading.read, reading.kept) == (4, 2)


def test_two_codes_of_one_country_that_meet_are_refused_and_not_summed(write, keep):
    many = [f"2020,392,156,{good},M,{good},{good},{good},8" for good in range(260100, 260350)]
    reading, rows = keep(write(*many, "2020,392,840,260500,M,1,1,1,8", "2020,392,842,260500,M,2,1,1,8"))
    assert (len(rows), [refused.row for refused in reading.refused]) == (250, [252, 253])
    assert "392 and 840" in reading.refused[0].why


def test_two_codes_of_one_country_that_do_not_meet_are_kept(write, keep):
    _, rows = keep(write("2020,392,840,260500,M,1,1,1,8", "2020,392,842,750210,M,2,1,1,8"))
    assert [(row["partner"], row["good"]) for row in rows] == [("US", "260500"), ("US", "750210")]


def test_an_unknown_code_is_refused_with_its_row(write, keep):
    many = [f"2020,392,156,{good},M,{good},{good},{good},8" for good in range(260100, 260300)]
    reading, rows = keep(write(*many, "2020,392,998,260500,M,1,1,1,8"))
    assert (len(rows), reading.refused[0].row) == (200, 202)
    assert "code 998 is not in the list" in reading.refused[0].why
    assert reading.read == reading.kept + len(reading.refused)


def test_many_unknown_codes_refuse_the_file(write, keep):
    with pytest.raises(SourceError, match="share of rows with an unknown code of an area"):
        keep(write("2020,392,998,260500,M,1,1,1,8", "2020,392,156,260500,M,1,1,1,8"))
