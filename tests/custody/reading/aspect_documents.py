"""Documents of aspect models made up for tests, and what can be done to a document to spoil it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

PART = "urn:uuid:00000000-0000-4000-8000-00000000000a"
CELL = "urn:uuid:00000000-0000-4000-8000-00000000000b"
SPOILT = (
    *(None, True, 0, -1, "", "made up", "x" * 5000, "\x1b[2J"),
    *([], {}, [[]], [None], {"a": {}}, Decimal("-1.7E+308"), 10**300),
)
"""Values of every type, at their edges."""


def serial_part() -> dict[str, Any]:
    return {
        "catenaXId": PART,
        "localIdentifiers": [{"key": "partInstanceId", "value": "MADE-UP-1"}],
        "manufacturingInformation": {
            "date": "2025-03-04T05:06:07",
            "country": "NAM",
            "sites": [{"catenaXsiteId": "BPNS0000MADEUP01", "function": "production"}],
        },
        "partTypeInformation": {"manufacturerPartId": "MADE-UP-TYPE", "nameAtManufacturer": "Made-up pack"},
    }


def bom(*children: dict[str, Any]) -> dict[str, Any]:
    return {"catenaXId": PART, "childItems": list(children)}


def child(lot: str = CELL, at: str = "2025-03-04T05:06:07Z", **more: Any) -> dict[str, Any]:
    return {
        "catenaXId": lot,
        "createdOn": at,
        "quantity": {"value": Decimal("12"), "unit": "unit:piece"},
        "hasAlternatives": False,
        **more,
    }


def step(taken: str, made: str, loss: str, end: str = "2025-03-04T05:06:07+01:00") -> dict[str, Any]:
    return {
        "endTimestamp": end,
        "inputNetMass": Decimal(taken),
        "outputNetMass": Decimal(made),
        "processLoss": Decimal(loss),
        "childProcessType": "Shredding",
    }


def recycling_batch(*steps: dict[str, Any]) -> dict[str, Any]:
    return {
        "globalAssetId": PART,
        "recyclingBatchId": "MADE-UP-BATCH",
        "operator": {"bpnsProperty": "BPNS0000MADEUP01"},
        "childProcessSteps": list(steps),
    }


def product_information(**more: Any) -> dict[str, Any]:
    return {
        "productIdentifier": "MADE-UP-BATTERY",
        "batteryPassportIdentifier": "urn:madeup:1",
        "batteryCategory": "ev",
        "batteryMass": Decimal("450.5"),
        "manufacturingDate": "2025-03-04T05:06:07+01:00",
        "manufacturingPlace": {"addressCountry": "Namibia"},
        "manufacturerInformation": {"identifier": "MADE-UP-MAKER", "contactName": "Made-up maker"},
        **more,
    }


def circularity(material: str, before: str, after: str) -> dict[str, Any]:
    return {
        "recycledContent": [
            {"recycledMaterial": material, "preConsumerShare": Decimal(before), "postConsumerShare": Decimal(after)}
        ],
        "endOfLifeInformation": {},
    }


def spoilt(document: Any) -> Iterator[Any]:
    """The document with each value in it, in turn, replaced by each of `SPOILT` or left out; whole again afterwards.

    Where it has more than 200 values, each is replaced by every fifth, the next one by the fifth after another start.
    """
    places = list(_places(document))
    apart = 5 if len(places) > 200 else 1
    for number, where in enumerate(places):
        parent, key = document, where[-1]
        for step_ in where[:-1]:
            parent = parent[step_]
        whole = parent[key]
        for value in SPOILT[number % apart :: apart]:
            parent[key] = value
            yield document
        parent[key] = whole
        if isinstance(parent, dict):
            before = dict(parent)
            del parent[key]
            yield document
            parent.clear()
            parent.update(before)


def _places(value: Any, where: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    keys = value.keys() if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield (*where, key)
        yield from _places(value[key], (*where, key))
