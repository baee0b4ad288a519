"""What a Parquet file holds, told from its last bytes."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from orepath.errors import InputError, fault


def parquet_columns(path: Path) -> dict[str, str]:
    """The columns of a file with the kind of each; see `Relations.columns`.

    Raises
    ------
    InputError
        If there is no such file or it is not whole.
    """
    if not path.exists():
        raise InputError(fault("file_missing", str(path)))
    try:
        schema = pq.read_schema(path)
    except (pa.ArrowException, OSError) as error:
        detail = str(error).strip().splitlines()[0][:200]
        raise InputError(fault("network_file_broken", path.name, format="Parquet", detail=detail)) from error
    names = schema.names
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise InputError(fault("network_columns_twice", path.name, columns=", ".join(twice)))
    return {field.name: kind(field.type) for field in schema}


def kind(given: pa.DataType) -> str:
    """``text``, ``integer``, ``number`` or the name of another type."""
    found = given.value_type if pa.types.is_dictionary(given) else given
    if pa.types.is_string(found) or pa.types.is_large_string(found) or pa.types.is_string_view(found):
        return "text"
    if pa.types.is_integer(found):
        return "integer"
    if pa.types.is_floating(found) or pa.types.is_decimal(found):
        return "number"
    return str(found)
