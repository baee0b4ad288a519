"""Tables that are not what they should be: each is refused, and all faults are said at once."""

import re
import shutil
import zipfile
from pathlib import Path

import pytest

from orepath.errors import SourceError
from orepath.evidence.reading import Sink
from orepath.sources.cheng_2024.read import read

TABLE = "Lithium_Sankey_data.csv"
WORKBOOK = "cheng2024_ev_battery_chemistry_supply_chain.xlsx"


@pytest.fixture
def folder(shared_data, tmp_path) -> Path:
    copy = tmp_path / "study"
    copy.mkdir()
    for file in (shared_data / "stage/cheng2024").iterdir():
        shutil.copyfile(file, copy / file.name)
    return copy


def refusal(path: Path, tmp_path: Path) -> str:
    with pytest.raises(SourceError) as raised:
        read(path, Sink(tmp_path))
    assert not list(tmp_path.glob("*.parquet"))
    return raised.value.message()


def changed(folder: Path, old: str, new: str) -> Path:
    path = folder / TABLE
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return path


@pytest.mark.parametrize(
    "figure", ["-1", "nan", "NaN", "inf", "1e999", "many", "", "1_000", "1,000", "0x10", " 5", "５"]
)
def test_what_is_no_figure(folder, tmp_path, figure):
    path = changed(folder, "China_cath_poss,LFP,3520", f'China_cath_poss,LFP,"{figure}"')
    assert re.search(r"row 8: column Value", refusal(path, tmp_path))


@pytest.mark.parametrize("header", ["Source,Target,Amount", "From,To,Value", "Source,Target", "Source,Source,Value"])
def test_renamed_columns(folder, tmp_path, header):
    assert "columns" in refusal(changed(folder, "Source,Target,Value", header), tmp_path)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Atlantis_mine", "Atlantis"),
        ("Austrlia_mine", "did you mean|Did you mean"),
        ("Australia_dock", "Australia_dock"),
        ("Australia", "Australia"),
    ],
)
def test_an_unknown_node(folder, tmp_path, name, said):
    assert re.search(said, refusal(changed(folder, "Australia_mine", name), tmp_path))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Australia_mine,China_ref_poss", "China_ref_poss,Australia_mine"),
        ("Australia_mine,China_ref_poss", "Australia_mine,NCM"),
        ("Argentina_ref_poss,Argentina_ref,", "Argentina_ref_poss,Chile_ref,"),
        ("China_cath_poss,NCM", "NCM,China_cath_poss"),
        ("China_ref,China_cath_poss", "China_ref,China_ref"),
    ],
)
def test_a_flow_that_cannot_run(folder, tmp_path, old, new):
    assert "column Target" in refusal(changed(folder, old, new), tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "allowed"),
    [
        ("China_cath_poss,NCM", "NCM,China_cath_poss", "allowed: none"),
        ("China_cath_poss,NCM", "China_cath_poss,China_mine", "allowed: NCM, NCA, LFP"),
        ("Australia_mine,China_ref_poss", "Australia_mine,NCM", "allowed: …_ref_poss, Trade to countries"),
    ],
)
def test_where_a_flow_may_run_is_said_as_the_tables_call_it(folder, tmp_path, old, new, allowed):
    assert allowed in refusal(changed(folder, old, new), tmp_path)


def test_a_flow_twice(folder, tmp_path):
    path = changed(folder, "China_cath_poss,NCA", "China_cath_poss,NCM")
    assert "occurs again (first in row 2)" in refusal(path, tmp_path)


def test_a_table_cut_at_the_end_of_a_row(folder, tmp_path):
    path = folder / TABLE
    path.write_text("".join(path.read_text("utf-8").splitlines(keepends=True)[:-5]), "utf-8")
    assert "flows of lithium" in refusal(path, tmp_path)


def test_a_comma_without_quotes(folder, tmp_path):
    path = changed(folder, '"Korea, Republic of_cath_poss",NCM', "Korea, Republic of_cath_poss,NCM")
    assert "4 cells where the header has 3" in refusal(path, tmp_path)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_another_encoding(folder, tmp_path, encoding):
    path = folder / TABLE
    path.write_bytes(path.read_text("utf-8").encode(encoding))
    assert "UTF-16" in refusal(path, tmp_path)


def test_bytes_of_another_encoding(folder, tmp_path):
    path = folder / "Manganese_Sankey_data.csv"
    path.write_bytes(path.read_bytes().replace(b"Cote d'Ivoire", "Côte d'Ivoire".encode("latin-1")))
    assert "0xf4" in refusal(path, tmp_path)


def test_a_table_under_another_name_says_no_mineral(folder, tmp_path):
    path = (folder / TABLE).rename(folder / "flows.csv")
    assert "is not cheng-2024" in refusal(path, tmp_path)


def test_a_folder_that_lacks_files_names_each(folder, tmp_path):
    (folder / TABLE).unlink()
    (folder / WORKBOOK).unlink()
    message = refusal(folder, tmp_path)
    assert TABLE in message
    assert "*.xlsx" in message


def test_two_workbooks(folder, tmp_path):
    shutil.copyfile(folder / WORKBOOK, folder / "again.xlsx")
    assert "a second time" in refusal(folder, tmp_path)


def test_a_table_as_large_as_no_table_of_this_study(folder, tmp_path):
    with (folder / TABLE).open("ab") as file:
        file.truncate(6_000_000)
    assert "at most 5000000" in refusal(folder, tmp_path)


def repacked(folder: Path, member: str, pattern: str, new: str) -> Path:
    """The workbook with one of its XML members changed."""
    path = folder / WORKBOOK
    with zipfile.ZipFile(path) as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    text, count = re.subn(pattern, lambda _: new, members[member].decode("utf-8"), count=1)
    assert count == 1
    with zipfile.ZipFile(path, "w") as packed:
        for name, content in {**members, member: text.encode("utf-8")}.items():
            packed.writestr(name, content)
    return path


def spoilt(folder: Path, cell: str, value: object) -> Path:
    """The workbook with one cell of the sheet changed."""
    kinds = {bool: f'<c r="{cell}" t="b"><v>1</v></c>', int: f'<c r="{cell}"><v>{value}</v></c>'}
    said = f'<c r="{cell}" t="inlineStr"><is><t>{value}</t></is></c>'
    new = "" if value is None else kinds.get(type(value), said)
    return repacked(folder, "xl/worksheets/sheet1.xml", rf'<c r="{cell}"(?: [^>]*)?(?:/>|>.*?</c>)', new)


@pytest.mark.parametrize(
    ("cell", "value", "said"),
    [
        ("E8", -3, "cell E8"),
        ("E8", "many", "cell E8"),
        ("E8", None, "cell E8"),
        ("E8", True, "cell E8"),
        ("D59", "362 GWh", "cell D59"),
        ("C8", "Atlantis", "row 8"),
        ("C8", "Australia", "row 8"),
        ("D3", "Lead", "columns"),
        ("C23", "SMELTING", "REFINING"),
        ("B3", "2031 data", "2020 data"),
    ],
)
def test_a_sheet_that_is_not_what_it_should_be(folder, tmp_path, cell, value, said):
    assert said in refusal(spoilt(folder, cell, value), tmp_path)


def test_a_workbook_without_the_sheet(folder, tmp_path):
    path = repacked(folder, "xl/workbook.xml", 'name="Fig. 1 [^"]*"', 'name="Figure one"')
    assert "no sheet" in refusal(path, tmp_path)


def test_all_faults_of_all_files_come_at_once(folder, tmp_path):
    changed(folder, "China_cath_poss,LFP,3520", "China_cath_poss,LFP,-1")
    path = folder / "Nickel_Sankey_data.csv"
    path.write_text(path.read_text("utf-8").replace("Brazil_mine", "Atlantis_mine"), "utf-8")
    spoilt(folder, "E8", "many")
    message = refusal(folder, tmp_path)
    assert all(said in message for said in ("found '-1'", "Atlantis", "cell E8"))


def test_columns_of_every_part_are_recorded(folder, tmp_path):
    sink = Sink(tmp_path)
    read(folder, sink)
    assert sink.columns[TABLE] == ["Source", "Target", "Value"]
    assert sink.columns["figure 1: mining"] == ["Li", "Ni", "Co", "Mn"]


def test_a_table_of_a_mineral_outside_the_vocabulary_is_refused_for_that(tmp_path: Path):
    path = tmp_path / "Phosphorus_Sankey_data.csv"
    path.write_text("Source,Target,Value\nAland_mine,Boria_ref_poss,1.0\n")
    said = refusal(path, tmp_path)
    assert "is of phosphorus, which is no mineral" in said and "Cobalt_Sankey_data.csv" in said


def test_long_names_are_told_by_their_beginning(folder, tmp_path):
    said = refusal(changed(folder, "Australia_mine", "x" * 30_000), tmp_path)
    assert "node 'xxx" in said and "…' is not known" in said and len(said) < 1000
