"""Products and the direct materials they are made of: the part of the costs that is not prohibited."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction

from orepath.errors import InputError, fault
from orepath.qualification.bounds import Bounds
from orepath.tabular.table import Row, Table

NONE, ALL = Fraction(0), Fraction(1)


@dataclass(frozen=True)
class Material:
    """A direct material.

    Parameters
    ----------
    cost_usd, prohibited
        None where nobody knows what it cost, or whether it comes from a prohibited foreign entity.
    """

    item: str
    cost_usd: Fraction | None
    prohibited: bool | None
    certificate: str
    where: str


@dataclass(frozen=True)
class Product:
    """A product of one kind and its direct materials. `total` and the like are of the costs that are known."""

    product_id: str
    component: str
    materials: tuple[Material, ...]

    @property
    def chain_id(self) -> str:
        """What it is called in a result."""
        return " / ".join(part for part in (self.product_id, self.component) if part)

    @property
    def total_usd(self) -> Fraction:
        """All costs that are known."""
        return _sum(self.materials, lambda material: True)

    @property
    def prohibited_usd(self) -> Fraction:
        """Costs from prohibited foreign entities."""
        return _sum(self.materials, lambda material: material.prohibited is True)

    @property
    def open_usd(self) -> Fraction:
        """Costs of which nobody knows whether they are from one."""
        return _sum(self.materials, lambda material: material.prohibited is None)

    @property
    def certified_usd(self) -> Fraction:
        """Costs stated not to be from one, with a certificate named."""
        return _sum(self.materials, lambda material: material.prohibited is False and bool(material.certificate))

    @property
    def ratio(self) -> Bounds:
        """(total - prohibited) / total. A cost nobody knows may be of any size, and pulls the ratio to 0 or to 1."""
        unpriced = {material.prohibited for material in self.materials if material.cost_usd is None}
        low, high = NONE, ALL
        if self.total_usd:
            low = (self.total_usd - self.prohibited_usd - self.open_usd) / self.total_usd
            high = (self.total_usd - self.prohibited_usd) / self.total_usd
        elif unpriced == {False}:
            low = ALL
        elif unpriced == {True}:
            high = NONE
        return Bounds(NONE if unpriced & {True, None} else low, ALL if unpriced & {False, None} else high)


def _sum(materials: Iterable[Material], counts: Callable[[Material], bool]) -> Fraction:
    return sum((each.cost_usd for each in materials if each.cost_usd is not None and counts(each)), Fraction(0))


def products_of(table: Table) -> tuple[Product, ...]:
    """The products of a table, in the order in which each first occurs.

    Raises
    ------
    InputError
        For every product that costs nothing at all: there is no ratio.
    """
    grouped: dict[tuple[str, str], list[Material]] = {}
    for row in table.rows:
        grouped.setdefault((row.text("product_id"), row.text("component")), []).append(_material(row))
    products = tuple(Product(*key, tuple(materials)) for key, materials in grouped.items())
    free = [each for each in products if not each.total_usd and all(m.cost_usd is not None for m in each.materials)]
    if free:
        raise InputError([fault("qualify_costs_zero", table.name, product=each.chain_id) for each in free])
    return products


def _material(row: Row) -> Material:
    return Material(
        row.text("item"), row.number("cost_usd"), row.truth("prohibited"), row.text("certificate"), row.where
    )
