"""Bad tables: every fault in one message, each with file, row and column; nothing guessed."""

import zipfile

import pytest
import xlsxwriter

from orepath.errors import InputError
from orepath.qualification.qualify import qualify

RULE = "clean-vehicle-critical-minerals"
HEADER = "chain_id,mineral,value_usd,activity,country,entity_id,value_added_usd\n"
GOOD = "A,nickel,100,extraction,AU,m,50\nA,nickel,100,processing,AU,m,50\n"


def asked(path, **more):
    return qualify(RULE, path, **{"test": "traced", "on": "2025-06-01", **more})


def refused(tmp_path, text, name="chains.csv", **more):
    """The faults of a table, as they are told."""
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(InputError) as raised:
        asked(path, **more)
    return [fault.text() for fault in raised.value.faults]


CELLS = {
    "value_usd": {
        "#N/A": "spreadsheet error '#N/A'",
        "#REF!": "spreadsheet error",
        "＃N/A": "spreadsheet error",
        "-5": "below zero",
        "△5": "below zero",
        "(5)": "below zero",
        "1,234": "the comma may part thousands",
        "1234,5": "the comma may part thousands",
        "50%": "percent '50%'",
        "$100": "allowed: ≥ 0",
        "1e3": "allowed: ≥ 0",
        "nan": "allowed: ≥ 0",
        "": "is empty and must not be",
        "9" * 31: "allowed: ≥ 0",
    },
    "value_added_usd": {"n/a": "allowed: ≥ 0", "-": "allowed: ≥ 0", "－5": "below zero", "": "is empty"},
    "country": {
        "Atlantis": "place 'Atlantis' is not known",
        "Austrlia": "Did you mean Australia",
        "": "is empty",
        "world": "'world'",
    },
    "mineral": {"unobtainium": "mineral 'unobtainium' is not known", "nickle": "Did you mean nickel"},
    "activity": {"mining": "activity 'mining' is not known", "": "is empty"},
    "chain_id": {"": "is empty", "#N/A": "spreadsheet error"},
    "entity_id": {"#VALUE!": "spreadsheet error"},
}


@pytest.mark.parametrize(("column", "cell", "said"), [(c, k, v) for c, each in CELLS.items() for k, v in each.items()])
def test_a_bad_cell(tmp_path, column, cell, said):
    row = dict(zip(HEADER.strip().split(","), GOOD.splitlines()[0].split(","), strict=True)) | {column: cell}
    cells = ",".join(f'"{each}"' for each in row.values())
    faults = refused(tmp_path, HEADER + cells + "\n" + GOOD.splitlines()[1])
    assert any(said in fault and fault.startswith("chains.csv, row 2") and column in fault for fault in faults), faults


def test_good_cells_in_other_spellings(tmp_path):
    text = "\ufeff事業者ID,国・地域,付加価値額（米ドル）,工程,調達連鎖ID,鉱物,調達連鎖の価額（米ドル）,証拠\n"
    text += 'm,豪州,"1,234,567.5",採掘,A,ニッケル,"1,000,000",\nm,AUS,５０,処理,A,Ni,1000000.00,\n'
    (tmp_path / "chains.csv").write_bytes(text.encode())
    assert asked(tmp_path / "chains.csv").share == 1


def test_every_fault_is_in_one_message(tmp_path):
    bad = "A,nickel,100,extraction,Nowhere,m,#N/A\nB,tin,-1,processing,AU,m\nC,Co,1,recycling,US,m,2025-01-02\n"
    faults = refused(tmp_path, HEADER + GOOD + bad)
    assert [fault.split(":")[0] for fault in faults] == [
        "chains.csv, row 4, country",
        "chains.csv, row 4",
        "chains.csv, row 5",
        "chains.csv, row 6",
    ]


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("chain_id,mineral,value_usd,activity,country,entity_id", "value_added_usd (付加価値額（米ドル）)"),
        ("chain_id,mineral,value_usd,activty,country,entity_id,value_added_usd", "Did you mean activity"),
        ("調達連鎖,mineral,value_usd,activity,country,entity_id,value_added_usd", "Did you mean 調達連鎖ID"),
        (
            "chain_id,mineral,value_usd,activity,country,country,value_added_usd",
            "'country' is the column country again",
        ),
        ("chain_id,mineral,value_usd,activity,country,国・地域,value_added_usd", "is the column country again"),
        ("chain_id,mineral,value_usd,activity,country,,value_added_usd", "column number 6 has no heading"),
    ],
)
def test_a_bad_header(tmp_path, header, said):
    rows = GOOD if header.count(",") == 6 else "A,nickel,100,extraction,AU,m\n"
    assert any(said in fault for fault in refused(tmp_path, header + "\n" + rows))


def test_a_chain_whose_total_differs(tmp_path):
    bad = "B,nickel,3000,extraction,AU,m,1\nB,nickel,3100,processing,AU,m,1\nB,nickel,3100.00,processing,AU,m,1\n"
    [fault] = refused(tmp_path, HEADER + GOOD + bad)
    assert "chain 'B'" in fault and "3,000 (row 4); 3,100 (row 5, 6)" in fault


def test_a_chain_of_two_sorts_and_one_of_two_minerals(tmp_path):
    bad = "B,nickel,1,recycling,US,m,1\nB,nickel,1,processing,AU,m,1\n"
    bad += "C,tin,1,recycling,US,m,1\nC,zinc,1,recycling,US,m,1\n"
    two, sorts = sorted(refused(tmp_path, HEADER + GOOD + bad), key=lambda fault: "recycling" in fault)
    assert "new material (rows 5) and of recycling (rows 4)" in sorts
    assert "tin (row 6); zinc (row 7)" in two


def test_no_value_at_all(tmp_path):
    [fault] = refused(tmp_path, HEADER + GOOD.replace(",100,", ",0,"))
    assert "together is zero" in fault
    [fault] = refused(tmp_path, HEADER + GOOD.replace("nickel", "copper"))
    assert "together is zero" in fault


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (HEADER, "no row below the headings"),
        ("", "no row below the headings"),
        (HEADER.encode() + b"A,\xff\n", "not UTF-8"),
        (HEADER.encode() + b"A,\x00\n", "not UTF-8 (NUL)"),
        (HEADER + 'A,"nickel', "ends in the middle"),
        (b"PK\x03\x04 no workbook", "cannot be read as XLSX"),
        (b"\xd0\xcf\x11\xe0 an old workbook", "are not read here"),
    ],
)
def test_a_bad_file(tmp_path, content, said):
    assert any(said in fault for fault in refused(tmp_path, content))


def test_no_file_and_a_folder(tmp_path):
    for path, said in ((tmp_path / "none.csv", "no such file"), (tmp_path, "a folder")):
        with pytest.raises(InputError, match=said):
            asked(path)


@pytest.mark.parametrize(
    ("more", "where"),
    [
        ({"on": "1.6.2025"}, "--on"),
        ({"on": "2025-02-30"}, "--on"),
        ({"on": "20250601"}, "--on"),
        ({"acquired": "2025-06-02"}, "--acquired"),
        ({"test": "whole"}, "--test"),
        ({"test": None}, "--test"),
        ({"without": ["us-eu-2024"]}, "--without-agreement"),
        ({"beside": {"list": "x.csv"}}, "--beside"),
    ],
)
def test_a_bad_question(tmp_path, more, where):
    assert any(fault.startswith(where) for fault in refused(tmp_path, HEADER + GOOD, **more))


def test_several_bad_options_at_once(tmp_path):
    faults = refused(tmp_path, HEADER + GOOD, on="soon", acquired="later", without=["none"], test="x")
    assert len(faults) == 4


def workbook(path, *sheets):
    """A workbook; text that begins with = is a formula, whose stored value is behind a bar."""
    book = xlsxwriter.Workbook(path)
    for rows in sheets:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            for position, cell in enumerate(row):
                if isinstance(cell, str) and cell.startswith("="):
                    formula, _, value = cell.partition("|")
                    sheet.write_formula(number, position, formula, None, value)
                else:
                    sheet.write(number, position, cell)
    book.close()
    return path


HEAD = HEADER.strip().split(",")


def test_a_workbook_as_a_person_fills_it(tmp_path):
    rows = [
        HEAD,
        ["A", "nickel", 0.3, "extraction", "AU", 7, 0.1 + 0.2],
        ["A", "nickel", 0.1 + 0.2, "processing", "ID", "", 1.5],
    ]
    found = asked(workbook(tmp_path / "chains.xlsx", [["notes"], ["see the other sheet"]], rows))
    assert found.share == 1 and found.chains[0].value_usd * 10 == 3


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("=NA()|#N/A", "spreadsheet error '#N/A'"),
        ("=1/0|#DIV/0!", "spreadsheet error '#DIV/0!'"),
        (True, "'yes'"),
        (-4, "below zero"),
    ],
)
def test_a_workbook_with_a_bad_cell(tmp_path, cell, said):
    path = workbook(tmp_path / "chains.xlsx", [HEAD, ["A", "nickel", 1, "recycling", "US", "", cell]])
    with pytest.raises(InputError) as raised:
        asked(path)
    [fault] = [each.text() for each in raised.value.faults]
    assert fault.startswith("chains.xlsx, row 2: column value_added_usd") and said in fault


def test_an_error_in_a_cell_that_may_be_empty(tmp_path):
    path = workbook(tmp_path / "chains.xlsx", [HEAD, ["A", "nickel", 1, "recycling", "US", "=NA()|#N/A", 1]])
    with pytest.raises(InputError, match="entity_id: the cell holds the spreadsheet error"):
        asked(path)


def test_two_sheets_of_rows(tmp_path):
    rows = [HEAD, ["A", "nickel", 1, "recycling", "US", "", 1]]
    with pytest.raises(InputError, match="several sheets"):
        asked(workbook(tmp_path / "chains.xlsx", rows, rows))


def rewritten(good, bad, before, after):
    """The workbook with something else in its first sheet."""
    with zipfile.ZipFile(good) as read, zipfile.ZipFile(bad, "w") as written:
        for name in read.namelist():
            data = read.read(name)
            if name == "xl/worksheets/sheet1.xml":
                assert before in data
                data = data.replace(before, after, 1)
            written.writestr(name, data)
    return bad


def test_a_formula_whose_value_was_not_stored_in_a_cell_that_may_be_empty(tmp_path):
    good = workbook(tmp_path / "good.xlsx", [HEAD, ["A", "nickel", 1, "recycling", "US", "=1+1|2", 1]])
    bad = rewritten(good, tmp_path / "bad.xlsx", b"</f><v>2</v>", b"</f>")
    with pytest.raises(InputError, match="row 2: column entity_id: the cell holds the spreadsheet error"):
        asked(bad)


def test_a_workbook_that_declares_entities(tmp_path):
    good = workbook(tmp_path / "good.xlsx", [HEAD, ["A", "nickel", 1, "recycling", "US", "", 1]])
    declared = b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet'
    rewritten(good, tmp_path / "bad.xlsx", b"<worksheet", declared)
    with pytest.raises(InputError, match="not read for safety"):
        asked(tmp_path / "bad.xlsx")


def test_an_encrypted_workbook(tmp_path):
    path = workbook(tmp_path / "chains.xlsx", [HEAD, ["A", "nickel", 1, "recycling", "US", "", 1]])
    data = bytearray(path.read_bytes())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + flags] |= 1
            at = data.find(mark, at + 1)
    path.write_bytes(data)
    with pytest.raises(InputError, match="encrypted"):
        asked(path)


def test_a_total_that_differs_is_told_with_the_faults_of_cells(tmp_path):
    path = tmp_path / "chains.csv"
    path.write_text(f"{HEADER}A,nickel,1,extraction,AU,,1\nA,nickel,2,smelting,AU,,#N/A\nA,,x,processing,AU,,1\n")
    with pytest.raises(InputError) as raised:
        asked(path)
    codes = sorted(each.code for each in raised.value.faults)
    assert codes.count("qualify_chain_total") == 1 and {"unknown_name", "table_error_cell"} <= set(codes)
    [total] = [each.text() for each in raised.value.faults if each.code == "qualify_chain_total"]
    assert "1 (row 2); 2 (row 3)" in total and "row 4" not in total
