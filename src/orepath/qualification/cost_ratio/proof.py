"""The proof of a cost ratio: the sums of each product, its ratio, the comparison, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from orepath.qualification.asked import Asked
from orepath.qualification.compared import Compared
from orepath.qualification.cost_ratio.products import Product
from orepath.qualification.figures import figure, of_rule, percents, word_of
from orepath.qualification.result import Figure, Missing, Proved
from orepath.tabular.quantity import decimal, percent
from orepath.vocabulary.language import Text

USD, SHARE = "USD", "share"


def proof(asked: Asked, products: Sequence[Product], compared: Sequence[Compared]) -> Iterator[Proved]:
    """The steps of every product."""
    for product, against in zip(products, compared, strict=True):
        yield _total(asked, product)
        yield _prohibited(asked, product)
        yield _ratio(asked, product)
        yield _threshold(asked, product, against)


def missing_of(asked: Asked, products: Sequence[Product]) -> Iterator[Missing]:
    """What a material cost and whether it is prohibited, wherever nobody knows."""
    for product in products:
        for material in product.materials:
            if material.cost_usd is None:
                yield Missing(material.where, asked.rule.said("missing_cost", item=material.item))
            if material.prohibited is None:
                cost = "?" if material.cost_usd is None else decimal(material.cost_usd)
                yield Missing(material.where, asked.rule.said("missing_prohibited", item=material.item, cost=cost))


def _total(asked: Asked, product: Product) -> Proved:
    uses = tuple(figure(Text(each.item, each.item), each.cost_usd, USD, each.where) for each in product.materials)
    words = {"rows": len(product.materials), "total": decimal(product.total_usd)}
    said = asked.rule.said("total", product=name_of(asked, product), **words)
    return Proved("total", product.chain_id, said, uses, _sum(asked, product))


def _prohibited(asked: Asked, product: Product) -> Proved:
    uses = tuple(
        figure(Text(each.item, each.item), each.cost_usd, USD, each.where)
        for each in product.materials
        if each.prohibited is not False
    )
    amount = decimal(product.prohibited_usd)
    said = asked.rule.said("prohibited", product=name_of(asked, product), prohibited=amount)
    return Proved("prohibited", product.chain_id, said, uses, _part(asked, "prohibited_usd", product))


def _ratio(asked: Asked, product: Product) -> Proved:
    uses = [_sum(asked, product), _part(asked, "prohibited_usd", product)]
    uses += [_part(asked, "unknown_usd", product)] if product.open_usd else []
    uses.append(_part(asked, "certified", product))
    said = asked.rule.said("ratio", product=name_of(asked, product), ratio=percents(asked, product.ratio))
    return Proved("ratio", product.chain_id, said, tuple(uses), _ratio_is(asked, product))


def _threshold(asked: Asked, product: Product, against: Compared) -> Proved:
    value, component = asked.value("threshold", product.component), component_text(asked, product.component)
    if value is None:
        gives = Figure(asked.rule.said("threshold_is"), None, SHARE, asked.rule.id)
        said = asked.rule.said("no_threshold", component=component)
        return Proved("threshold", product.chain_id, said, (), gives)
    key = {True: "met", False: "not_met", None: "open"}[against.met]
    words = {"component": component, "threshold": f"{percent(value.value)} %"}
    said = asked.rule.said(key, product=name_of(asked, product), **words)
    uses = (_ratio_is(asked, product), of_rule(asked.rule.said("threshold_is"), value, asked.rule.id))
    gives = Figure(asked.rule.said("result"), None if against.met is None else key, "", asked.table.name)
    return Proved("threshold", product.chain_id, said, uses, gives)


def _sum(asked: Asked, product: Product) -> Figure:
    priced = all(each.cost_usd is not None for each in product.materials)
    return figure(asked.rule.said("total_usd" if priced else "known_usd"), product.total_usd, USD, asked.table.name)


def _part(asked: Asked, key: str, product: Product) -> Figure:
    amounts = {
        "prohibited_usd": product.prohibited_usd,
        "unknown_usd": product.open_usd,
        "certified": product.certified_usd,
    }
    return figure(asked.rule.said(key), amounts[key], USD, asked.table.name)


def _ratio_is(asked: Asked, product: Product) -> Figure:
    return figure(asked.rule.said("ratio_is"), product.ratio, SHARE, asked.table.name)


def name_of(asked: Asked, product: Product) -> Text:
    """What a product is called: its kind, and its id where it has one."""
    component = component_text(asked, product.component)
    if not product.product_id:
        return component
    return asked.rule.said("product", component=component, product=product.product_id)


def component_text(asked: Asked, component: str) -> Text:
    """What a kind of product is called in the rule's file."""
    return word_of(asked, "component", component)
