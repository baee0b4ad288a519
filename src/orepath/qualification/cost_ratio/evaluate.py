"""Evaluates rules of the kind ``cost-ratio``: whether too much of a product's costs is from prohibited entities.

The rule's file gives the ``threshold`` of the day by the kind of product (the key of a value). The ratio is of what is
NOT prohibited, and must not lie below the threshold. The product with the least margin speaks for the whole.
"""

from __future__ import annotations

from orepath.qualification.asked import Asked
from orepath.qualification.compared import Compared, all_met, least
from orepath.qualification.cost_ratio.products import Product, products_of
from orepath.qualification.cost_ratio.proof import component_text, missing_of, proof
from orepath.qualification.result import OfChain, Result


def evaluate(asked: Asked) -> Result:
    """The result of a rule of this kind for the materials of a table.

    Raises
    ------
    InputError
        For products without any cost.
    """
    products = products_of(asked.table)
    compared = [_compared(asked, each) for each in products]
    held = [each for each in compared if each.threshold is not None]
    standing, whole = asked.standing(), least(held or compared)
    applies = standing.applies and bool(held)
    kinds = dict.fromkeys(each.component for each in products)
    unset = [asked.rule.said("no_threshold", component=component_text(asked, kind)) for kind in kinds]
    values = [found for kind in kinds if (found := asked.value("threshold", kind))]
    return asked.result(
        share=whole.share if whole else None,
        threshold=whole.threshold if whole else None,
        applies=applies,
        passes=all_met(held),
        chains=tuple(_of_product(*each) for each in zip(products, compared, strict=True)),
        steps=tuple(proof(asked, products, compared)),
        missing=(*standing.open, *missing_of(asked, products)),
        used=tuple(values),
        why=() if held else tuple(unset),
        details={"least_margin": whole.key if whole else None},
    )


def _compared(asked: Asked, product: Product) -> Compared:
    value = asked.value("threshold", product.component)
    return Compared(product.chain_id, product.ratio, value.value if value else None)


def _of_product(product: Product, against: Compared) -> OfChain:
    details = {
        "component": product.component,
        "prohibited_usd": product.prohibited_usd,
        "unknown_usd": product.open_usd,
        "share_bounds": product.ratio,
        "threshold": against.threshold,
        "met": against.met,
    }
    counts = product.total_usd - product.prohibited_usd if product.ratio.exact is not None else None
    return OfChain(product.chain_id, "", product.total_usd, product.ratio.exact, counts, details)
