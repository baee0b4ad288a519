"""Every sample of BODS and GLEIF as published: read, or refused with the field named."""

from pathlib import Path

import pytest

from orepath.control.reading import read_register
from tests.control.reading.made_up import links, told

BODS = Path("bods/data-standard/examples")
GLEIF = Path("gleif")

BODS_READ = {  # entities and persons that are named, stakes
    "bods-package-annotations.json": (2, 4),
    "bods-package-entity-owning-entity.json": (2, 2),
    "bods-package-fi-soe.json": (4, 7),
    "bods-package-linking-annotations.json": (2, 1),
    "bods-package.json": (2, 1),
    "full-pep-declaration.json": (2, 2),
    "indirect-ownership.json": (3, 5),
    "levent.json": (3, 12),
    "listed-company-exempt-from-disclosure.json": (1, 4),
    "mixed-direct-and-indirect-ownership.json": (3, 6),
    "multiple-indirect-ownership.json": (4, 10),
    "multiple-tax-residencies.json": (2, 1),
    "nomination.json": (4, 12),
    "plc-entity-statement.json": (1, 0),
    "simple-pep-declaration.json": (2, 2),
    "tecido.json": (3, 18),
}
OLDER_BODS = "field /0/publicationDetails/bodsVersion: BODS 0.2 is not read; allowed: 0.4."
NEEDED = "the entities are needed too"
GLEIF_READ = {  # with the file of entities, where one is needed
    ("lei-data.json", None): (13, 0),
    ("lei-data.xml", None): (13, 0),
    ("lei-updates-data.json", None): (5, 0),
    ("lei-updates-data2-new.json", None): (12, 0),
    ("lei-updates-data2-new.xml", None): (12, 0),
    ("lei-updates-data2.json", None): (12, 0),
    ("lei-updates-data2.xml", None): (12, 0),
    ("lei-updates-replaces-data.json", None): (1, 0),
    ("reporting-exceptions-data.json", None): (1, 4),
    ("rr-updates-data2.json", "lei-updates-data2.json"): (12, 32),
    ("rr-updates-data2.xml", "lei-updates-data2.xml"): (12, 32),
}
GLEIF_REFUSED = {
    ("lei-data-out.json", None): OLDER_BODS,
    ("lei-updates-data-out.json", None): OLDER_BODS,
    ("lei-updates-data2-new-out.json", None): OLDER_BODS,
    ("lei-updates-data2-out.json", None): OLDER_BODS,
    ("repex-updates-data2-new-out.json", None): OLDER_BODS,
    ("repex-updates-data2-out.json", None): OLDER_BODS,
    ("rr-data-out.json", None): OLDER_BODS,
    ("rr-updates-data-out.json", None): OLDER_BODS,
    ("rr-updates-data2-new-out.json", None): OLDER_BODS,
    ("rr-updates-data2-out.json", None): OLDER_BODS,
    ("relationship-update-data.json", None): "record 5, /Relationship/EndNode/NodeID: entity '0292002717G4T0CH6E65'",
    ("rr-data.json", None): NEEDED,
    ("rr-data.xml", None): NEEDED,
    (
        "rr-data.xml",
        "lei-data.xml",
    ): "record 1, /Relationship/EndNode/NodeID: entity '5493001Z012YSB2A0K51' is not known",
    ("rr-updates-data.json", None): NEEDED,
    ("rr-updates-data.json", "lei-updates-data.json"): "/Relationship/EndNode/NodeID: entity '5493001Z012YSB2A0K51'",
    ("rr-updates-data2-new.json", None): NEEDED,
    (
        "rr-updates-data2-new.xml",
        "lei-updates-data2-new.xml",
    ): "record 1, /Relationship/EndNode/NodeID: entity '5493001Z012YSB2A0K51'",
    ("repex-data.json", None): NEEDED,
    ("repex-data.xml", "lei-data.xml"): "record 8, /LEI: entity '00X8DSV26QKJPKUT5B34' is not known",
    ("repex-updates-data2-new.json", None): NEEDED,
    ("repex-updates-data2-new.xml", None): NEEDED,
    ("repex-updates-data2.json", None): NEEDED,
    ("repex-updates-data2.xml", "lei-updates-data2.xml"): "/LEI: entity '0292001398F7K0YJI588' is not known",
}


def place(shared_data, folder, name):
    path = shared_data / folder / name
    if not path.exists():
        pytest.skip(f"real file absent: {folder / name}")
    return path


def counts(register):
    return len(register.entities.ids), len(register.stakes.row)


def test_no_sample_is_left_out(shared_data):
    for folder, expected in (
        (BODS, set(BODS_READ)),
        (GLEIF, {name for name, _ in (*GLEIF_READ, *GLEIF_REFUSED)}),
    ):
        if not (shared_data / folder).is_dir():
            pytest.skip(f"real files absent: {folder}")
        assert {path.name for path in (shared_data / folder).iterdir()} == expected


@pytest.mark.parametrize("name", sorted(BODS_READ))
def test_bods_examples_are_read(shared_data, name):
    assert counts(read_register(place(shared_data, BODS, name))) == BODS_READ[name]


@pytest.mark.parametrize(("name", "entities"), sorted(GLEIF_READ, key=str))
def test_gleif_samples_are_read(shared_data, name, entities):
    who = place(shared_data, GLEIF, entities) if entities else None
    assert counts(read_register(place(shared_data, GLEIF, name), who)) == GLEIF_READ[name, entities]


@pytest.mark.parametrize(("name", "entities"), sorted(GLEIF_REFUSED, key=str))
def test_or_are_refused_with_the_field_named(shared_data, name, entities):
    who = place(shared_data, GLEIF, entities) if entities else None
    said = told(place(shared_data, GLEIF, name), who)
    assert GLEIF_REFUSED[name, entities] in said[0]
    assert len({each.partition(": ")[0] for each in said}) == len(said)


@pytest.mark.parametrize("name", ["lei-data", "lei-updates-data2", "lei-updates-data2-new"])
def test_xml_and_json_of_the_same_records_are_the_same(shared_data, name):
    one, other = (read_register(place(shared_data, GLEIF, f"{name}.{kind}")).entities for kind in ("xml", "json"))
    assert (one.ids, one.names, one.country, one.headquarters) == (
        other.ids,
        other.names,
        other.country,
        other.headquarters,
    )
    assert one.kind.tolist() == other.kind.tolist()


def test_relations_in_xml_and_json_are_the_same(shared_data):
    one, other = (
        links(
            read_register(
                place(shared_data, GLEIF, f"rr-updates-data2.{kind}"),
                place(shared_data, GLEIF, f"lei-updates-data2.{kind}"),
            )
        )
        for kind in ("xml", "json")
    )
    assert one == other and len(one) == 32


def test_an_indirect_holding_of_a_state_is_told_by_its_links(shared_data):
    """Gasgrid Finland: 76.5 % through a holding the ministry owns wholly, 23.5 % held by the ministry itself."""
    found = links(read_register(place(shared_data, BODS, "bods-package-fi-soe.json")))
    assert [each for each in found if "equity" in each] == [
        "7ff95ba3682c 0199c515a699 equity 1/1 2020-01-01 –",
        "0199c515a699 19f1c5afe9d7 equity 153/200 2020-01-01 –",
        "7ff95ba3682c 19f1c5afe9d7 equity 47/200 2020-01-01 –",
        "05ce06ec97b1 7ff95ba3682c equity 0/1..1/1",
    ]


def test_a_holding_through_its_statements(shared_data):
    """Tecido: 100 %, then 40 and 60, 30 and 70, then 80 while the other was closed without a day."""
    found = links(read_register(place(shared_data, BODS, "tecido.json")))
    assert [each for each in found if "equity" in each] == [
        "018AF6B3EB 01B68D7633 equity 1/1 2002-03-09 2021-09-24",
        "018AF6B3EB 01B68D7633 equity 2/5 2021-09-24 2022-09-21",
        "018AF6B3EB 01B68D7633 equity 3/10 2022-09-21 2022-09-25",
        "018AF6B3EB 01B68D7633 equity 0/10..3/10 2022-09-25 2023-03-03",
        "033E84672B 01B68D7633 equity 3/5 2021-09-24 2022-09-21",
        "033E84672B 01B68D7633 equity 7/10 2022-09-21 2023-03-01",
        "033E84672B 01B68D7633 equity 4/5 2023-03-01 –",
    ]
