"""Making of a plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import prod

from orepath.errors import InputError, fault
from orepath.qualification.asked import Asked
from orepath.qualification.chains import Chain
from orepath.qualification.chains_of import chains_of
from orepath.qualification.planning.amounts import NONE
from orepath.qualification.planning.columns import KINDS, plannable
from orepath.qualification.planning.option import Option
from orepath.qualification.planning.options_of import read_options, unvalued
from orepath.qualification.planning.plan import Change, Outcome, Plan, Reach
from orepath.qualification.planning.program.first import first
from orepath.qualification.planning.program.item import Choice, Item, Work, common_step, cost_of
from orepath.qualification.planning.program.least import least
from orepath.qualification.planning.worth import Alternative, alternatives, farthest, together
from orepath.qualification.value_share import evaluate_chains
from orepath.tabular.table import Given

LIMIT = 3_000_000
"""How many partial sets of options are looked at for each part of an answer: a second or two."""


def plan(asked: Asked, options: Given, limit: int = LIMIT) -> Plan:
    """The least-cost set of options with which the chains of a question pass, also without each agreement.

    Parameters
    ----------
    options
        A file (CSV, XLSX) or a table in memory with the columns of chains and of options.
    limit
        How many partial sets may be looked at for each part of the answer.

    Raises
    ------
    InputError
        With every fault of the options and every chain whose value is unknown; where no plan can be made for the rule,
        or all chains together have no value.
    """
    if not plannable(asked.rule):
        raise InputError(
            fault("plan_rule", "--plan", rule=asked.rule.id, kind=asked.rule.kind, allowed=", ".join(KINDS))
        )
    chains = chains_of(asked.table)
    read = _read(asked, chains, options)
    found = _planned(asked, chains, read, limit)
    others = [each for each in asked.rule.agreements() if each not in asked.without]
    without = {each: tuple(sorted({*asked.without, each})) for each in others}
    dropped = {each: _planned(replace(asked, without=all_), chains, read, limit) for each, all_ in without.items()}
    return replace(found, without=dropped)


def _read(asked: Asked, chains: Sequence[Chain], options: Given) -> tuple[Option, ...]:
    """The options; a chain that the rule looks at and whose value nobody knows is a fault, there and in the chains."""
    minerals = asked.members("applicable").keys()
    faults = list(unvalued(chains, minerals))
    read: tuple[Option, ...] = ()
    try:
        read = read_options(options, asked.rule, chains, minerals)
    except InputError as error:
        faults += error.faults
    if faults:
        raise InputError(faults)
    return read


@dataclass(frozen=True)
class _Program:
    """What is chosen among: the alternatives by chain, and the same as items that gain what lies above the share."""

    groups: Sequence[Sequence[Alternative]]
    threshold: Fraction
    limit: int

    @property
    def items(self) -> list[list[Item]]:
        return [[Item(a.id, a.cost, a.worth.over(self.threshold)) for a in group] for group in self.groups]

    def of(self, choice: Choice) -> tuple[Alternative, ...]:
        """The alternatives of a choice."""
        by_id = ({each.id: each for each in group} for group in self.groups)
        return tuple(its[item.id] for its, item in zip(by_id, choice, strict=True))

    def reach(self, taken: Sequence[Alternative]) -> Reach:
        worth = together(taken)
        options = tuple(each.option for each in taken if each.option)
        cost = sum((each.cost for each in taken), NONE)
        return Reach(options, cost, worth.share, self.threshold - worth.share, -worth.over(self.threshold))


def _planned(asked: Asked, chains: Sequence[Chain], options: Sequence[Option], limit: int) -> Plan:
    groups = alternatives(asked, chains, options)
    now = tuple(group[0] for group in groups)
    if not together(now).value:
        raise InputError(fault("qualify_total_zero", asked.table.name))
    threshold = asked.value("threshold")
    if threshold is None:
        return _plan(asked, chains, groups, now, "no_threshold")
    program = _Program(groups, threshold.value, limit)
    found = least(program.items, NONE, Work(limit))
    if found.choice is None or found.bound is None:
        nearest = program.reach(farthest(groups))
        return _plan(asked, chains, groups, now, "none_passes", nearest=nearest)
    chosen, sure = found.choice, False
    if found.proved:
        of_all = first(program.items, NONE, found.choice, limit)
        chosen, sure = of_all.choice, of_all.proved
    taken = program.of(chosen)
    outcome: Outcome = "found" if any(each.option for each in taken) else "none_needed"
    nearest_ = _nearest(program, cost_of(chosen)) if found.proved else None
    return _plan(asked, chains, groups, taken, outcome, found.bound, sure, nearest_)


def _nearest(program: _Program, cost: Fraction) -> Reach | None:
    """Of the sets that cost less the one whose value that counts comes nearest to what is asked; None where none does.

    The same program with gain and cost exchanged: the least shortfall among sets that save at least so much. None too
    where it would take too much looking.
    """
    mirrored = [[Item(item.id, -item.gain, -item.cost) for item in group] for group in program.items]
    step = common_step(item.cost for group in program.items for item in group)
    found = least(mirrored, step - cost, Work(program.limit))
    if found.choice is None or not found.proved:
        return None
    return program.reach(program.of(found.choice))


def _plan(
    asked: Asked,
    chains: Sequence[Chain],
    groups: Sequence[Sequence[Alternative]],
    taken: Sequence[Alternative],
    outcome: Outcome,
    at_least: Fraction = NONE,
    sure: bool = True,
    nearest: Reach | None = None,
) -> Plan:
    """A plan out of what was found, checked by the rule itself on the chains as they would be."""
    changes = tuple(_changes(groups, taken))
    parts = (each.option.chains if each.option else (chain,) for each, chain in zip(taken, chains, strict=True))
    result = evaluate_chains(asked, tuple(chain for part in parts for chain in part))
    after = together(taken).share
    assert result.low == after, "the rule and the plan reckon alike"
    return Plan(
        outcome=outcome,
        on=asked.on,
        threshold=result.threshold,
        before=together([group[0] for group in groups]).share,
        after=after,
        changes=changes,
        cost_usd=sum((each.cost for each in taken), NONE),
        at_least_usd=at_least,
        first=sure,
        sets=prod(len(group) for group in groups),
        nearest=nearest,
        unknown=not all(each.worth.known for group in groups for each in group),
        applies=result.applies,
        passes=result.passes,
        dropped=asked.without,
    )


def _changes(groups: Sequence[Sequence[Alternative]], taken: Sequence[Alternative]) -> Iterator[Change]:
    """The changes one after another, in the order of the chains."""
    every = [group[0] for group in groups]
    for position, each in enumerate(taken):
        if each.option:
            every[position] = each
            yield Change(each.option, together(every).share)
