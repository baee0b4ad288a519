"""What the sheets of a declaration may hold: less than what may be opened at all, as templates have room for less."""

from __future__ import annotations

from collections.abc import Mapping

from orepath.custody.declarations.wording import data
from orepath.errors import InputError, fault
from orepath.evidence.workbook.extent import Extent


def refuse_large(held: Mapping[str, Extent], file: str) -> None:
    """Refuse a workbook of which a sheet holds more than a declaration does.

    Parameters
    ----------
    held
        What each sheet holds, by its part, as `orepath.evidence.workbook.safe.refuse_unsafe` gives it.

    Raises
    ------
    InputError
        With each sheet that holds too many formulas or characters.
    """
    limits = data("templates")["limits"]
    faults = []
    for part, each in held.items():
        if each.formulas > limits["most_formulas"]:
            faults.append(fault("custody_declaration_formulas", f"{file}, {part}", maximum=limits["most_formulas"]))
        if each.characters > limits["most_characters"]:
            values = {"rows": limits["most_filled_rows"], "characters": limits["most_characters"]}
            faults.append(fault("custody_declaration_large", f"{file}, {part}", **values))
    if faults:
        raise InputError(faults)
