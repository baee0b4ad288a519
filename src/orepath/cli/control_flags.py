"""Flags for ``orepath attribute``, from who controls the entities that operate nodes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from orepath.errors import Fault, InputError, fault

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import pyarrow as pa

    from orepath.control.register import Register
    from orepath.control.rule import Rule

SUFFIXES = (".csv", ".parquet")


@dataclass(frozen=True)
class Flagging:
    """A question for flags: of which nodes, into which file, under a rule or of an agreement."""

    nodes: Path | None
    flags: Path | None
    rule: str
    agreement: str
    open_world: bool

    def faults(self, stakes: Path | None, needless: Mapping[str, object]) -> list[Fault]:
        """What is wrong with it: it needs both files, and either a rule or an agreement.

        Parameters
        ----------
        needless
            What was given of the options that ask about one entity.
        """
        needed: tuple[tuple[str, Path | None, str], ...]
        needed = (
            ("STAKES", stakes, "orepath control"),
            ("--nodes", self.nodes, "--flags"),
            ("--flags", self.flags, "--nodes"),
        )
        faults = [fault("option_needed", name, told=other) for name, path, other in needed if path is None]
        faults += [fault("option_needless", name, told="--entity") for name, given in needless.items() if given]
        if not self.rule and not self.agreement:
            faults.append(fault("option_needed", "--rule", told="--nodes"))
        if self.rule and self.agreement:
            faults.append(fault("bad_option", "--agreement", found=self.agreement, allowed="--rule | --agreement"))
        if self.flags is not None and self.flags.suffix.lower() not in SUFFIXES:
            allowed = ", ".join(f"*{suffix}" for suffix in SUFFIXES)
            faults.append(fault("bad_option", "--flags", found=self.flags, allowed=allowed))
        return faults

    def write(self, register: Register | None, faults: Sequence[Fault], day: date, says: Callable[..., str]) -> None:
        """Write the flags of the nodes, and say how many nodes carry each; or tell what is wrong.

        Parameters
        ----------
        says
            Gives a text of the control command.
        """
        if faults or register is None or self.nodes is None or self.flags is None:
            raise InputError(faults)
        from orepath.control.flags import every_flag, flagged, read_operated
        from orepath.control.marks import marks

        operated = read_operated(self.nodes, register)
        known = marks(register, operated.entities, self._rule(), day, open_world=self.open_world)
        found = flagged(operated, known)
        _write(found, self.flags)
        print(says("flags_done", path=self.flags, nodes=f"{len(set(operated.node.to_pylist())):,}"))
        for flag, count in (dict.fromkeys(every_flag(), 0) | _counted(found)).items():
            print(f"  {flag}: {count:,}")

    def _rule(self) -> Rule:
        from orepath.agreements.agreement import load
        from orepath.control.government import governments_but
        from orepath.control.rules import rule

        return rule(self.rule) if self.rule else governments_but(load(self.agreement).parties)


def _counted(found: pa.Table) -> dict[str, int]:
    counts = found["flag"].value_counts().to_pylist()
    return {each["values"]: each["counts"] for each in counts}


def _write(found: pa.Table, path: Path) -> None:
    import pyarrow.csv as pacsv
    import pyarrow.parquet as pq

    from orepath.evidence.placing import placing

    with placing(path.parent) as beside:
        if path.suffix.lower() == ".csv":
            pacsv.write_csv(found, beside / path.name)
        else:
            pq.write_table(found, beside / path.name)
