"""Files that are cut off, spoilt, of another kind, or made to do harm: a message, never a traceback. All made up."""

import re
import zipfile

import pytest
import xlsxwriter

from orepath.control.reading import read_register
from orepath.errors import InputError
from orepath.evidence.workbook import safe
from tests.control.reading.made_up import (
    ENTITIES,
    HEAD,
    STAKES,
    WHO,
    codes,
    dump,
    entities_file,
    links,
    stakes_file,
    told,
    xlsx,
)

DOCTYPE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "{}">]>'
LEI = '<LEIData xmlns="http://www.gleif.org/data/schema/leidata/2016"><LEIRecords>{}</LEIRecords></LEIData>'


def write(path, content):
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "control_file_empty"),
        (b"\xef\xbb\xbf \r\n", "control_file_empty"),
        ((HEAD + "gov,hold,equity,0.5,,\n").encode("utf-16"), "control_encoding"),
        ("保有者,対象主体\n".encode("cp932"), "network_file_encoding"),
        ((HEAD + "gov,hold\n").encode(), "ragged_row"),
        ((HEAD + 'gov,hold,equity,"0.5').encode(), "network_file_broken"),
        ((HEAD + "gov,ho\x00ld,equity,0.5,,\n").encode(), "network_file_encoding"),
        (HEAD.encode(), "control_no_rows"),
        (b"PAR1....", "wrong_format"),
        (b"ARROW1..", "wrong_format"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "wrong_format"),
        (b"%PDF-1.7", "wrong_format"),
        (b"\x1f\x8b\x08", "wrong_format"),
        (b"PK\x03\x04 cut", "malformed"),
        (b"[", "file_truncated"),
        (b'[{"statementId": "a', "file_truncated"),
        (b'[{"statementId": }]', "malformed"),
        (b'{"statementId": NaN}', "malformed"),
        (b'{"statementId": "a", "statementId": "b"}', "malformed"),
        (b'{"statementId": ' + b"9" * 5000 + b"}", "malformed"),
        (b"[]", "control_file_empty"),
        (b'[{"a": 1}]', "control_unknown_kind"),
        (b"[1, 2]", "control_unknown_kind"),
        ('{"statementId": "ü"}'.encode("latin-1"), "control_encoding"),
        (b"[" * 200_000, "control_deep"),
        (b'{"a":' * 200_000, "control_deep"),
        (b"[" * 300 + b"]" * 300, "control_deep"),
        (b'[{"LEI": ' + b"[" * 300 + b"]" * 300 + b"}]", "control_deep"),
        (b"<", "file_truncated"),
        (b"<a/>", "control_unknown_kind"),
        (b"<LEIData><LEIRecords>", "file_truncated"),
        (b"<LEIData></LEIRecords>", "malformed"),
        (b"<LEIData><LEIRecords>\xff</LEIRecords></LEIData>", "malformed"),
        (b'<?xml version="1.0" encoding="made-up"?><LEIData/>', "malformed"),
        (DOCTYPE.format("x").encode() + b"<LEIData>&a;</LEIData>", "xml_unsafe"),
        (b'<!DOCTYPE x SYSTEM "file:///made-up"><LEIData/>', "xml_unsafe"),
        (b"<LEIData>" + b"<a>" * 50, "malformed"),
        (LEI.format("<LEIRecord><LEI>" + "X" * 5_000_000 + "</LEI></LEIRecord>").encode(), "malformed"),
    ],
)
def test_a_spoilt_file_is_refused_with_a_message(tmp_path, content, code):
    assert codes(write(tmp_path / "made-up", content), entities_file(tmp_path)) == [code]


def test_a_folder_and_a_missing_file(tmp_path):
    assert codes(tmp_path, entities_file(tmp_path)) == ["file_is_folder"]
    assert codes(tmp_path / "absent.csv", entities_file(tmp_path)) == ["file_missing"]
    assert codes(tmp_path / "absent.csv", tmp_path) == ["file_missing", "file_is_folder"]


def test_a_file_that_may_not_be_read(tmp_path, monkeypatch):
    path = stakes_file(tmp_path, ("gov", "hold", "equity", "0.5"))
    entities = entities_file(tmp_path)
    opened = type(path).open

    def refuse(self, *arguments, **more):
        if self == path:
            raise PermissionError(13, "Permission denied")
        return opened(self, *arguments, **more)

    monkeypatch.setattr(type(path), "open", refuse)
    assert codes(path, entities) == ["file_unreadable"]


def test_an_xml_in_utf_16_is_read(tmp_path):
    record = (
        "<LEIRecord><LEI>MADEUP0000000000AAAA</LEI><Entity><LegalName>架空の会社</LegalName>"
        "<LegalJurisdiction>DE</LegalJurisdiction></Entity></LEIRecord>"
    )
    text = '<?xml version="1.0" encoding="UTF-16"?>' + LEI.format(record)
    register = read_register(write(tmp_path / "a.xml", text.encode("utf-16")))
    assert register.entities.names == ("架空の会社",)


def test_a_workbook_that_unpacks_to_too_much_is_not_opened(tmp_path, monkeypatch):
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", "<workbook/>")
        packed.writestr("xl/worksheets/sheet1.xml", b" " * 5_000_000)
    monkeypatch.setattr(safe, "MOST_UNPACKED", 1_000_000)
    monkeypatch.setattr(safe, "MOST_CELLS", 1_000_000)
    said = told(path, entities_file(tmp_path))
    assert len(said) == 1 and "unpacks to 5000011 bytes; at most 1000000 are opened" in said[0]


def test_a_zip_that_is_no_workbook(tmp_path):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("stakes.csv", HEAD)
    assert codes(path, entities_file(tmp_path)) == ["wrong_format"]


def test_a_workbook_cut_off(tmp_path):
    book = xlsx(tmp_path / "b.xlsx", s=[STAKES[:4], ("gov", "hold", "equity", 0.5)], e=[ENTITIES, *WHO])
    whole = book.read_bytes()
    assert links(read_register(book)) == ["gov hold equity 1/2"]
    for kept in (20, len(whole) // 2, len(whole) - 30):
        assert codes(write(tmp_path / "cut.xlsx", whole[:kept]))[0] == "malformed"


def repacked(book, path, change):
    """A workbook with its first sheet changed."""
    with zipfile.ZipFile(book) as packed, zipfile.ZipFile(path, "w") as made:
        for name in packed.namelist():
            content = packed.read(name)
            made.writestr(name, change(content) if name == "xl/worksheets/sheet1.xml" else content)
    return path


def test_a_workbook_with_a_document_type_around_its_failed_cells(tmp_path):
    book = xlsx(tmp_path / "b.xlsx", s=[STAKES[:4], ("gov", "hold", "equity", 0.5)], e=[ENTITIES, *WHO])
    mark = b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'a'>]>"

    def change(content):
        return mark + content.split(b"?>", 1)[1].replace(b' r="D2"><v>0.5', b' r="D2" t="e"><v>#N/A')

    assert codes(repacked(book, tmp_path / "c.xlsx", change)) == ["xml_unsafe"]


def test_failed_cells_without_references_are_counted_off(tmp_path):

    book = xlsx(tmp_path / "b.xlsx", s=[STAKES[:4], ("gov", "hold", "equity", 0.5)], e=[ENTITIES, *WHO])

    def change(content):
        bare = re.sub(rb'(<(?:c|row)) r="[A-Z0-9]+"', rb"\1", content)
        return bare.replace(b"<c><v>0.5</v></c>", b"<c t='e'><v>#REF!</v></c>")

    said = told(repacked(book, tmp_path / "c.xlsx", change))
    assert len(said) == 1 and "row 2: column share: the cell holds the spreadsheet error #REF!" in said[0]


def test_the_entities_may_be_spoilt_while_the_stakes_are_not(tmp_path):
    stakes = stakes_file(tmp_path, ("gov", "hold", "equity", "0.5"))
    assert codes(stakes, write(tmp_path / "e.csv", b"")) == ["control_file_empty"]
    assert codes(stakes, dump(tmp_path / "e.json", [{"LEI": "A", "ExceptionReason": "NO_LEI"}])) == [
        "control_field_missing"
    ]
    with pytest.raises(InputError, match="the entities are needed too"):
        exception = {
            "LEI": "A",
            "ExceptionReason": "NO_LEI",
            "ExceptionCategory": "DIRECT_ACCOUNTING_CONSOLIDATION_PARENT",
        }
        read_register(stakes, dump(tmp_path / "e.json", [exception]))


def test_a_workbook_whose_cells_lie_far_apart_is_not_opened(tmp_path):
    """Opened, it would take a hundred gigabytes."""
    book = xlsx(tmp_path / "b.xlsx", s=[STAKES[:4], ("gov", "hold", "equity", 0.5)], e=[ENTITIES, *WHO])
    far = repacked(book, tmp_path / "c.xlsx", lambda content: content.replace(b'r="D2"', b'r="XFD1048576"'))
    said = told(far)
    assert len(said) == 1 and "a sheet reaches to row 1048576 and column 16384" in said[0]


def test_a_formula_without_a_value_is_not_taken_for_empty(tmp_path):
    rows = [STAKES, ("gov", "hold", "equity", 0.5, "", "2030-01-01")]
    book = xlsx(tmp_path / "b.xlsx", s=rows, e=[ENTITIES, *WHO])

    def change(content):
        return re.sub(rb'<c r="F2".*?</c>', b'<c r="F2"><f>TODAY()</f></c>', content)

    said = told(repacked(book, tmp_path / "c.xlsx", change))
    assert len(said) == 1 and "row 2: column until: the cell holds a formula whose value is not stored" in said[0]


def test_a_formula_with_a_value_is_its_value(tmp_path):
    book = xlsx(tmp_path / "b.xlsx", s=[STAKES[:4], ("gov", "hold", "equity", 0.5)], e=[ENTITIES, *WHO])
    worked = repacked(book, tmp_path / "c.xlsx", lambda content: content.replace(b"<v>0.5", b"<f>1/4</f><v>0.25"))
    assert links(read_register(worked)) == ["gov hold equity 1/4"]


def test_a_formula_may_give_an_empty_text(tmp_path):
    rows = [STAKES, ("gov", "hold", "equity", 0.5, "", "2030-01-01")]
    book = xlsx(tmp_path / "b.xlsx", s=rows, e=[ENTITIES, *WHO])

    def change(content):
        return re.sub(rb'<c r="F2".*?</c>', b'<c r="F2" t="str"><f>""</f><v></v></c>', content)

    assert links(read_register(repacked(book, tmp_path / "c.xlsx", change))) == ["gov hold equity 1/2"]


def test_sheets_of_charts_are_passed_over(tmp_path):
    path = tmp_path / "b.xlsx"
    with xlsxwriter.Workbook(str(path)) as made:
        chart = made.add_chart({"type": "line"})
        chart.add_series({"values": "=s!$D$2:$D$2"})
        made.add_chartsheet("chart").set_chart(chart)
        for name, rows in (("s", [STAKES[:4], ("gov", "hold", "equity", 0.5)]), ("e", [ENTITIES, *WHO])):
            sheet = made.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    assert links(read_register(path)) == ["gov hold equity 1/2"]
