"""``dossier.json``: its schema, its promises, its page."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from orepath.review.json import as_entry, render_json, schema

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "dossier-json.md"
CONTRACT = {"agreement", "as_of", "release", "findings", "minerals", "measures", "sources"}
KINDS = {"object": dict, "array": list, "string": str, "number": (int, float), "boolean": bool, "null": type(None)}


def faults(value, rule, where="") -> list[str]:
    """What in a value breaks a rule of a JSON Schema; the keywords our schema uses and no others."""
    known = {"$schema", "$defs", "title", "description", "type", "properties", "required", "additionalProperties"}
    assert set(rule) <= known | {"items", "enum", "const", "pattern", "anyOf", "$ref"}, rule.keys()
    if "$ref" in rule:
        return faults(value, schema()["$defs"][rule["$ref"].removeprefix("#/$defs/")], where)
    if "anyOf" in rule:
        tried = [faults(value, option, where) for option in rule["anyOf"]]
        return [] if [] in tried else [f"{where}: fits none: {tried}"]
    kinds = rule.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if kinds and not any(isinstance(value, KINDS[kind]) for kind in kinds):
        return [f"{where}: {value!r} is not {kinds}"]
    found = []
    if "enum" in rule and value not in rule["enum"]:
        found.append(f"{where}: {value!r} not in {rule['enum']}")
    if "const" in rule and value != rule["const"]:
        found.append(f"{where}: {value!r} is not {rule['const']!r}")
    if "pattern" in rule and not re.search(rule["pattern"], value):
        found.append(f"{where}: {value!r} does not match {rule['pattern']}")
    if isinstance(value, dict) and "properties" in rule:
        found += [f"{where}: {key} is missing" for key in rule["required"] if key not in value]
        found += [f"{where}: {key} is not known" for key in value if key not in rule["properties"]]
        for key in value.keys() & rule["properties"].keys():
            found += faults(value[key], rule["properties"][key], f"{where}/{key}")
    if isinstance(value, list) and "items" in rule:
        for position, item in enumerate(value):
            found += faults(item, rule["items"], f"{where}/{position}")
    return found


@pytest.fixture
def entry(dossier):
    return json.loads(render_json(dossier))


def test_it_keeps_its_schema(entry):
    assert faults(entry, schema()) == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("findings", 0, "verdict"), "perhaps"),
        (("figures", 0, "value"), "12"),
        (("figures", 0, "id"), "12"),
        (("as_of",), None),
        (("surprise",), 1),
        (("tables", 0, "rows", 0, 0), {"word": "met", "en": "kept"}),
    ],
)
def test_the_schema_refuses_what_is_not_so(entry, path, value):
    *way, last = path
    part = entry
    for step in way:
        part = part[step]
    part[last] = value
    assert faults(entry, schema())


def test_it_has_what_was_agreed(entry):
    assert set(entry) >= CONTRACT
    assert [finding["commitment"] for finding in entry["findings"]] == ["BA-01", "BA-02", "BA-03", "BA-04"]
    assert entry["findings"][0]["reasons"][0]["statements"] == ["st-0000000000000001", "st-0000000000000002"]
    assert entry["findings"][1]["missing"][0]["who"]["ja"] == "ボリア財務省（架空）"
    assert (entry["agreement"], entry["as_of"], entry["release"]) == (
        "boria-alandia-2030",
        "2033-05-01",
        "invented-0123456789",
    )


def test_the_same_document_gives_the_same_bytes_with_sorted_keys(dossier, invented):
    said = render_json(dossier)
    assert said == render_json(invented["dossier"]())
    assert said == json.dumps(json.loads(said), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def test_what_is_unknown_is_null_and_never_zero(entry):
    unknown = [figure for figure in entry["figures"] if figure["status"] in {"withheld", "not_available", "unknown"}]
    assert len(unknown) == 3
    assert {figure["value"] for figure in unknown} == {None}


def test_every_figure_named_is_there_with_all_its_statements(entry, invented):
    ids = {figure["id"] for figure in entry["figures"]}
    assert set(re.findall(r"fg-[0-9a-f]{12}", json.dumps(entry))) == ids
    (many,) = [figure for figure in entry["figures"] if figure["id"] == invented["MANY"].id]
    assert len(many["statements"]) == 22


def test_what_is_no_number_never_gets_in(dossier, invented):
    broken = replace(invented["MANY"], value=float("nan"))
    quantity = replace(dossier.minerals[0].quantities[0], figure=broken)
    with pytest.raises(ValueError, match="JSON"):
        render_json(replace(dossier, minerals=(replace(dossier.minerals[0], quantities=(quantity,)),)))


def test_the_options_speak_both_languages(entry):
    assert entry["options"][0]["evidence"][0]["en"] == "Alandia supplies 48.1% of the world."
    assert entry["options"][0]["evidence"][0]["ja"] == "アランディアは世界の48.1%を供給している。"


def test_the_page_names_every_key():
    page = PAGE.read_text("utf-8")
    for key in schema()["properties"]:
        assert f"`{key}`" in page, key
    for definition in ("finding", "mineral", "figure", "statement", "table", "source", "measure", "option"):
        for key in schema()["$defs"][definition]["properties"]:
            assert f"`{key}`" in page, (definition, key)


def test_the_page_shows_the_layout_as_it_is(dossier):
    (example,) = re.findall(r"```json\n(.*?)```", PAGE.read_text("utf-8"), flags=re.DOTALL)
    shown = json.loads(example)
    made = json.loads(json.dumps(as_entry(dossier), default=str))
    assert shown in made["figures"]
