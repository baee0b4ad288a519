"""Where codes go in another HS edition, and what of their trade is ambiguous, as it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from orepath.errors import Fault, InputError, UnknownName, fault
from orepath.evidence.concordance.groups import Group, group_of
from orepath.evidence.concordance.relation import Kind, Relation, kind
from orepath.evidence.concordance.stored import ARROW, Concordance, concordance
from orepath.evidence.concordance.traded import Traded, trade_editions, traded
from orepath.evidence.store import Evidence
from orepath.vocabulary.hs_editions import HS_EDITIONS, hs_edition
from orepath.vocabulary.terms import goods, mineral

DIGITS = 6


@dataclass(frozen=True)
class Concorded:
    """A code: its kind, where it goes, its group, and the HS edition in which the vocabulary lists it.

    A listed code of another HS edition than the one asked for is taken for the code of the same digits.
    """

    code: str
    kind: Kind
    targets: tuple[str, ...]
    group: Group
    listed_in: str | None


@dataclass(frozen=True)
class Answer:
    """What `concord` says."""

    from_: str
    to: str
    concordance: Concordance
    codes: tuple[Concorded, ...]
    traded: tuple[Traded, ...]

    def json(self) -> dict[str, Any]:
        """It as JSON."""
        of = self.concordance
        return {
            "from": self.from_,
            "to": self.to,
            "dataset": of.dataset,
            "edition": of.edition,
            "through": list(of.through),
            "limits": [{"table": ARROW.join(table), "limit": limit} for table, limit in of.limits],
            "codes": [vars(each) | {"group": vars(each.group)} for each in self.codes],
            "trade": [each.json() for each in self.traded],
        }


def concord(
    evidence: Evidence,
    codes: Sequence[str],
    from_: str,
    to: str,
    *,
    of_mineral: str = "",
    dataset: str = "",
    year: int | None = None,
) -> Answer:
    """Where codes of one HS edition go in another, and the ambiguous share of the trade that stands under them.

    Parameters
    ----------
    codes
        Of six digits, points allowed.
    of_mineral
        A mineral all of whose goods are taken as well.
    dataset, year
        Only trade of these.

    Raises
    ------
    InputError
        For a code, edition, mineral, dataset or year that is none, and where no imported table leads from the one
        edition to the other.
    """
    asked = _asked(codes, of_mineral)
    editions = hs_edition(from_, "--from"), hs_edition(to, "--to")
    of = concordance(evidence, *editions)
    concorded = tuple(_concorded(of.relation, code) for code in asked)
    trade = traded(evidence, editions[0], {each.code: each.kind for each in concorded})
    return Answer(*editions, of, concorded, tuple(_chosen(evidence, trade, editions[0], dataset, year)))


def _asked(codes: Sequence[str], of_mineral: str) -> list[str]:
    faults: list[Fault] = []
    found = []
    for code in codes:
        digits = code.replace(".", "").replace(" ", "")
        if not (digits.isascii() and digits.isdecimal() and len(digits) == DIGITS):
            faults.append(fault("bad_option", "CODE", found=code, allowed="850511, 8505.11"))
        found.append(digits)
    if faults:
        raise InputError(faults)
    if of_mineral:
        wanted = mineral(of_mineral, "--mineral")
        if wanted not in _listed():
            raise UnknownName("mineral", of_mineral, _listed(), "--mineral")
        found += [good.code for good in goods() if good.mineral == wanted]
    if not found:
        raise InputError(fault("concord_nothing_asked", "CODE", allowed=", ".join(_listed())))
    return sorted(set(found))


def _listed() -> list[str]:
    """The minerals of which the vocabulary lists goods."""
    return sorted({good.mineral for good in goods()})


def _concorded(of: Relation, code: str) -> Concorded:
    listed_in = next((good.hs_edition for good in goods() if good.code == code), None)
    return Concorded(code, kind(of, code), tuple(sorted(of.targets.get(code, ()))), group_of(of, code), listed_in)


def _chosen(evidence: Evidence, found: list[Traded], edition: str, dataset: str, year: int | None) -> list[Traded]:
    """The trade of a dataset and year, where they are named; a year is not answered with all years."""
    of_dataset = [each for each in found if not dataset or each.dataset == dataset]
    if dataset and not of_dataset:
        known = [f"{one} {name} ({hs})" for (one, name), hs in trade_editions(evidence).items() if hs in HS_EDITIONS]
        allowed = ", ".join(known) or "-"
        raise InputError(fault("no_data", "--dataset", what=f"{dataset} {edition}", allowed=allowed))
    chosen = [each for each in of_dataset if year is None or each.year == year]
    if year is not None and of_dataset and not chosen:
        allowed = ", ".join(sorted({str(each.year) for each in of_dataset if each.year}))
        raise InputError(fault("no_data", "--year", what=f"{edition} {year}", allowed=allowed))
    return chosen
