"""Made-up filled-in templates: the sheets, headings and labels of a template, with companies that do not exist."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import xlsxwriter

HEADINGS = {
    "en": [
        "Smelter Identification Number Input Column",
        "Metal (*)",
        "Smelter Look-up (*)",
        "Smelter Name (*)",
        "Smelter Country (*)",
        "Smelter Identification",
        "Source of Smelter Identification Number",
        "Smelter City",
        "Name of Mine(s)",
        "Country of Mine(s)",
        "Recycled or scrap only",
        "Comments",
    ],
    "ja": [
        "製錬業者識別番号の入力列",
        "金属 (*)",
        "Smelter Look-Up（製錬業者名検索）（*）",
        "製錬業者名(*)",
        "製錬業者所在地：国(*)",
        "製錬業者識別番号",
        "製錬業者識別番号の発行元",
        "製錬業者所在地：市",
        "鉱山名",
        "鉱山の所在地（国）",
        "リサイクル・スクラップのみか",
        "備考",
    ],
    "zh": [
        "冶炼厂识别号码输入列",
        "金属 (*)",
        "冶炼厂查找 (*)",
        "冶炼厂名称 (1)",
        "冶炼厂所在国家或地区 (*)",
        "冶炼厂识别",
        "冶炼厂出处识别号",
        "冶炼厂所在城市",
        "矿井名称",
        "矿井所在国家",
        "仅回收料或报废料",
        "注释",
    ],
}
LOOK_UP = {
    "en": [
        "Metal",
        "Smelter Look-up (*)",
        "Standard Smelter Names",
        "Smelter Facility Location: Country",
        "Smelter ID",
    ],
    "ja": ["金属", "Smelter Look-Up（製錬業者名検索）（*）", "標準製錬業者名", "製錬施設所在地：国", "製錬業者ID"],
    "zh": ["金属", "冶炼厂查找 (*)", "标准冶炼厂名称", "冶炼厂地址：国家或地区", "冶炼厂 ID"],
}
LABELS = {
    "en": ["Company Name (*):", "Declaration Scope or Class (*):", "Effective Date (*):", "Answer", "Comments"],
    "ja": ["会社名(*):", "申告範囲又はクラス(*):", " 記入日(*):", "回答", "備考"],
    "zh": ["公司名称（*）：", "申报范围或种类 (*):", "授权日期 (*):", "回答", "注释"],
}
KNOWN = [
    ["Cobalt", "Aland Cobalt", "Aland Cobalt Works", "FINLAND", "CID900001"],
    ["Cobalt", "Aland Cobalt Works", "Aland Cobalt Works", "FINLAND", "CID900001"],
    ["Nickel", "Boria Nickel", "Boria Nickel", "CANADA", "CID900002"],
    ["Cobalt", "Smelter not listed", "", "", ""],
]
"""Smelters of the made-up list; none of them exists."""

Rows = Sequence[Sequence[object]]


def workbook(
    path: Path,
    rows: Rows = (),
    lang: str = "en",
    *,
    headings: Sequence[str] | None = None,
    heading_row: int = 3,
    title: str = "Extended Mineral Reporting Template (EMRT)",
    sheets: Iterable[str] = ("Declaration", "Smelter List", "Smelter Look-up"),
    answers: Rows = (),
    known: Rows = KNOWN,
    far: tuple[int, int] | None = None,
    more: Callable[[xlsxwriter.Workbook], None] = lambda book: None,
) -> Path:
    """A made-up filled-in template; an answer is label, answer, comment; `more` may write on."""
    book = xlsxwriter.Workbook(str(path))
    sheets = list(sheets)
    for name in sheets:
        book.add_worksheet(name)
    if "Declaration" in sheets:
        _declaration(book.get_worksheet_by_name("Declaration"), title, lang, answers)
    if "Smelter List" in sheets:
        sheet = book.get_worksheet_by_name("Smelter List")
        sheet.write_row(heading_row, 0, headings if headings is not None else HEADINGS[lang])
        for number, row in enumerate(rows, start=heading_row + 1):
            for column, cell in enumerate(row):
                _write(sheet, number, column, cell)
        if far:
            sheet.write(*far, "x")
    if "Smelter Look-up" in sheets:
        sheet = book.get_worksheet_by_name("Smelter Look-up")
        sheet.write_row(3, 0, LOOK_UP[lang])
        for number, row in enumerate(known, start=4):
            sheet.write_row(number, 0, row)
    more(book)
    book.close()
    return path


def _declaration(sheet: xlsxwriter.worksheet.Worksheet, title: str, lang: str, answers: Rows) -> None:
    company, scope, day, answer, comments = LABELS[lang]
    sheet.write(1, 3, title)
    sheet.write(2, 9, "Revision 2.1\nOctober 17, 2025")
    for row, label, said in ((7, company, "Aland Batteries"), (8, scope, "A. Company"), (9, day, "2026-02-03")):
        sheet.write(row, 1, label)
        sheet.write(row, 3, said)
    sheet.write(8, 15, "B. Product")
    sheet.write(11, 1, "1) Made up? (*)")
    sheet.write(11, 3, answer)
    sheet.write(11, 6, comments)
    for number, (label, said, comment) in enumerate(answers, start=12):
        sheet.write(number, 1, label)
        _write(sheet, number, 3, said)
        sheet.write(number, 6, comment)
    sheet.write(60, 0, "© made up")
    sheet.write(61, 1, "Cobalt")
    sheet.write(61, 3, "Yes")


def _write(sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, cell: object) -> None:
    if isinstance(cell, tuple):  # a formula and what the workbook holds of its value
        sheet.write_formula(row, column, cell[0], None, cell[1])
    elif cell is not None:
        sheet.write(row, column, cell)


def refilled(template: Path, path: Path, cells: Mapping[str, Mapping[str, str]], valued: bool = True) -> Path:
    """A copy of a template with cells of its parts filled in; its formulas hold no values where not `valued`."""
    with zipfile.ZipFile(template) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            content = old.read(member)
            if member.filename in cells:
                text = content.decode("utf-8")
                for cell, said in cells[member.filename].items():
                    filled = f'<c r="{cell}" t="inlineStr"><is><t>{said}</t></is></c>'
                    text, done = re.subn(
                        rf'<c r="{cell}"(?:[^>]*/>|[^>]*>.*?</c>)', lambda _, f=filled: f, text, count=1
                    )
                    assert done == 1, cell
                content = text.encode("utf-8")
            if not valued and member.filename.startswith("xl/worksheets/sheet"):
                content = re.sub(rb"(<f[^>]*/>|</f>)<v>[^<]*</v>", rb"\1", content)
            new.writestr(member, content)
    return path


def repacked(old: Path, path: Path, part: str, before: bytes, after: bytes) -> Path:
    """A copy of a workbook with something else in one of its parts."""
    with zipfile.ZipFile(old) as opened, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in opened.namelist():
            content = opened.read(name)
            if name == part:
                assert before in content
                content = content.replace(before, after, 1)
            new.writestr(name, content)
    return path
