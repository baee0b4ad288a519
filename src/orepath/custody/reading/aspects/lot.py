"""What a document says of a lot, put together from its statements."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from orepath.custody.document import LotFacts, Material
from orepath.custody.reading.aspects.statement import Reader, Statement

HARMONIZED = frozenset({"HS", "CN", "TARIC"})
"""Goods codes whose first six digits are of the Harmonized System (Regulation (EEC) No 2658/87, article 3)."""
MATERIAL = "material_"


def facts(reader: Reader, id_: str, at: str) -> LotFacts:
    """What the statements of a document say of the lot that it is about.

    Parameters
    ----------
    at
        Where the lot's identifier stands.
    """
    own = [said for said in reader.statements if not said.field.startswith(MATERIAL)]
    return LotFacts(
        id_,
        name=_first(own, ("product_name",)),
        batch=_first(own, ("batch_number", "serial_number")),
        made_in=_first(own, ("made_in",)),
        made_on=_first(own, ("made_on",)),
        site=_first(own, ("site",)),
        maker=_first(own, ("manufacturer_id",)),
        codes=_codes(own),
        mass_kg=_amount(own, "mass"),
        recycled=_share(own, "recycled_share"),
        materials=_materials(reader),
        links=tuple((_called(said), str(said.value)) for said in own if said.kind == "link"),
        where=reader.where(at),
    )


def _first(said: Iterable[Statement], fields: tuple[str, ...]) -> str:
    by_field: dict[str, str] = {}
    for each in said:
        by_field.setdefault(each.field, str(each.value))
    return next((by_field[field] for field in fields if field in by_field), "")


def _amount(said: Iterable[Statement], field: str) -> Decimal | None:
    found = (each.value for each in said if each.field == field and isinstance(each.value, Decimal))
    return next(found, None)


def _share(said: Iterable[Statement], field: str) -> Fraction | None:
    found = _amount((each for each in said if field.startswith(MATERIAL) or not each.of), field)
    return None if found is None else Fraction(found)


def _codes(said: Iterable[Statement]) -> tuple[str, ...]:
    codes = []
    for each in said:
        digits = "".join(letter for letter in str(each.value) if letter.isdecimal())
        if each.field == "goods_code" and dict(each.of).get("list") in HARMONIZED and len(digits) >= 6:
            codes.append(f"hs:{digits[:6]}")
    return tuple(dict.fromkeys(codes))


def _called(said: Statement) -> str:
    return dict(said.of).get("title") or said.field


def _materials(reader: Reader) -> tuple[Material, ...]:
    items: dict[str, list[Statement]] = {}
    for said in reader.statements:
        if said.field.startswith(MATERIAL):
            items.setdefault(said.item, []).append(said)
    return tuple(_material(said, reader.where(item)) for item, said in items.items())


def _material(said: list[Statement], where: str) -> Material:
    return Material(
        dict(said[0].of).get("material", ""),
        _first(said, ("material_origin",)),
        _amount(said, "material_mass"),
        _share(said, "material_share"),
        _share(said, "material_recycled"),
        _first(said, ("material_code",)),
        where,
    )
