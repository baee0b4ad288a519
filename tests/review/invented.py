"""A dossier between two invented economies that uses every kind of block. Nothing in it is true of any country."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from orepath.agreements.agreement import load
from orepath.commitments.finding import Finding, Limb, Missing, Reason
from orepath.evidence.store import Statement
from orepath.review.document import (
    Bullets,
    Cell,
    Change,
    Chapter,
    Chart,
    Column,
    Document,
    FindingCard,
    Heading,
    Measure,
    Mineral,
    Note,
    Option,
    Paragraph,
    Quantity,
    Row,
    SourceEntry,
    StatementList,
    Table,
    Unknown,
    derived,
    stated,
)
from orepath.vocabulary.language import Text
from orepath.vocabulary.places import place_text

AGREEMENT = Path(__file__).resolve().parents[2] / "docs/how-to/model-your-own-agreement/boria-alandia-2030.toml"
AWKWARD = "<script>alert(1)</script> & #emph[x] *bold* $x^2$ \\ \" ' `code` @ref ~ // {}"
"""Text that a layout must show as it is."""

AS_PUBLISHED = Text("As published.", "公表値。")
COPPER = Text("copper", "銅")


def statement(number: int, place: str, year: int, value: float | None, status: str = "reported", **more) -> Statement:
    entry = {
        "statement_id": f"st-{number:016x}",
        "dataset": "invented-yearbook",
        "edition": "2033",
        "licence": "CC0-1.0",
        "recorded": date(2033, 2, 1),
        "property": "production",
        "mineral": "copper",
        "stage": "mine",
        "item": "Mine production, copper content",
        "place": place,
        "partner": None,
        "good": None,
        "from_": date(year, 1, 1),
        "until": date(year + 1, 1, 1),
        "value": value,
        "low": None,
        "high": None,
        "unit": "t",
        "status": status,
        "text": None,
        "fields": None,
        "original": "W" if status == "withheld" else None if value is None else f"{value:,.0f}",
        "locator": f"invented.csv, row {number + 1}",
        "note": None,
    }
    return Statement(**(entry | more))


STATEMENTS = [
    statement(1, "XA", 2032, 1_250_000.0),
    statement(2, "XB", 2032, 830_500.0, "estimated"),
    statement(3, "XC", 2032, None, "withheld"),
    statement(4, "XA", 2031, None, "less_than", low=0.0, high=1000.0, original="<1,000"),
    statement(5, "XB", 2031, None, "not_available", original="NA"),
    statement(6, "XC", 2031, None, "range", low=40_000.0, high=50_000.0, original="40,000–50,000"),
    statement(7, "world", 2032, 2_600_000.0, "rounded"),
    statement(8, "world", 2031, None, "greater_than", low=2_000_000.0, original=">2,000,000"),
    statement(
        9,
        "XC",
        2031,
        None,
        property="measure",
        unit=None,
        fields='{"title_en":"Invented licensing of copper exports","title_ja":"銅の輸出許可制(架空)"}',
        original=AWKWARD,
    ),
    *(statement(number, "XA", 2000 + number, 1000.0 * number, original=f"{number}") for number in range(10, 32)),
]


def names(*numbers: int) -> tuple[str, ...]:
    return tuple(f"st-{number:016x}" for number in numbers)


def production(number: int):
    found = STATEMENTS[number - 1]
    place = place_text(found.place)
    subject = Text(
        f"Copper, mine production, {place.en}, {found.from_.year}", f"銅、採掘生産量、{place.ja}、{found.from_.year}年"
    )
    return stated(found, subject, AS_PUBLISHED)


SHARE = derived(
    0.4808,
    "share",
    Text(
        "Copper, share of Alandia (made up) in mine production, 2032",
        "銅、採掘生産量に占めるアランディア（架空）の割合、2032年",
    ),
    Text("production of the place ÷ production of the world", "当該国の生産量÷世界の生産量"),
    [STATEMENTS[0], STATEMENTS[6]],
)
TRACED = replace(
    SHARE,
    subject=Text("Copper, Alandia (made up), share of what arrived", "銅、到着量に占めるアランディア（架空）の割合"),
    status="traced",
    low=0.35,
    high=0.52,
)
HIDDEN = replace(TRACED, value=0.021, unit="share_change", low=-0.0001, high=0.04)
NOBODY = derived(None, "people", Text("Wages", "賃金"), Text("no source", "出典なし"), [])
MANY = derived(
    253_000.0,
    "t",
    Text("Copper, production of 22 years", "銅、22年間の生産量"),
    Text("sum over the years", "各年の合計"),
    STATEMENTS[9:],
)


def production_table() -> Table:
    columns = (
        Column("place", Text("Place", "国・地域")),
        Column("y2031", Text("2031", "2031年"), "number", "t"),
        Column("y2032", Text("2032", "2032年"), "number", "t"),
        Column("share", Text("Share in 2032", "2032年の割合"), "share"),
    )

    def row(place: str, first: int, second: int, share=None, total: bool = False) -> Row:
        cells = (
            Cell(text=place_text(place)),
            Cell(figure=production(first)),
            Cell(figure=production(second)),
            Cell(figure=share),
        )
        return Row(cells, total)

    rows = (
        row("XA", 4, 1, SHARE),
        row("XB", 5, 2),
        row("XC", 6, 3),
        row("world", 8, 7, total=True),
    )
    caption = Text("Mine production of copper, by place", "銅の採掘生産量（国・地域別）")
    return Table("copper-production", caption, columns, rows, (Text("Invented figures.", "架空の数値である。"),))


def picture(said: str) -> str:
    bars = "".join(
        f'<rect x="{40 + 120 * i}" y="{160 - h}" width="80" height="{h}" fill="#17365c"/>'
        for i, h in enumerate((120, 80, 40))
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 420 190" width="420" height="190">'
        f'<defs><clipPath id="clip0"><rect width="420" height="190"/></clipPath></defs>'
        f'<g clip-path="url(#clip0)">{bars}'
        f'<text x="40" y="182" font-family="Noto Sans CJK JP" font-size="14" fill="#1c2024">{said}</text></g></svg>'
    )


def chart() -> Chart:
    twin = production_table()
    return Chart(
        "copper-chart",
        Text("Mine production of copper, 2032", "銅の採掘生産量（2032年）"),
        Text("Three bars; that of Alandia is the longest.", "棒グラフ。アランディアが最も長い。"),
        {"en": picture("Alandia, Boria, Cobria"), "ja": picture("アランディア・ボリア・コブリア")},
        twin,
        (Text("Bubbles stand on land without any border.", "地図には国境を表示しない。"),),
    )


def measures_table() -> Table:
    columns = (
        Column("measure", Text("Measure", "措置")),
        Column("from", Text("Applies from", "適用開始"), "date"),
        Column("known", Text("Announced", "公表"), "date"),
        Column("status", Text("Status", "状況"), "status"),
    )
    words = ("in_force", "suspended", "suspension_end_passed_unverified", "repealed")
    rows = tuple(
        Row(
            (
                Cell(
                    text=Text(f"Invented licensing no. {i}, with a long name that has to wrap", f"架空の許可制 第{i}号")
                ),
                Cell(day=date(2031, 4, 1 + i % 28)),
                Cell(day=date(2030, 11, 1), precision="month"),
                Cell(word=words[i % 4], cites=names(9)),
            )
        )
        for i in range(1, 61)
    )
    return Table("measures-table", Text("Measures on record", "登録された措置"), columns, rows)


def traced() -> tuple[Paragraph | Table, ...]:
    columns = (
        Column("place", Text("Place", "国・地域")),
        Column("share", Text("Traced share", "採掘地"), "share", "percent"),
        Column("hidden", Text("Hidden dependence", "隠れた依存"), "number", "percentage_points"),
    )
    rows = (Row((Cell(text=place_text("XA")), Cell(figure=TRACED), Cell(figure=HIDDEN))),)
    said = Paragraph(Text("Of what arrived, {share}.", "到着量のうち{share}である。"), {"share": TRACED})
    return said, Table("traced-table", Text("Shares of what arrived", "到着量に占める割合"), columns, rows)


def findings() -> tuple[FindingCard, ...]:
    agreement = load(str(AGREEMENT))
    verdicts = ("met", "not_met", "undetermined", "not_applicable")
    cards = []
    for commitment, verdict in zip(agreement.commitments, verdicts, strict=True):
        limbs = tuple(
            Limb(name, title, verdict, (Reason(Text("A part of it.", "その一部である。"), names(2)),))
            for name, title in commitment.limbs
        )
        reasons = (
            Reason(
                Text(
                    "The invented constitution of Alandia forbids duties on exports.",
                    "アランディアの憲法（架空）は輸出税を禁止している。",
                ),
                names(1, 2),
            ),
            Reason(Text("Twenty-two statements agree.", "22件の記述が一致している。"), names(*range(10, 32))),
        )
        missing = (
            Missing(
                Text("A dated check of the rate of duty", "税率の日付を付した確認記録"),
                Text("the Ministry of Finance of Boria (made up)", "ボリア財務省（架空）"),
            ),
        )
        cards.append(FindingCard(commitment, Finding(commitment.id, verdict, reasons, missing, limbs)))
    return tuple(cards)


def options() -> tuple[Option, ...]:
    bearing = Paragraph(
        Text("Alandia supplies {share} of the world.", "アランディアは世界の{share}を供給している。"),
        {"share": SHARE},
        names(7),
    )
    return tuple(
        Option(key, Text(f"Option: {en}", f"選択肢：{ja}"), (bearing,))
        for key, en, ja in (
            ("continue", "continue", "継続"),
            ("amend", "amend", "改正"),
            ("terminate", "terminate", "終了"),
        )
    )


def chapters(cards: tuple[FindingCard, ...], choices: tuple[Option, ...]) -> tuple[Chapter, ...]:
    world = Paragraph(
        Text(
            "The world produced {world} of copper in 2032 ({world:kt}); Alandia {share}; wages are {wages}.",
            "2032年の世界の銅生産量は{world}（{world:kt}）、アランディアの割合は{share}、賃金は{wages}である。",
        ),
        {"world": production(7), "share": SHARE, "wages": NOBODY},
        names(7),
    )
    awkward = AWKWARD.replace("{}", "{{}}")
    return (
        Chapter("findings", Text("The findings", "評価結果"), cards),
        Chapter(
            "copper",
            Text("Copper", "銅"),
            (
                world,
                production_table(),
                chart(),
                Heading(Text("Over the years", "推移"), 1, "copper-years"),
                Paragraph(Text("Together {many}.", "合計{many}である。"), {"many": MANY}),
                Heading(Text("Finer still", "細目"), 2),
                Bullets((Paragraph(Text("one", "一")), Paragraph(Text("two", "二"), cites=names(1))), numbered=True),
                Bullets((Paragraph(Text(awkward, awkward)),)),
                Note(Paragraph(Text("A plain note.", "注記である。"))),
                Note(
                    Paragraph(Text("Be careful with {share}.", "{share}の扱いに注意を要する。"), {"share": SHARE}),
                    "caution",
                ),
                Note(
                    Paragraph(Text("No border is shown.", "国境は表示しない。")),
                    "disclaimer",
                    Text("On the map", "地図について"),
                ),
            ),
        ),
        Chapter(
            "measures",
            Text("Measures in force", "効力を有する措置"),
            (measures_table(), StatementList(Text("In their own words", "原文"), names(9)), *traced()),
        ),
        Chapter("options", Text("The options, and the evidence for each", "選択肢及び関連する証拠"), choices),
    )


def dossier() -> Document:
    """The invented dossier."""
    cards, choices = findings(), options()
    quantities = (
        Quantity("production", production(1), "mine", "XA", None, date(2032, 1, 1), date(2033, 1, 1)),
        Quantity("production", production(3), "mine", "XC", None, date(2032, 1, 1), date(2033, 1, 1)),
    )
    return Document(
        agreement="boria-alandia-2030",
        title=load(str(AGREEMENT)).title,
        subtitle=Text("Dossier for the periodic review of capacities", "能力の定期的見直しのための資料"),
        as_of=date(2033, 5, 1),
        releases=("invented-0123456789",),
        chapters=chapters(cards, choices),
        findings=cards,
        summary=(
            Paragraph(
                Text(
                    "Of four commitments, one is kept on the evidence.",
                    "四つの約束のうち、証拠上履行が確認できるものは一つである。",
                ),
                cites=names(1),
            ),
            Bullets((Paragraph(Text("Alandia: {a}", "アランディア：{a}"), {"a": production(1)}),)),
        ),
        meta=(
            (Text("In force since", "発効日"), Text("June 1, 2030", "2030年6月1日")),
            (Text("Next review due", "次回見直し期限"), Text("June 1, 2033", "2033年6月1日")),
        ),
        sources=(
            SourceEntry(
                "invented-yearbook",
                "2033",
                Text("Office of Invented Statistics", "架空統計局"),
                Text("Yearbook of Invented Economies 2033", "架空経済年鑑2033年版"),
                "https://example.org/yearbook",
                "CC0-1.0",
                "https://example.org/licence",
                "Said on its title page.",
                "shipping",
                date(2033, 2, 1),
                date(2033, 2, 2),
            ),
            SourceEntry(
                "invented-register",
                "first part 2031, second part 2032, third part 2032, fourth part 2033",
                Text("Ministry of Invention", "架空省"),
                Text("Register", "登録簿"),
                "",
                "CC-BY-4.0",
                allows="own_use",
            ),
        ),
        minerals=(Mineral("copper", COPPER, quantities),),
        measures=(
            Measure("invented-1", Text("Invented licensing", "架空の許可制"), "in_force", {"imposer": "XC"}, names(9)),
        ),
        unknowns=(
            Unknown(Text("Wages", "賃金"), Text("They bear on labour.", "労働に関わる。"), Text("Boria", "ボリア")),
        ),
        options=choices,
        changes=(Change(Text("Copper rose.", "銅が増加した。"), date(2032, 6, 1), names(7), (production(7),)),),
        statements={found.statement_id: found for found in STATEMENTS},
    )
