"""Mirror figures as a person reads them in a terminal: every figure, then the gaps, then which is preferred."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from orepath.cli.lines import item
from orepath.cli.mirror_words import says
from orepath.cli.words import lang
from orepath.evidence.mirror.answer import SIDES
from orepath.evidence.mirror.asked import good_code
from orepath.evidence.mirror.rules import rules
from orepath.vocabulary.periods import years
from orepath.vocabulary.terms import goods

if TYPE_CHECKING:
    from rich.console import RenderableType

    from orepath.evidence.mirror.answer import Compared, Figure, Gap, Mirror, Pairs, Side
    from orepath.evidence.store import Evidence
    from orepath.vocabulary.language import Lang


def show(mirror: Mirror, evidence: Evidence) -> None:
    """Print the figures of a pair, a period after the other."""
    for number, period in enumerate(mirror.periods):
        shown = [*([""] if number else []), *_period(mirror, period, evidence)]
        _print(shown)


def show_pairs(listed: list[Pairs], evidence: Evidence, good: str) -> None:
    """Print the pairs with the largest gaps, by dataset, edition and currency."""
    if not listed:
        _print([says("no_pairs")])
    for number, pairs in enumerate(listed):
        about = {"dataset": pairs.dataset, "edition": pairs.edition, "currency": pairs.currency, "year": pairs.year}
        table = _table(
            ("exporter", False), ("importer", False), ("importer_says", True), ("exporter_says", True), ("gap", True),
            ("ratio", True), ("code", False),
        )  # fmt: skip
        for pair in pairs.largest:
            ends = [evidence.place_name(place, _lang(), [pairs.dataset]) for place in (pair.exporter, pair.importer)]
            amounts = [f"{each:,.0f}" for each in (pair.importer_value, pair.exporter_value)]
            table.add_row(*ends, *amounts, f"{pair.absolute:+,.0f}", _ratio(pair.ratio), pair.good)
        counted = says(
            "pairs_counted",
            both=pairs.both,
            importer_alone=pairs.importer_alone,
            exporter_alone=pairs.exporter_alone,
        )
        head = says("title_pairs", good=_good(good_code(good)), **about)
        _print([*([""] if number else []), head, *([table] if pairs.largest else []), counted])


def _period(mirror: Mirror, period: Compared, evidence: Evidence) -> Iterator[RenderableType]:
    places = {
        "importer": evidence.place_name(mirror.importer, _lang()),
        "exporter": evidence.place_name(mirror.exporter, _lang()),
    }
    yield says("title", good=_good(mirror.good), period=_days(period), **places)
    table = _table(
        ("who", False), ("value", True), ("mass", True), ("unit_value", True), ("code", False), ("where", False)
    )
    for side in SIDES:
        name = says(f"side_{side}", place=places.get(side, ""))
        for figure in period.of(side):
            table.add_row(*_row(name, figure))
        if not period.of(side):
            table.add_row(name, says("unknown"))
    yield table
    yield from _gaps(period)
    sure = says("how_sure", mark=period.how_sure) if period.how_sure else ""
    words = {"reason": period.reason.in_(_lang()), "how_sure": sure}
    if period.preferred is None:
        yield says("not_preferred", **words)
    else:
        yield says("preferred", figure=_named(period.preferred, places), **words)


def _row(name: str, figure: Figure) -> list[str]:
    valued = f" ({figure.valuation})" if figure.valuation else ""
    flow = f"{_comma()}{says(f'flow_{figure.flow}')}" if figure.flow else ""
    coded = f"{figure.good} {figure.nomenclature}" if figure.nomenclature else figure.good
    used = f" ({says('in_use')})" if figure.in_use else ""
    return [
        f"{name}{flow}",
        _amount(figure.value, figure.currency) + valued,
        _amount(figure.mass_t, "t", 1),
        _amount(figure.unit_value, figure.currency),
        coded,
        f"{figure.dataset} {figure.edition}{used}",
    ]


def _gaps(period: Compared) -> Iterator[RenderableType]:
    if not period.gaps:
        yield says("no_gap")
        return
    yield says("gaps")
    for gap in period.gaps:
        line = says(
            "gap_line",
            good=gap.good,
            amount=f"{gap.absolute:+,.{1 if gap.unit == 't' else 0}f} {gap.unit}",
            ratio=_ratio(gap.ratio),
            importer=f"{gap.importer.dataset} {gap.importer.edition}",
            exporter=f"{gap.exporter.dataset} {gap.exporter.edition}",
        )
        yield item(_comma().join([line, *_remarks(gap)]))


def _remarks(gap: Gap) -> Iterator[str]:
    if gap.freight_explains:
        yield says("freight_yes")
    elif gap.freight_explains is False:
        most = f"{rules()['freight']['most']:.0%}"
        yield says("freight_below") if gap.absolute < 0 else says("freight_no", most=most)
    if gap.same_nomenclature is False:
        yield says("other_nomenclature")


def _named(figure: Figure, places: dict[str, str]) -> str:
    side: Side = figure.side
    return f"{says(f'side_{side}', place=places[side])}{_comma()}{figure.dataset} {figure.edition}"


def _good(code: str) -> str:
    """A code with its name where the vocabulary has one; a name belongs to six digits."""
    name = next((good.name.in_(_lang()) for good in goods() if good.code == code[:6]), "")
    return f"{code} {name}".strip()


def _days(period: Compared) -> str:
    """A calendar year as such, any other period as its days."""
    if (period.from_, period.until) == years(period.from_.year, period.from_.year):
        return str(period.from_.year)
    return f"{period.from_.isoformat()}–{period.until.isoformat()}"


def _amount(amount: float | None, unit: str | None, digits: int = 0) -> str:
    """An amount with its unit; one that is not known is said to be unknown."""
    return says("unknown") if amount is None else f"{amount:,.{digits}f} {unit or ''}".strip()


def _ratio(ratio: float | None) -> str:
    return says("unknown") if ratio is None else f"{100 * ratio:+.1f} %"


def _table(*columns: tuple[str, bool]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for key, right in columns:
        table.add_column(says(key), justify="right" if right else "left", overflow="fold")
    return table


def _print(shown: list[RenderableType]) -> None:
    console = Console()
    for each in shown:
        console.print(each, highlight=False, markup=False, soft_wrap=False)


def _comma() -> str:
    return ", " if _lang() == "en" else "、"


def _lang() -> Lang:
    return "ja" if lang() == "ja" else "en"
