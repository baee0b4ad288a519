"""Made-up events, and files that hold them."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from orepath.errors import InputError

NAMESPACE = "https://aland.example/ns/"
CUSTODY = "urn:orepath:custody:"
CONTEXT = ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld", {"al": NAMESPACE, "custody": CUSTODY}]
PREFIXES = f'xmlns:al="{NAMESPACE}" xmlns:custody="{CUSTODY}" xmlns:cbvmda="urn:epcglobal:cbv:mda"'

SMELT = {
    "type": "TransformationEvent",
    "eventID": "urn:uuid:00000000-0000-4000-8000-000000000001",
    "eventTime": "2024-05-06T07:08:09+09:00",
    "eventTimeZoneOffset": "+09:00",
    "inputQuantityList": [
        {"epcClass": "urn:epc:class:lgtin:4012345.012345.ORE1", "quantity": Decimal("1000.50"), "uom": "KGM"}
    ],
    "outputQuantityList": [{"epcClass": "urn:epc:class:lgtin:4012345.012346.MATTE1", "quantity": 450, "uom": "KGM"}],
    "transformationID": "urn:made-up:heat-1",
    "bizStep": "commissioning",
    "bizLocation": {"id": "urn:epc:id:sgln:4012345.00001.0"},
    "readPoint": {"id": "urn:epc:id:sgln:4012345.00001.7"},
    "sourceList": [
        {"type": "owning_party", "source": "urn:epc:id:pgln:4012345.00225"},
        {"type": "location", "source": "urn:epc:id:sgln:4012345.00225.0"},
    ],
    "destinationList": [{"type": "owning_party", "destination": "urn:epc:id:pgln:0614141.00777"}],
    "bizTransactionList": [{"type": "po", "bizTransaction": "urn:epcglobal:cbv:bt:4012345000009:1"}],
    "ilmd": {"cbvmda:countryOfOrigin": "AU", "cbvmda:lotNumber": "MATTE1"},
    "custody:yield": "0.46",
    "custody:claim": [
        {
            "custody:lot": "urn:epc:class:lgtin:4012345.012346.MATTE1",
            "custody:content": "from Aland",
            "custody:amount": "400",
            "custody:unit": "KGM",
            "custody:model": "mass-balance",
            "custody:from": "2024-04-01",
            "custody:until": "2024-07-01",
        }
    ],
}
SHIP = {
    "type": "ObjectEvent",
    "eventTime": "2024-05-07T00:00:00Z",
    "eventTimeZoneOffset": "+00:00",
    "action": "OBSERVE",
    "epcList": ["urn:epc:id:sgtin:4012345.012346.1", "urn:epc:id:sgtin:4012345.012346.2"],
    "bizStep": "shipping",
    "al:note": ["made up", {"al:by": "Boria"}],
}


def document(*events: object, context: object = CONTEXT, last: bool = False) -> str:
    """A document in JSON with these events; its context may stand last."""
    held = {"type": "EPCISDocument", "schemaVersion": "2.0", "creationDate": "2024-05-08T00:00:00Z"}
    body = {"epcisBody": {"eventList": list(events)}}
    around = {"@context": context}
    return json.dumps({**held, **body, **around} if last else {**around, **held, **body}, default=float)


def as_xml(*events: dict) -> str:
    """The same events in XML."""
    listed = "".join(_event(event) for event in events)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:2" {PREFIXES} schemaVersion="2.0">'
        f"<EPCISBody><EventList>{listed}</EventList></EPCISBody></epcis:EPCISDocument>"
    )


ITEMS = {"epcList": "epc", "inputEPCList": "epc", "outputEPCList": "epc", "childEPCs": "epc"}
TYPED = {"bizTransactionList": "bizTransaction", "sourceList": "source", "destinationList": "destination"}


def _event(event: dict) -> str:
    inner = "".join(_field(name, value) for name, value in event.items() if name not in ("type", "@context"))
    return f"<{event['type']}>{inner}</{event['type']}>"


def _field(name: str, value: object) -> str:
    if name in ITEMS:
        return f"<{name}>{''.join(f'<epc>{escape(each)}</epc>' for each in value)}</{name}>"
    if name in TYPED:
        item = TYPED[name]
        within = "".join(f"<{item} type={quoteattr(each['type'])}>{escape(each[item])}</{item}>" for each in value)
        return f"<{name}>{within}</{name}>"
    if name.endswith("uantityList"):
        return f"<{name}>{''.join(_free('quantityElement', each) for each in value)}</{name}>"
    if name == "sensorElementList":
        return f"<{name}>{''.join(_sensor(each) for each in value)}</{name}>"
    if name == "errorDeclaration":
        ids = "".join(f"<correctiveEventID>{each}</correctiveEventID>" for each in value["correctiveEventIDs"])
        rest = "".join(_free(key, each) for key, each in value.items() if key != "correctiveEventIDs")
        return f"<{name}>{rest}<correctiveEventIDs>{ids}</correctiveEventIDs></{name}>"
    return _free(name, value)


def _sensor(element: dict) -> str:
    told = "".join(
        f"<{name} {' '.join(f'{key}={quoteattr(_text(each))}' for key, each in fields.items())}/>"
        for name in ("sensorMetadata", "sensorReport")
        for fields in ([element[name]] if isinstance(element.get(name), dict) else element.get(name, []))
    )
    return f"<sensorElement>{told}</sensorElement>"


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _free(name: str, value: object) -> str:
    if isinstance(value, list):
        return "".join(_free(name, each) for each in value)
    inner = "".join(_free(*each) for each in value.items()) if isinstance(value, dict) else escape(_text(value))
    return f"<{name}>{inner}</{name}>"


def written(folder: Path, name: str, content: str | bytes) -> Path:
    """A file with this content."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def taken(reader: object, path: Path, **how: int) -> tuple[list, tuple]:
    """The events of a file that are sound, and its faults."""
    found: list = []
    try:
        for each in reader.read(path, **how).events():
            found.append(each)
    except InputError as error:
        return found, error.faults
    return found, ()
