"""The table of Global Trade Alert: counts and facts found by another route, and every way it can go wrong."""

import csv
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from orepath.errors import SourceError
from orepath.evidence.reading import Sink
from orepath.sources.hs_concordance.read import SOURCE, read

FILE = "hs/gta/hs_vintages_to_hs2012.csv"
MADE_UP = Path(__file__).parents[1] / "made_up" / "hs_concordance" / "made-up-vintages.csv"


@pytest.fixture(scope="module")
def found(shared_data, read_rows):
    return read_rows("hs-concordance", shared_data / FILE)


@pytest.fixture(scope="module")
def tables(found):
    """The targets of each code, by edition."""
    tables = defaultdict(lambda: defaultdict(set))
    for row in found[1]:
        tables[row["item"][:6]][row["good"]].add(row["text"])
    return tables


@pytest.fixture(scope="module")
def counted(shared_data):
    """The file's own cells, by the csv module, as whole numbers."""
    with (shared_data / FILE).open(newline="") as file:
        rows = list(csv.reader(file))[1:]
    return [(int(float(code)), edition, int(float(target))) for code, edition, target in rows]


@pytest.fixture
def small():
    """A small table may be read: no counts are asserted."""
    asserted = dict(SOURCE.assertions)
    SOURCE.assertions.clear()
    yield
    SOURCE.assertions.update(asserted)


def refusal(path: Path, tmp_path) -> str:
    with pytest.raises(SourceError) as raised:
        read(path, Sink(tmp_path))
    assert not (tmp_path / "statements.parquet").exists()
    return raised.value.message()


def spoilt(tmp_path, *changes: tuple[str, str], text="") -> Path:
    """The made-up table with the first of each text replaced."""
    text = text or MADE_UP.read_text("utf-8")
    for before, after in changes:
        assert before in text
        text = text.replace(before, after, 1)
    path = tmp_path / "spoilt.csv"
    path.write_text(text, "utf-8")
    return path


def test_every_pair_of_six_digits_is_kept(found, counted):
    reading, rows = found
    pairs = {(code, edition, target) for code, edition, target in counted if code > 9999}
    assert (reading.read, reading.kept) == (len(counted), len(pairs)) == (32_713, 24_890)
    kept = {(int(row["good"]), f"HS {row['item'][2:6]}", int(row["text"])) for row in rows}
    assert kept == pairs
    assert any("7823 rows are of headings" in note for note in reading.notes)


def test_zeros_are_restored_in_chapters_01_to_09_alone(found, counted):
    reading, rows = found
    short = sum(9_999 < cell < 100_000 for code, _, target in counted if code > 9_999 for cell in (code, target))
    assert any(f"{short} cells held a code of chapters 01 to 09" in note for note in reading.notes)
    assert short == 5_440
    for row in rows:
        for code, written in zip((row["good"], row["text"]), row["original"].split(" -> "), strict=True):
            assert len(code) == 6 and code.startswith("0") == (len(written) == len("10121.0"))


def test_codes_of_hs2022_are_those_of_the_nomenclature(shared_data, tables):
    with (shared_data / "hs/harmonized-system.csv").open(encoding="utf-8", newline="") as file:
        listed = {row["hscode"] for row in csv.DictReader(file) if row["level"] == "6"}
    assert tables["HS2022"].keys() - listed == set()
    assert listed - tables["HS2022"].keys() == {"999999"}  # not of the Harmonized System


def test_hs2017_ends_in_chapter_60(found, tables, shared_data):
    with (shared_data / "baci/product_codes_HS17_V202301.csv").open(encoding="utf-8-sig", newline="") as file:
        listed = {row["code"].zfill(6) for row in csv.DictReader(file)}
    last = max(tables["HS2017"])
    assert last == "600340"
    assert {code for code in listed - tables["HS2017"].keys() if code <= last} == {"271000"}
    assert any("the codes of HS2017 end with 600340, those of HS2012 with 970600" in note for note in found[0].notes)


def test_every_code_of_hs2012_is_itself(tables):
    assert len(tables["HS2012"]) == 5_205
    assert all(targets == {code} for code, targets in tables["HS2012"].items())


def test_how_many_pairs_an_edition_has(tables, found):
    counts = Counter(row["item"] for row in found[1])
    assert counts == {
        "HS2002 -> HS2012": 5_869,
        "HS2007 -> HS2012": 5_205,
        "HS2012 -> HS2012": 5_205,
        "HS2017 -> HS2012": 2_999,
        "HS2022 -> HS2012": 5_612,
    }
    split = {edition: sum(len(targets) > 1 for targets in of.values()) for edition, of in tables.items()}
    assert split == {"HS2002": 380, "HS2007": 98, "HS2012": 0, "HS2017": 0, "HS2022": 0}


def test_it_says_where_a_division_cannot_show(found):
    said = " ".join(found[0].notes)
    assert "no code of HS2022 has several targets. It reads as a conversion table" in said
    assert "no code of HS2017 has several targets" in said
    assert "HS2007 -> HS2012: no code of HS2012 has several origins" in said
    assert "no code of HS2002" not in said


def test_facts(tables):
    assert {code for code, targets in tables["HS2002"].items() if "811292" in targets} == {"811230", "811240", "811292"}
    assert tables["HS2022"]["811231"] == tables["HS2022"]["811241"] == {"811292"}
    assert tables["HS2002"]["282739"] == {"282739", "285210", "285290"}
    assert {code for code, targets in tables["HS2022"].items() if "854810" in targets} == {
        "854911", "854912", "854913", "854914", "854919",
    }  # fmt: skip


def test_it_may_be_used_and_not_passed_on():
    assert SOURCE.allows == "own_use"
    assert "To be defined" in SOURCE.licence_basis


def test_a_made_up_table(small, read_rows):
    reading, rows = read_rows("hs-concordance", MADE_UP)
    assert reading.edition.startswith("gtalibrary-")
    assert {row["row_key"] for row in rows if row["item"] == "HS2022 -> HS2012" and row["text"] == "811200"} == {
        "HS2022|HS2012|811201|811200", "HS2022|HS2012|811202|811200",
    }  # fmt: skip
    (horse,) = (row for row in rows if row["row_key"] == "HS2022|HS2012|010121|010121")
    assert (horse["original"], horse["status"]) == ("10121.0 -> 10121.0", "reported")
    assert horse["locator"].startswith("made-up-vintages.csv, row ")


def test_a_made_up_table_is_too_small_to_be_whole(tmp_path):
    assert "codes of HS2022: found 17, at least 5600 expected" in refusal(MADE_UP, tmp_path)


def test_the_edition_is_named_after_the_content(small, tmp_path, read_rows):
    same = read_rows("hs-concordance", MADE_UP)[0].edition
    other = read_rows("hs-concordance", spoilt(tmp_path, ("811202.0,HS 2022,811200.0\n", "")))[0].edition
    assert same != other


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("260100.0,HS 2022", "2601000.0,HS 2022", "origin.code: found '2601000.0'"),
        ("260100.0,HS 2022", "2601.5,HS 2022", "origin.code: found '2601.5'"),
        ("260100.0,HS 2022", "-260100.0,HS 2022", "origin.code: found '-260100.0'"),
        ("260100.0,HS 2022", "2.601e5,HS 2022", "origin.code: found '2.601e5'"),
        ("260100.0,HS 2022", '"260100,0",HS 2022', "origin.code: found '260100,0'"),
        ("260100.0,HS 2022", "nan,HS 2022", "origin.code: found 'nan'"),
        ("260100.0,HS 2022", "26.0,HS 2022", "origin.code: found '26.0'"),
        ("260100.0,HS 2022", "776100.0,HS 2022", "origin.code: found '776100.0'"),
        ("260100.0,HS 2022", "999999.0,HS 2022", "origin.code: found '999999.0'"),
        ("260100.0,HS 2022", "２６０１００.0,HS 2022", "origin.code: found"),
        ("260100.0,HS 2022", ",HS 2022", "column origin.code is empty"),
        ("HS 2022,260100.0", "HS 2022,2601.0", "hs.2012: found '2601.0'"),
        ("HS 2022,260100.0", "HS 2022,269900.0", "hs.2012: found '269900', allowed: a code that stands under"),
        ("HS 2022,260100.0", "HS 2022,", "column hs.2012 is empty"),
        ("HS 2012,260100.0", "HS 2012,260200.0", "hs.2012: found '260200'"),
        ("HS 2012,260100.0", "HS 2011,260100.0", "origin.vintage: found 'HS 2011'"),
        ("260100.0,HS 2012", ",260100.0,HS 2012", "the row has 4 cells"),
        ("260100.0,HS 2022,260100.0", "260200.0,HS 2022,260200.0", "occurs again (first in row "),
        ("origin.code", "origin_code", "missing origin.code; not expected origin_code"),
        ("origin.vintage,hs.2012", "hs.2012,origin.vintage", "origin.vintage: found '101.0'"),
        (
            "260100.0,HS 2022",
            "060100.0,HS 2022",
            "origin.code: found '060100.0', allowed: 60100: the others have lost their first zero",
        ),
    ],
)
def test_what_is_wrong_is_refused_with_its_place(small, tmp_path, before, after, said):
    message = refusal(spoilt(tmp_path, (before, after)), tmp_path)
    assert said in message
    assert "spoilt.csv, row " in message


def test_all_faults_come_at_once(small, tmp_path):
    path = spoilt(tmp_path, ("260100.0,HS 2022", "26.0,HS 2022"), ("HS 2017,260200.0", "HS 2018,x"))
    message = refusal(path, tmp_path)
    assert all(said in message for said in ("'26.0'", "'HS 2018'", "'x'"))


def test_a_file_that_breaks_off(small, tmp_path):
    path = tmp_path / "cut.csv"
    path.write_bytes(MADE_UP.read_bytes()[:-5])
    assert "the last line has no end" in refusal(path, tmp_path)


def test_another_encoding(small, tmp_path):
    path = tmp_path / "utf16.csv"
    path.write_bytes(MADE_UP.read_text("utf-8").encode("utf-16"))
    assert "UTF-16" in refusal(path, tmp_path)


def test_codes_with_their_zeros_are_read_as_they_are(small, tmp_path, read_rows):
    text = MADE_UP.read_text("utf-8").splitlines()
    whole = [text[0]]
    for line in text[1:]:
        code, edition, target = line.replace(".0", "").split(",")
        width = 4 if len(code) < 5 else 6
        whole.append(f"{code.zfill(width)},{edition},{target.zfill(width)}")
    path = tmp_path / "whole.csv"
    path.write_text("\n".join(whole) + "\n", "utf-8")
    reading, rows = read_rows("hs-concordance", path)
    before = read_rows("hs-concordance", MADE_UP)[1]
    assert {row["row_key"] for row in rows} == {row["row_key"] for row in before}
    assert any("0 cells held a code" in note for note in reading.notes)
