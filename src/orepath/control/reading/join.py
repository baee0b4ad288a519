"""Entities and stakes of all files, joined into one register."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from orepath.control.reading.cycles import refuse_closed
from orepath.control.reading.masks import true
from orepath.control.reading.numbering import numbered_entities, numbered_stakes
from orepath.control.reading.over import refuse_over
from orepath.control.reading.rows import EntityRows, StakeRows
from orepath.control.reading.twice import refuse_twice
from orepath.control.register import Register
from orepath.errors import InputError
from orepath.network.own.columns import Faults


def joined(entities: Sequence[EntityRows], stakes: StakeRows, faults: Faults) -> Register:
    """The register, with every check that looks at more than one row.

    Parameters
    ----------
    entities
        What several files say of entities: of an id in more than one of them the first file's word stands.
    faults
        What is wrong with the files already. Rows that are at fault are left out of the checks.

    Raises
    ------
    InputError
        With all faults, if there are any.
    """
    found = numbered_entities(_first_word(entities))
    numbered = numbered_stakes(stakes, found, faults)
    if stakes.place == "row":
        refuse_twice(numbered, stakes, faults)
    if len(numbered.line):
        refuse_over(numbered, stakes, found.ids, faults)
        refuse_closed(numbered, stakes, found.ids, faults)
    if faults.kinds:
        raise InputError(faults.all())
    return Register(found, numbered.stakes, stakes.file, stakes.place)


def _first_word(entities: Sequence[EntityRows]) -> EntityRows:
    said, *others = entities
    for other in others:
        new = np.flatnonzero(~true(pc.is_in(other.id, value_set=said.id)))
        at = {int(line): len(said.id) + place for place, line in enumerate(new.tolist())}
        take = pa.array(new)
        said = EntityRows(
            pa.concat_arrays([said.id, other.id.take(take)]),
            pa.concat_arrays([said.name, other.name.take(take)]),
            np.concatenate([said.kind, other.kind[new]]),
            pa.concat_arrays([said.country, other.country.take(take)]),
            said.listed | {at[line]: lists for line, lists in other.listed.items() if line in at},
            said.headquarters | {at[line]: place for line, place in other.headquarters.items() if line in at},
        )
    return said
