"""The chapter on stressed measures, on answers that are made up: order, sentences, figures, and what is left out."""

from dataclasses import dataclass, field, replace
from datetime import date
from string import Formatter

import pytest

from orepath.evidence.store import Statement
from orepath.review.chapters import stressed as chapter_module
from orepath.review.chapters import stressed_figures, stressed_lead, stressed_runs
from orepath.review.chapters.stressed_runs import Line, by_mineral, untouched
from orepath.review.chapters.stressed_texts import _texts
from orepath.review.document import Bullets, Note, Paragraph, StressedMeasure, Table
from orepath.review.numbers import bare_text, full_text, span_text
from orepath.review.stressed_json import backtest_entry, stressed_entries
from orepath.stress.answer import NotAnswered
from orepath.stress.templates import Listed
from orepath.vocabulary.language import LANGS, Text
from tests.stress.made_up import LOSES, WINS, result, shock, stressed

NICKEL, COPPER = "Made-up Nickel", "Made-up Copper"
VALUE = "value_of_coordination_t"


def named(number):
    return f"st-{number:016x}"


def statement(number):
    empty = dict.fromkeys(Statement.__dataclass_fields__)
    more = {"statement_id": named(number), "dataset": "made-up", "edition": "1", "licence": "CC0-1.0"}
    return Statement(**{**empty, **more, "recorded": date(2030, 1, 1), "status": "reported"})


class Evidence:
    """The four statements of the made-up answer."""

    def statements_with(self, ids):
        return [statement(int(one[3:], 16)) for one in ids if int(one[3:], 16) <= 4]


@dataclass
class Scene:
    """What the chapter asks of a scene."""

    evidence: Evidence = field(default_factory=Evidence)
    made: dict = field(default_factory=dict)
    parties: tuple = ("Aland", "Boria")


class NoNetworks:
    """Networks of which no code is left unseen."""

    def network(self, mineral):
        return None


def losing(party, alone, together, mineral=NICKEL, averted=None, none=None, high=None, **more):
    """A made-up result: what goes unmet alone and together."""
    none = alone * 1.2 if none is None else none
    most = none * 1.5 if high is None else high
    ends = {"no_adaptation_t": (0.0, most), "alone_t": (0.0, most), "coordinated_t": (0.0, most)}
    ends |= {"full_adaptation_t": (0.0, 0.0), VALUE: averted or (0.0, 2 * (alone - together))}
    cases = {"no_adaptation_t": none, "alone_t": alone, "coordinated_t": together, "full_adaptation_t": 0.0}
    value = {"value_usd": (alone - together) * 15000.0}
    return replace(result(party, mineral=mineral), **{**cases, **value, "ranges": ends, "high": most, **more})


def measure(id_, *results, status="in_force", missing=()):
    """A made-up measure with its results."""
    name = Text(f"Cedar: {id_} (made up)", f"シーダー：{id_}（架空）")
    minerals = tuple(dict.fromkeys(each.mineral for each in results))
    listed = Listed(
        id_,
        name,
        "Cedar",
        "licence",
        minerals,
        ("all",),
        status,
        None,
        {"Aland": True, "Boria": True},
        minerals,
        missing,
    )
    shocks = tuple(shock(mineral=mineral) for mineral in minerals)
    years = dict.fromkeys(minerals, 2029)
    return StressedMeasure(
        listed, replace(stressed(), results=results, shocks=shocks, base_year=years, not_answered=missing)
    )


SMALL = measure("small", losing("Aland", 100.0, 90.0), losing("Boria", 60.0, 60.0))
LARGE = measure("large", losing("Aland", 100.0, 50.0), losing("Boria", 100.0, 95.0))
WORST_ALONE = measure("worst", losing("Aland", 900.0, 900.0, none=1000.0), losing("Boria", 800.0, 800.0, none=900.0))
MAYBE = measure("maybe", losing("Aland", 0.0, 0.0, high=40.0, averted=(0.0, 10.0)))
NOTHING = measure("nothing", losing("Aland", 0.0, 0.0, high=0.0))
LATER = measure("later", losing("Boria", 500.0, 200.0, COPPER), status="announced")
SILENT = measure("silent", missing=(NotAnswered(COPPER, "", Text("nothing is known.", "不明。")),))
EVERY = (SMALL, WORST_ALONE, LARGE, MAYBE, NOTHING, LATER, SILENT)


@pytest.fixture
def scene(monkeypatch):
    def make(*found, past=(WINS, LOSES)):
        return Scene(made={("tested",): found, ("past",): past, ("prepared",): NoNetworks()})

    return make


def chapter_of(scene, *found, **more):
    return chapter_module.stressed(scene(*found, **more))[0]


def said(block, lang="en"):
    """What a block says, its figures filled in with their ranges."""
    if isinstance(block, Note):
        block = block.text
    if isinstance(block, Bullets):
        return "\n".join(said(item, lang) for item in block.items)
    if not isinstance(block, Paragraph):
        return ""
    parts = []
    for words, name, unit, _ in Formatter().parse(block.text.in_(lang)):
        parts.append(words)
        if name:
            figure = block.figures[name]
            parts.append(
                " ".join(filter(None, (full_text(figure, lang, unit or ""), span_text(figure, lang, unit or ""))))
            )
    return "".join(parts)


def tables_of(chapter):
    return {block.id: block for block in chapter.blocks if isinstance(block, Table)}


def test_measures_stand_by_what_acting_together_averts_never_by_what_is_lost_if_nobody_adapts():
    lines = by_mineral(EVERY)[NICKEL]
    assert list(dict.fromkeys(line.tested.listed.id for line in lines)) == ["large", "small", "worst", "maybe"]


def test_of_measures_that_avert_alike_the_larger_coordinated_loss_comes_first():
    one = measure("one", losing("Aland", 100.0, 100.0, none=5000.0))
    other = measure("other", losing("Aland", 200.0, 200.0, none=201.0))
    assert [line.tested.listed.id for line in by_mineral((one, other))[NICKEL]] == ["other", "one"]


def test_minerals_stand_by_the_days_that_acting_together_averts():
    assert list(by_mineral(EVERY)) == [COPPER, NICKEL]
    assert list(by_mineral((WORST_ALONE, replace_mineral(SMALL, COPPER)))) == [COPPER, NICKEL]


def replace_mineral(found, mineral):
    results = tuple(replace(each, mineral=mineral) for each in found.answer.results)
    return replace(found, answer=replace(found.answer, results=results))


def test_the_order_of_the_register_changes_nothing(scene):
    one, other = chapter_of(scene, *EVERY), chapter_of(scene, *reversed(EVERY))
    assert [said(block) for block in one.blocks[:4]] == [said(block) for block in other.blocks[:4]]
    key = f"stressed-{NICKEL}-averted"
    assert tables_of(one)[key] == tables_of(other)[key]


def test_what_is_not_known_is_said_first_then_what_acting_together_averts(scene):
    first, scope, lead, points, *_ = chapter_of(scene, *EVERY).blocks
    assert isinstance(first, Note) and "Made-up Nickel: Aland 12%, Boria 12%" in said(first)
    assert said(scope).startswith(
        "7 measures that apply to a Party stand on record: 6 in force as last known; 1 announced"
    )
    assert "Of 6 the effect" in said(scope) and "of the other 1 it cannot" in said(scope)
    assert "acting together averts the most beyond acting alone" in said(lead)
    assert said(points) == (
        "Made-up Nickel: acting together averts 50 t (0–100) for Aland, 36 days (0–73) of its supply, worth "
        "0.75 million US dollars (0.00–1.50) at 15,000 US dollars per t; acting together averts 5.0 t (0.0–10.0) for "
        "Boria, 4 days (0–8) of its supply, worth 0.07 million US dollars (0.00–0.15) at 15,000 US dollars per t, "
        "under “Cedar: large (made up)” (in force as last known)."
    )


def test_announced_measures_are_told_apart(scene):
    blocks = [said(block) for block in chapter_of(scene, *EVERY).blocks]
    at = blocks.index("Measures announced, if they apply as announced:")
    assert blocks[at + 1].startswith("Made-up Copper: acting together averts 300 t")


def test_where_acting_together_averts_nothing_that_is_said(scene):
    blocks = "\n".join(said(block) for block in chapter_of(scene, WORST_ALONE).blocks)
    assert "Of Made-up Nickel, acting together averts nothing at the recorded flows" in blocks
    announced = replace(WORST_ALONE, listed=replace(WORST_ALONE.listed, status="announced"))
    told = "\n".join(said(block) for block in chapter_of(scene, announced).blocks)
    assert "together there would lack Aland 900 t" in told


def test_the_tables_lead_with_the_value_of_coordination(scene):
    tables = tables_of(chapter_of(scene, *EVERY))
    averted, bracket = (tables[f"stressed-{NICKEL}-{part}"] for part in ("averted", "bracket"))
    assert [column.key for column in averted.columns][3:] == ["averted", "averted_days", "averted_usd"]
    keys = ["demand", "no_adaptation", "alone", "coordinated", "full_adaptation", "cover", "first_unmet"]
    assert [column.key for column in bracket.columns][2:] == keys
    first = bracket.rows[0].cells
    assert [bare_text(cell.figure, "en") for cell in first[2:]] == ["1,000", "120", "100", "50", "0", "30", "28"]
    assert len(averted.rows) == len(bracket.rows) == 6


def test_measures_that_take_nothing_at_the_figures_and_those_without_an_answer_stand_apart(scene):
    chapter = chapter_of(scene, *EVERY)
    tables = tables_of(chapter)
    [row] = tables["stressed-ranges"].rows
    assert row.cells[1].text.en == "Cedar: maybe (made up)"
    assert [span_text(cell.figure, "en") for cell in row.cells[4:]] == ["(0.0–10.0)", "(0–40)"]
    [missing] = tables["stressed-not-answered"].rows
    assert [cell.text.en for cell in missing.cells] == [
        "Cedar: silent (made up)",
        "in force as last known",
        COPPER,
        "Nothing is known.",
    ]
    assert [each.listed.id for each, _ in untouched(EVERY)] == ["nothing"]
    assert any(
        said(block).startswith("Nothing goes unmet in any draw under: Cedar: nothing") for block in chapter.blocks
    )


def test_no_measure_no_chapter_and_no_answer_no_figures(scene):
    assert chapter_module.stressed(scene()) is None
    chapter = chapter_of(scene, SILENT)
    assert any("None of these measures can be answered in tonnes" in said(block) for block in chapter.blocks)
    assert list(tables_of(chapter)) == ["stressed-not-answered"]


def test_the_record_is_told_and_a_method_that_loses_says_so(scene):
    blocks = "\n".join(said(block) for block in chapter_of(scene, *EVERY).blocks)
    assert "in 1 of 2 back-tests nearer than every baseline" in blocks
    assert "the method LOSES to “nothing changes”" in blocks
    none = "\n".join(said(block) for block in chapter_of(scene, *EVERY, past=()).blocks)
    assert "no back-test stands beside this answer" in none


def test_every_figure_rests_on_statements_the_act_first(scene):
    chapter = chapter_of(scene, *EVERY)
    cells = [cell for table in tables_of(chapter).values() for row in table.rows for cell in row.cells]
    figures = [cell.figure for cell in cells if cell.figure]
    assert len(figures) > 50
    for figure in figures:
        assert figure.statements[0] == named(1) and figure.editions
    money = stressed_figures.averted_usd(scene(LARGE), Line(LARGE, LARGE.answer.results[0]))
    assert named(4) in money.statements


def test_figures_tell_measures_parties_and_horizons_apart(scene):
    chapter = chapter_of(scene, *EVERY)
    cells = [cell for table in tables_of(chapter).values() for row in table.rows for cell in row.cells]
    subjects = [cell.figure.subject.en for cell in cells if cell.figure]
    assert len(set(subjects)) == len(subjects)
    how = next(cell.figure.how for cell in cells if cell.figure)
    assert "base network 2029, range of 8 draws" in how.en and "8回の試行" in how.ja


@pytest.mark.parametrize(
    ("value", "ends", "shown"),
    [
        (4109.7, (700.0, 5950.0), "4,100 (700–6,000)"),
        (21.6, (0.0, 20958.4), "<1,000 (0–21,000)"),
        (0.0, (0.0, 0.0), "0"),
        (0.0, (0.0, 19.4), "0.0 (0.0–19.4)"),
        (1234567.0, (1234567.0, 1234567.0), "1,230,000"),
    ],
)
def test_no_number_is_more_exact_than_its_range(scene, value, ends, shown):
    found = measure("x", losing("Aland", value, 0.0, averted=ends, none=value))
    figure = stressed_figures.averted_t(scene(found), Line(found, found.answer.results[0]))
    assert f"{bare_text(figure, 'en')} {span_text(figure, 'en')}".strip() == shown


def test_without_a_price_no_value_is_put_on_it(scene):
    found = measure("x", losing("Aland", 100.0, 50.0, value_usd=None, price_usd_per_t=None, price_statements=()))
    chapter = chapter_of(scene, found)
    told = "\n".join(said(block) for block in chapter.blocks)
    assert "no price stands in the evidence" in told and "US dollars" not in told
    assert tables_of(chapter)[f"stressed-{NICKEL}-averted"].rows[0].cells[-1].text.en == "–"


def test_a_share_that_cannot_be_said_is_not_a_zero(scene):
    found = measure("x", losing("Aland", 100.0, 50.0, unknown_share=None, days_of_cover=None))
    chapter = chapter_of(scene, found)
    assert "For Made-up Nickel (Aland) no such share can be said" in said(chapter.blocks[0])
    row = tables_of(chapter)[f"stressed-{NICKEL}-bracket"].rows[0]
    assert row.cells[7].figure.status == "unknown"


def test_no_text_calls_a_measure_coercion_and_each_is_in_both_languages(scene):
    for key, entry in _texts().items():
        assert entry["en"] and entry["ja"], key
        holes = [{name for _, name, _, _ in Formatter().parse(entry[lang]) if name} for lang in LANGS]
        assert holes[0] == holes[1], key
        assert "coerc" not in entry["en"].lower() and "威圧" not in entry["ja"], key


def test_every_text_is_used():
    import inspect

    from orepath.review.chapters import stressed_tables

    modules = (chapter_module, stressed_figures, stressed_lead, stressed_runs, stressed_tables)
    code = "".join(inspect.getsource(module) for module in modules)
    made = {*(f"what_{key}" for key in _figure_keys()), *(f"how_{key}" for key in _figure_keys())}
    made |= {"lead_part", "lead_part_no_price", *_case_keys()}
    assert {key for key in _texts() if f'"{key}"' not in code} - made == {"title"} - {"title"}


def _case_keys():
    return {"no_adaptation", "alone", "coordinated", "full_adaptation"}


def _figure_keys():
    return {"averted", "averted_days", "averted_usd", "demand", "cover", "first_unmet", "price", *_case_keys()}


def test_as_data_measures_stand_by_their_ids_with_the_keys_of_the_contract():
    entries = stressed_entries(EVERY)
    assert [entry["measure"] for entry in entries] == sorted(each.listed.id for each in EVERY)
    large = next(entry for entry in entries if entry["measure"] == "large")
    assert large["results"][0]["value_of_coordination_t"] == 50.0
    assert large["results"][0]["ranges"][VALUE] == [0.0, 100.0]
    silent = next(entry for entry in entries if entry["measure"] == "silent")
    assert silent["not_answered"] == [
        {"mineral": COPPER, "party": None, "why": {"en": "nothing is known.", "ja": "不明。"}}
    ]
    assert backtest_entry(LOSES)["loses"] is True and backtest_entry(WINS)["missing_effect"] is None
