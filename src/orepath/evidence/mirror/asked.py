"""Mirror figures as they are asked for: from codes and names, out of the evidence."""

from __future__ import annotations

from itertools import groupby

from orepath.errors import InputError, fault
from orepath.evidence.mirror.answer import Compared, Figure, Mirror, Pairs, whole
from orepath.evidence.mirror.figures import HS, figures, years
from orepath.evidence.mirror.gaps import gaps
from orepath.evidence.mirror.pairs import pairs_of, reported_years
from orepath.evidence.mirror.rules import prefer
from orepath.evidence.store import Evidence
from orepath.vocabulary.periods import year as year_of
from orepath.vocabulary.places import place

CODES = (HS, 8)
SHOWN = 12


def mirror(evidence: Evidence, good: str, exporter: str, importer: str, year: int | None = None) -> Mirror:
    """What importer and exporter each report of a good, side by side with the reconciled flow.

    Parameters
    ----------
    good
        A code of six digits, under which longer ones are shown as well, or of eight, shown beside its six.
    exporter, importer
        Codes or names in English or Japanese.
    year
        Of the periods in it; the newest with a figure of the pair where None. A year of which neither side and no
        reconciled flow says anything is answered with unknowns, where the good has figures of other places.

    Raises
    ------
    InputError
        For what is no code, for a place that is not known, the same place twice, and a good or year without figures.
    """
    code = good_code(good)
    from_, to = _ends(exporter, importer)
    known = years(evidence, code)
    _refuse_unknown(evidence, code, known, year)
    of_pair = years(evidence, code, (from_, to))
    chosen = year or (of_pair or known)[0]
    found = sorted(figures(evidence, code, from_, to, chosen), key=_days)
    periods = [_compared(code, list(of)) for _, of in groupby(found, key=_days)]
    return Mirror(code, from_, to, chosen, tuple(periods or [_nothing(code, chosen)]))


def largest_gaps(
    evidence: Evidence,
    good: str,
    exporter: str | None = None,
    importer: str | None = None,
    year: int | None = None,
    most: int = 20,
) -> list[Pairs]:
    """The pairs of places whose reports of a good lie furthest apart, by dataset, edition and currency.

    Parameters
    ----------
    exporter, importer
        Only pairs with this one; None takes all.
    year
        A calendar year; the newest that anybody reports the good of where None.

    Raises
    ------
    InputError
        As `mirror`, and where nobody reports the good.
    """
    code = good_code(good)
    ends = [place(name, option) if name else None for name, option in ((exporter, "--from"), (importer, "--to"))]
    known = reported_years(evidence, code)
    _refuse_unknown(evidence, code, known, year)
    return pairs_of(evidence, code, year or known[0], ends[0], ends[1], most)


def good_code(good: str) -> str:
    """The code of a good as written, without points and blanks.

    >>> good_code("2605.00"), good_code("2605 00 00")
    ('260500', '26050000')
    """
    code = good.replace(".", "").replace(" ", "")
    if not (code.isascii() and code.isdecimal() and len(code) in CODES):
        raise InputError(fault("bad_option", "GOOD", found=good, allowed="260500, 26050000"))
    return code


def _ends(exporter: str, importer: str) -> tuple[str, str]:
    from_, to = place(exporter, "--from"), place(importer, "--to")
    if from_ == to:
        raise InputError(fault("bad_option", "--to", found=importer, allowed=f"≠ --from {from_}"))
    return from_, to


def _refuse_unknown(evidence: Evidence, code: str, known: list[int], year: int | None) -> None:
    if not known:
        rows = evidence.rows(
            f"""select good from trade union select left(good, {HS}) from reported_trade
            order by good limit {SHOWN + 1}"""
        )
        shown = ", ".join(row["good"] for row in rows[:SHOWN]) + (" …" if len(rows) > SHOWN else "") or "-"
        raise InputError(fault("no_data", "GOOD", what=code, allowed=shown))
    if year is not None and year not in known:
        allowed = ", ".join(str(each) for each in known)
        raise InputError(fault("no_data", "--year", what=f"{code} {year}", allowed=allowed))


def _days(figure: Figure) -> tuple[int, int]:
    """The longest period first, then in order."""
    return figure.from_.toordinal() - figure.until.toordinal(), figure.from_.toordinal()


def _compared(code: str, found: list[Figure]) -> Compared:
    preferred, reason, how_sure = prefer(whole(code), found)
    return Compared(found[0].from_, found[0].until, tuple(found), gaps(found), preferred, reason, how_sure)


def _nothing(code: str, year: int) -> Compared:
    preferred, reason, how_sure = prefer(whole(code), [])
    return Compared(*year_of(year), (), (), preferred, reason, how_sure)
