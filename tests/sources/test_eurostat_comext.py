"""Comext: the real extract, bulk files made up with the publisher's columns, and what is refused."""

import csv
import gzip
from collections import defaultdict
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from orepath.errors import SourceError
from orepath.evidence.reading import Sink
from orepath.sources.eurostat_comext.codes import coded
from orepath.sources.eurostat_comext.read import SOURCE, read

EXTRACT = "trade/eu_comext/eu_comext_critical_inputs_cn8_2022_2024.csv"
BULK = (
    "REPORTER,PARTNER,TRADE_TYPE,PRODUCT_NC,PRODUCT_SITC,PRODUCT_CPA21,PRODUCT_CPA22,PRODUCT_BEC,PRODUCT_BEC5,"
    "PRODUCT_SECTION,FLOW,STAT_PROCEDURE,SUPPL_UNIT,PERIOD,VALUE_EUR,VALUE_NAC,QUANTITY_KG,QUANTITY_SUPPL_UNIT"
)
OLD = (
    "DECLARANT,DECLARANT_ISO,PARTNER,PARTNER_ISO,TRADE_TYPE,PRODUCT_NC,PRODUCT_SITC,PRODUCT_cpa2002,PRODUCT_cpa2008,"
    "PRODUCT_CPA2_1,PRODUCT_BEC,PRODUCT_SECTION,FLOW,STAT_REGIME,SUPP_UNIT,PERIOD,VALUE_IN_EUROS,QUANTITY_IN_KG,"
    "SUP_QUANTITY"
)


def bulk(reporter="DE", partner="CD", good="26050000", flow=1, procedure=1, period="202452", value=1000, mass=500):
    """A row of a bulk file as it is issued now."""
    amounts = f"{value},{value},{mass},0"
    return f"{reporter},{partner},E,{good},28793,0729,0729,111,.....,05,{flow},{procedure},NO_SU,{period},{amounts}"


def old(reporter="DE", partner="CD", good="26050000", flow=1, procedure=1, period="201152", value=1000, mass=500):
    """A row of a bulk file as it was issued until some years ago."""
    codes = f"004,{reporter},0322,{partner},E,{good},28793,0143,0729,0729,111,05"
    return f"{codes},{flow},{procedure},,{period},{value},{mass},0"


@pytest.fixture
def reading(tmp_path):
    """What the reader says of rows under a header, and the rows it wrote."""
    made = iter(range(100))

    def given(*rows: str, header: str = BULK, name: str = "made-up.dat") -> Path:
        place = tmp_path / f"given-{next(made)}"
        place.mkdir()
        (place / name).write_text("\n".join([header, *rows, ""]))
        return place / name

    def run(*rows: str, header: str = BULK):
        return of(rows[0] if isinstance(rows[0], Path) else given(*rows, header=header), tmp_path / f"out-{next(made)}")

    run.given = given
    return run


def of(path: Path, folder: Path):
    folder.mkdir()
    done = read(path, Sink(folder))
    return done, pq.read_table(folder / "reported_trade.parquet").to_pylist()


@pytest.fixture
def refused(reading, tmp_path):
    def run(*rows: str, header: str = BULK) -> str:
        before = set(tmp_path.glob("out-*/*.parquet"))
        with pytest.raises(SourceError) as raised:
            reading(*rows, header=header)
        assert set(tmp_path.glob("out-*/*.parquet")) == before
        assert raised.value.message("ja")
        return raised.value.message()

    return run


# The real extract.


@pytest.fixture(scope="module")
def extract(shared_data, tmp_path_factory):
    return of(shared_data / EXTRACT, tmp_path_factory.mktemp("comext") / "out")


def test_chosen_rows_of_the_extract(extract, golden_rows):
    golden_rows("eurostat-comext", extract[1][::900])


def test_the_extract_agrees_with_a_reading_by_hand(extract, shared_data):
    done, rows = extract
    totals: dict[tuple[str, str], float] = defaultdict(float)
    with (shared_data / EXTRACT).open(newline="") as file:
        for row in csv.DictReader(file):
            if row["PARTNER_ISO"] != "XC":
                totals[(row["PERIOD"], row["PRODUCT_NC"])] += float(row["VALUE_IN_EUROS"])
    found: dict[tuple[str, str], float] = defaultdict(float)
    for row in rows:
        found[(str(row["from_"].year), row["good"])] += row["value"]
    assert found.keys() == totals.keys()
    assert all(found[key] == pytest.approx(total, rel=1e-12) for key, total in totals.items())
    assert (done.edition, done.read, done.kept) == ("2022-2024-extract", 26538, 26537)
    assert [(each.row, "XC" in each.why) for each in done.refused] == [(8206, True)]


def test_the_extract_holds_imports_in_euro_without_mass(extract):
    done, rows = extract
    assert {(row["flow"], row["valuation"], row["currency"], row["mass_t"]) for row in rows} == {
        ("import", "cif", "EUR", None)
    }
    assert {row["nomenclature"] for row in rows} == {"CN2022", "CN2023", "CN2024"}
    assert len({row["reporter"] for row in rows}) == 27
    assert {"GR", "XK", "RS", "NA"} <= {row["reporter"] for row in rows} | {row["partner"] for row in rows}
    assert {"EL", "XS", "XC"}.isdisjoint({row["reporter"] for row in rows} | {row["partner"] for row in rows})
    assert any("statistical procedure" in note for note in done.notes)
    assert any(note.startswith("23 rows with a value of 0") for note in done.notes)


def test_an_extract_cut_off_between_two_rows_is_refused(shared_data, refused, reading):
    lines = (shared_data / EXTRACT).read_text().splitlines()
    for share in (0.4, 0.8, 0.97):
        cut = lines[1 : int(len(lines) * share)]
        assert "reporters in a period" in refused(*cut, header=lines[0]), share


# Bulk files.


def test_a_bulk_row(reading):
    done, [row] = reading(bulk())
    days = f"{row.pop('from_')} {row.pop('until')}"
    assert days == "2024-01-01 2025-01-01"
    assert row == {
        "reporter": "DE",
        "partner": "CD",
        "flow": "import",
        "nomenclature": "CN2024",
        "good": "26050000",
        "value": 1000.0,
        "currency": "EUR",
        "valuation": "cif",
        "mass_t": 0.5,
        "file": "made-up.dat",
        "row": 2,
    }
    assert (done.edition, done.read, done.kept, done.refused) == ("2024", 1, 1, ())


def test_the_older_form_a_month_and_an_export(reading):
    done, [row] = reading(old(period="201112", flow=2), header=OLD)
    assert (str(row["from_"]), str(row["until"])) == ("2011-12-01", "2012-01-01")
    assert (row["flow"], row["valuation"], row["nomenclature"], row["mass_t"]) == ("export", "fob", "CN2011", 0.5)
    assert done.edition == "2011M12"


def test_procedures_are_summed_where_no_total_stands_beside_them(reading):
    done, [row] = reading(bulk(value=1000), bulk(procedure=2, value=30, mass=7), bulk(procedure=9, value=5, mass=3))
    assert (row["value"], row["mass_t"], row["row"]) == (1035, 0.51, 2)
    assert row["file"] == "made-up.dat (rows 2, 3, 4 summed)"
    assert done.kept == 1 and "1 figures from 3 rows" in done.notes[0]


def test_a_sum_has_a_mass_only_where_every_part_has_one(reading):
    _, [row] = reading(bulk(), bulk(procedure=2, mass=0))
    assert (row["value"], row["mass_t"]) == (2000, None)


def test_a_total_of_procedures_is_never_added_to_its_parts(reading):
    rows = [old(procedure=1, value=900), old(procedure=2, value=100), old(procedure=4, value=1000)]
    done, [row] = reading(*rows, header=OLD)
    assert (row["value"], row["row"], row["file"]) == (1000, 4, "made-up.dat")
    assert done.kept == 1 and done.notes[0].startswith("2 rows left out")


def test_the_newer_procedures_have_no_total(reading):
    assert reading(bulk(value=1), bulk(procedure=3, value=2))[1][0]["value"] == 3


def test_parts_of_the_united_kingdom(reading):
    _, [whole] = reading(bulk(partner="GB", value=10), bulk(partner="XI", value=4), bulk(partner="XU", value=6))
    assert (whole["partner"], whole["value"]) == ("GB", 10)
    _, [parts] = reading(bulk(partner="XI", value=4), bulk(partner="XU", value=6))
    assert (parts["partner"], parts["value"]) == ("GB", 10)


def test_partners_nobody_names_are_unknown_and_stores_are_no_trade(reading):
    rows = [bulk(partner="QV", value=1), bulk(partner="QX", value=2), bulk(partner="QQ"), bulk(partner="QP"), bulk()]
    done, found = reading(*rows)
    assert {(row["partner"], row["value"]) for row in found} == {("unknown", 3), ("CD", 1000)}
    assert [each.row for each in done.refused] == [4, 5]
    assert all("stores" in each.why for each in done.refused)


def test_totals_of_members_are_left_out(reading):
    done, [row] = reading(bulk(reporter="EU27_2020", value=10_000), bulk(), bulk(partner="WORLD"))
    assert (row["reporter"], row["value"]) == ("DE", 1000)
    assert [each.row for each in done.refused] == [2, 4]


def test_both_codes_of_greece_are_one_place(reading, refused):
    assert {row["reporter"] for row in reading(bulk(reporter="EL"), bulk(reporter="GR", partner="CN"))[1]} == {"GR"}
    assert "EL/GR" in refused(bulk(reporter="EL"), bulk(reporter="GR"))


@pytest.mark.parametrize(
    ("code", "place"), [("XK", "XK"), ("XS", "RS"), ("NA", "NA"), ("QA", "QA"), ("EL", "GR"), ("QW", "unknown")]
)
def test_places_of_codes(code, place):
    assert coded(code, SOURCE.raw).place == place


@pytest.mark.parametrize("code", ["XA", "XB", "XC", "QT", "ZZ", "AA", "A", "", "de", "EU28", "Aland", "world"])
def test_codes_that_users_of_iso_give_a_meaning_of_their_own_are_no_place(code):
    found = coded(code, SOURCE.raw)
    assert found.place is None and found.why in SOURCE.raw["says"]


def test_secret_and_total_products_are_left_out(reading):
    done, [row] = reading(bulk(), bulk(good="28XXXXXX"), bulk(good="99RRR100"), bulk(good="TOTAL"))
    assert row["good"] == "26050000"
    assert ["secret" in each.why for each in done.refused] == [True, True, False]


def test_a_mass_of_zero_is_unknown_and_a_value_of_zero_is_kept(reading):
    done, [first, second] = reading(bulk(value=0, mass=3), bulk(partner="CN", mass=0))
    assert (first["value"], first["mass_t"], second["mass_t"]) == (0, 0.003, None)
    assert any("mass of 0" in note for note in done.notes) and any("value of 0" in note for note in done.notes)
    assert reading(bulk(mass=""))[1][0]["mass_t"] is None


def test_a_folder_of_months_is_one_edition(reading, tmp_path):
    folder = tmp_path / "months"
    folder.mkdir()
    (folder / "full_202401.dat").write_text(f"{BULK}\n{bulk(period='202401', value=1)}\n")
    with gzip.open(folder / "full_202402.dat.gz", "wt") as file:
        file.write(f"{BULK}\n{bulk(period='202402', value=2)}\n")
    done, rows = reading(folder)
    assert done.edition == "2024M01-2024M02"
    assert {(row["file"], row["row"], row["value"]) for row in rows} == {
        ("full_202401.dat", 2, 1.0),
        ("full_202402.dat.gz", 2, 2.0),
    }


def test_rows_keep_the_order_of_the_file(tmp_path):
    partners = ", ".join(f"'{code}'" for code in ("AU", "CA", "CL", "JP", "NO", "US"))
    made = (
        f"select (['AT', 'DE', 'SE'])[1 + k % 3] as \"REPORTER\", ([{partners}])[1 + k // 3 % 6] as \"PARTNER\", "
        '25000000 + k // 18 as "PRODUCT_NC", 1 as "FLOW", 1 as "STAT_PROCEDURE", \'202452\' as "PERIOD", '
        'k as "VALUE_EUR", k % 13 as "QUANTITY_KG" from range(300000) made(k)'
    )
    with duckdb.connect() as connection:
        connection.execute(f"copy ({made}) to '{tmp_path / 'made-up.dat'}' (header, delimiter ',')")
    done = read(tmp_path / "made-up.dat", Sink(tmp_path))
    rows = pq.read_table(tmp_path / "reported_trade.parquet", columns=["row"])["row"].to_numpy()
    assert done.kept == len(rows) == 300_000 and (rows == range(2, 300_002)).all()


# What is refused.


def test_the_same_month_twice_in_a_folder(refused, tmp_path):
    folder = tmp_path / "twice"
    folder.mkdir()
    for name in ("a.dat", "b.dat"):
        (folder / name).write_text(f"{BULK}\n{bulk()}\n")
    assert (
        "b.dat, row 2: the key '2024-01-01 DE CD import 26050000 1' occurs again (first in row 2 of a.dat)"
        in refused(folder)
    )


def test_an_extract_beside_a_bulk_file(refused, tmp_path):
    folder = tmp_path / "both"
    folder.mkdir()
    (folder / "bulk.dat").write_text(f"{BULK}\n{bulk()}\n")
    (folder / "extract.csv").write_text(
        "DECLARANT_ISO,PARTNER_ISO,PRODUCT_NC,FLOW,PERIOD,VALUE_IN_EUROS\nDE,CD,26050000,1,2024,1000\n"
    )
    assert "another edition" in refused(folder)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"value": "1.000,5"}, "the row has"),
        ({"value": '"1000,5"'}, "1000,5"),
        ({"value": "-5"}, "-5"),
        ({"value": "nan"}, "nan"),
        ({"value": "inf"}, "inf"),
        ({"value": "1e400"}, "1e400"),
        ({"value": "1_000"}, "1_000"),
        ({"value": "0x10"}, "0x10"),
        ({"value": "#N/A"}, "#N/A"),
        ({"value": ""}, "is empty"),
        ({"mass": ":"}, "':'"),
        ({"mass": "٣"}, "٣"),
        ({"flow": "3"}, "allowed: 1, 2"),
        ({"flow": "M"}, "allowed: 1, 2"),
        ({"procedure": "0"}, "1–9"),
        ({"procedure": ""}, "is empty"),
        ({"period": "202413"}, "202413"),
        ({"period": "2024-12"}, "2024-12"),
        ({"period": "24"}, "24"),
        ({"period": "198701"}, "1987"),
        ({"good": "2605"}, "26050000"),
        ({"good": "1012100"}, "1012100"),
        ({"good": "2605.0000"}, "2605.0000"),
        ({"good": ""}, "is empty"),
        ({"reporter": ""}, "is empty"),
        ({"reporter": "Aland"}, "column REPORTER: found 'Aland', allowed: AT, "),
        ({"reporter": "CN"}, "column REPORTER: found 'CN', allowed: AT, "),
        ({"good": "DE"}, "column PRODUCT_NC: found 'DE', allowed: 8 digits"),
        ({"period": "209352"}, "year: found 2093, at most 2050 expected"),
        ({"value": "2e14"}, "column VALUE_EUR: found '2e14', allowed: ≤ 100,000,000,000,000"),
        ({"mass": "1e308"}, "column QUANTITY_KG: found '1e308', allowed: ≤ 100,000,000,000,000"),
        ({"value": "1_000"}, "column VALUE_EUR: found '1_000'"),
        ({"partner": "XA"}, "share of rows of unknown places"),
    ],
)
def test_a_cell_that_cannot_be(refused, change, said):
    assert said in refused(bulk(partner="CN"), bulk(**change))


def test_every_fault_is_told_with_its_row(refused):
    told = refused(bulk(flow=7), bulk(value="x"), bulk(period="2"))
    assert all(f"made-up.dat, row {row}" in told for row in (2, 3, 4))


def test_the_same_row_twice(refused):
    assert "made-up.dat, row 4" in refused(bulk(), bulk(partner="CN"), bulk())


@pytest.mark.parametrize(("amount", "column"), [("value", "VALUE_EUR"), ("mass", "QUANTITY_KG")])
def test_a_column_filled_with_one_number(refused, amount, column):
    rows = [bulk(good=str(good), value=good, mass=good) for good in range(26050000, 26050030)]
    filled = [bulk(good=str(good), **{"value": good, "mass": good, amount: 5}) for good in range(26050000, 26050030)]
    assert f"column {column}: all 30 rows hold 5, where they should differ" in refused(*filled)
    assert "where they should differ" not in refused(*rows, rows[0])


def test_more_codes_than_there_are(refused):
    rows = (bulk(good=str(good), value=good, mass=good) for good in range(10_000_000, 10_110_000))
    assert "column good holds 100001 different codes, at most 100000 expected" in refused(*rows)


def test_more_rows_left_out_than_can_be_told(refused, monkeypatch):
    monkeypatch.setitem(SOURCE.raw["options"], "most_left_out", 2)
    rows = (bulk(good=f"26{part}XXXXX", value=part) for part in range(1, 5))
    assert "made-up.dat: rows left out: found 4, at most 2 expected" in refused(bulk(), *rows)


def test_rows_of_which_none_is_kept(refused):
    assert "figures: found 0, at least 1 expected" in refused(bulk(good="26XXXXXX"), bulk(good="TOTAL"))


def test_a_negative_zero_is_zero(reading):
    assert str(reading(bulk(value="-0"))[1][0]["value"]) == "0.0"


def test_columns(refused):
    assert "missing: PERIOD; the first row names REPORTER, " in refused("x", header=BULK.replace("PERIOD", "TIME"))
    assert "the cells are parted by ';'" in refused("x;y", header=BULK.replace(",", ";"))
    assert "not expected PERIOD" in refused(bulk(), header=BULK.replace("SUPPL_UNIT,", "PERIOD,", 1))


def test_swapped_columns(refused):
    swapped = BULK.replace("PRODUCT_NC", "x").replace("VALUE_EUR", "PRODUCT_NC").replace(",x,", ",VALUE_EUR,")
    assert "PRODUCT_NC" in refused(bulk(), header=swapped)


def test_an_archive_is_to_be_unpacked_first(refused, tmp_path):
    path = tmp_path / "full_v2_202452.7z"
    path.write_bytes(b"7z\xbc\xaf\x27\x1c" + bytes(100))
    assert "7z: unpack it first" in refused(path)


def test_a_file_without_its_last_line_end_and_a_packed_one_cut_off(refused, tmp_path):
    path = tmp_path / "cut.dat"
    path.write_text(f"{BULK}\n{bulk()}")
    assert "ends in the middle" in refused(path)
    packed = tmp_path / "cut.dat.gz"
    packed.write_bytes(gzip.compress(f"{BULK}\n{bulk()}\n".encode())[:-12])
    assert refused(packed)


def test_only_a_header(refused, tmp_path):
    path = tmp_path / "header.csv"
    path.write_text(f"{BULK}\n")
    assert "no data" in refused(path)
