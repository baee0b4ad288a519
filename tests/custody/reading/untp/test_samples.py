"""Every UNTP document of the publishers' samples: read or refused, and what it gives."""

import copy
import json
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from orepath.custody.document import LotFacts
from orepath.custody.reading.gathering import Gathered
from orepath.custody.reading.small_json import load
from orepath.custody.reading.untp.kinds import is_untp
from orepath.custody.reading.untp.reading import gather, read
from orepath.custody.reading.untp.sheet import read as read_sheet
from orepath.errors import InputError
from tests.custody.reading.documents import counts, refused, spoilt, told

# lots, sites, passports, declarations, events, unread
GIVEN = {
    "untp/AggregationEvent-instance.json": (0, 0, 0, 0, 1, 0),
    "untp/AssociationEvent-instance.json": (0, 0, 0, 0, 1, 0),
    "untp/ConformityAttestation-instance.json": (1, 1, 6, 0, 0, 0),
    "untp/FacilityRecord-instance.json": (0, 1, 1, 0, 0, 0),
    "untp/ObjectEvent-instance.json": (0, 0, 0, 0, 1, 0),
    "untp/ProductPassport-instance.json": (1, 1, 1, 0, 0, 4),
    "untp/RegisteredIdentity-instance.json": (0, 0, 1, 0, 0, 0),
    "untp/TransactionEvent-instance.json": (0, 0, 0, 0, 1, 0),
    "untp/TransformationEvent-instance.json": (0, 0, 0, 0, 1, 0),
    "untp/untp-dcc-instance.json": (1, 1, 6, 0, 0, 0),
    "untp/untp-dfr-instance.json": (0, 1, 1, 0, 0, 0),
    "untp/untp-dia-instance.json": (0, 0, 1, 0, 0, 0),
    "untp/untp-dpp-instance.json": (1, 1, 1, 0, 0, 4),
    "untp/untp-dte-instance.json": (0, 0, 0, 0, 2, 0),
    "untp/untp-svc-instance.json": "custody_untp_kind",
    "untp-crm/battery_manufacturer/dia_orgbook_battery.json": (0, 0, 1, 0, 0, 0),
    "untp-crm/battery_manufacturer/dpp_battery.json": (1, 1, 1, 0, 0, 4),
    "untp-crm/copper_mine/dcc_coppermark_mine.json": (0, 1, 32, 0, 0, 0),
    "untp-crm/copper_mine/dcc_mines_act_permit_mine ordered.json": (0, 1, 1, 0, 0, 0),
    "untp-crm/copper_mine/dcc_tsm_mine.json": (0, 1, 3, 0, 0, 1),
    "untp-crm/copper_mine/dfr_copper_mine.json": (0, 1, 1, 0, 0, 0),
    "untp-crm/copper_mine/dia_orgbook_mine.json": (0, 0, 1, 0, 0, 0),
    "untp-crm/copper_mine/dpp_copper_concentrate.json": (1, 1, 1, 0, 0, 0),
    "untp-crm/working_space/coppermark_assessment.json": (0, 1, 32, 0, 0, 0),
    "untp-crm/working_space/dcc_coppermark.json": (0, 1, 32, 0, 0, 0),
}
MINE = "https://id.gs1.org/414/9359502000034"


@pytest.fixture(scope="module")
def trace(shared_data: Path) -> Path:
    place = shared_data / "trace"
    if not place.is_dir():
        pytest.skip("real files absent: ../shared/data/trace")
    return place


def test_every_sample_stands_in_the_table(trace: Path):
    found = {
        path.relative_to(trace).as_posix()
        for folder in ("untp", "untp-crm")
        for path in (trace / folder).rglob("*.json")
    }
    assert found == set(GIVEN)


@pytest.mark.parametrize("name", sorted(GIVEN))
def test_sample(trace: Path, name: str):
    assert is_untp(load(trace / name))
    expected = GIVEN[name]
    if isinstance(expected, str):
        assert [fault.code for fault in refused(read, trace / name)] == [expected]
    else:
        assert counts(read(trace / name)) == expected


def test_documents_of_other_standards_are_not_claimed(trace: Path):
    claimed = []
    for path in sorted(trace.rglob("*.json")):
        if path.relative_to(trace).parts[0] not in ("untp", "untp-crm") and path.stat().st_size < 1_000_000:
            try:
                raw = json.loads(path.read_bytes())
            except ValueError:
                continue
            if is_untp(raw):
                claimed.append(path.name)
    assert claimed == []


def test_a_passport_of_version_0_5(trace: Path):
    (lot,) = read(trace / "untp-crm/copper_mine/dpp_copper_concentrate.json").lots
    assert lot.links[3] == (
        "100% Canadian Copper",
        "https://idr.bcmine.pyx.io/gs1/01/09359502000034/21/20001?linkType=gs1:traceability",
    )
    assert len(lot.links) == 6
    assert replace(lot, links=()) == LotFacts(
        id="https://id.gs1.org/01/09359502000034/21/10001",
        name="Copper Concentrate",
        batch="20241111",
        codes=("cpc:14210",),
        made_in="CA",
        made_on="2024-11-11",
        site=MINE,
        maker="https://id.gs1.org/01/09359502000034/21/34001",
        recycled=Fraction(0),
        where="dpp_copper_concentrate.json, credentialSubject",
    )


def test_the_site_of_the_passport_is_that_of_the_facility_record(trace: Path):
    passport = read(trace / "untp-crm/copper_mine/dpp_copper_concentrate.json")
    (site,) = read(trace / "untp-crm/copper_mine/dfr_copper_mine.json").sites
    assert [each.id for each in passport.sites] == [site.id] == [MINE]
    assert (site.name, site.place) == ("TEST Copper Mine", "CA")


@pytest.mark.parametrize(
    "name",
    [
        "untp/untp-dpp-instance.json",
        "untp/ProductPassport-instance.json",
        "untp-crm/battery_manufacturer/dpp_battery.json",
    ],
)
def test_versions_give_the_same_materials(trace: Path, name: str):
    document = read(trace / name)
    (lot,) = document.lots
    assert (lot.mass_kg, lot.recycled, lot.made_in, lot.codes) == (10, Fraction(3, 10), "AU", ("cpc:46410",))
    for material in lot.materials:
        assert (material.origin, material.mass_kg, material.share, material.recycled) == (
            "AU",
            10,
            Fraction(1, 5),
            Fraction(1, 2),
        )
    assert len(lot.materials) == 2, "rows that contradict the mass of the product are for the books"
    assert set(told(document).values()) == {"custody_field_unit"}
    assert all(".dimensions." in field for field in told(document))


def test_what_goes_into_a_draft(trace: Path):
    (passport,) = read(trace / "untp-crm/copper_mine/dpp_copper_concentrate.json").passports
    said = {each["field"]: each for each in passport["statements"]}
    assert said["carbon_footprint_declared"] == {
        "field": "carbon_footprint_declared",
        "value": Decimal("2.5"),
        "unit": "tCO2e per metric tonne of Copper Concentrate",
        "of": {},
        "where": "dpp_copper_concentrate.json, credentialSubject.emissionsScorecard.carbonFootprint",
    }
    assert said["primary_data_share"]["value"] == Fraction(9, 10)
    grade = passport["claims"][2]["declared"]
    assert grade == (
        {"name": "Copper Concentrate Analysis", "value": Decimal("28.4"), "unit": "Percent by Weight", "score": ""},
    )
    assert passport["claims"][3]["criteria"] == ("Country Of Origin",)
    (battery,) = read(trace / "untp-crm/battery_manufacturer/dpp_battery.json").passports
    (report,) = [each for each in battery["statements"] if each["field"] == "due_diligence_report"]
    assert (report["value"], report["of"]) == (
        "https://files.example-certifier.com/1234567.json",
        {"title": "GBA rule book conformity certificate"},
    )


def test_a_permit_and_the_site_it_is_for(trace: Path):
    (permit,) = read(trace / "untp-crm/copper_mine/dcc_mines_act_permit_mine ordered.json").passports
    assert (permit["about"], permit["subject"], permit["permit"], permit["conformance"]) == (
        "site",
        MINE,
        "M-199",
        True,
    )


def test_what_else_sites_and_parties_are_called(trace: Path):
    (record,) = read(trace / "untp-crm/copper_mine/dfr_copper_mine.json").passports
    permit = "https://id.gs1.org/01/09359502000034/21/33001"
    assert record["also"] == (("Mine Permit Number", permit, "M-199"),)
    (party,) = read(trace / "untp-crm/copper_mine/dia_orgbook_mine.json").passports
    assert (party["subject"], party["number"]) == ("did:web:vckit.bcmine.pyx.io", "00000001")


def test_events_keep_what_is_said(trace: Path):
    first, second = read(trace / "untp/untp-dte-instance.json").events()
    item = "https://id.gs1.org/01/09520123456788/21/12345"
    assert (first.kind, second.kind) == ("transformation", "object")
    assert first.given == second.given, "two contents under one identifier are for the books"
    assert [piece.lot for piece in first.taken] == [item] * 4 == [piece.lot for piece in first.made]
    assert [(piece.amount, piece.unit) for piece in first.taken[2:]] == [(20, "KGM")] * 2
    assert first.site == "https://id.gs1.org/414/9520123456788"
    (sold,) = read(trace / "untp/TransactionEvent-instance.json").events()
    assert (sold.from_[-2:], sold.to[-2:]) == ("27", "28")


def test_the_workbook_of_the_pilot(trace: Path):
    document = read_sheet(trace / "untp-crm/bcmine_dpp.xlsx")
    assert counts(document) == (3, 2, 3, 0, 0, 15)
    assert {lot.id for lot in document.lots} == {"https://id.gs1.org/01/09520123456788/21/12345"}
    assert [lot.name for lot in document.lots] == ["Copper Concentrate", "Copper Cathode", "EV battery 300Ah."]
    assert [lot.site for lot in document.lots][:2] == ["", "https://id.gs1.org/414/9506000140445"]
    codes = list(told(document).values())
    assert (codes.count("custody_untp_placeholder"), codes.count("custody_field_unit")) == (11, 4)


@pytest.mark.parametrize(
    "name",
    [
        "untp/untp-dpp-instance.json",
        "untp/untp-dcc-instance.json",
        "untp/untp-dfr-instance.json",
        "untp/untp-dte-instance.json",
        "untp/untp-dia-instance.json",
        "untp-crm/copper_mine/dpp_copper_concentrate.json",
        "untp-crm/copper_mine/dcc_mines_act_permit_mine ordered.json",
    ],
)
def test_a_wrong_sort_of_value_anywhere_is_told_or_refused(trace: Path, name: str):
    document, done = load(trace / name), 0
    whole = copy.deepcopy(document)
    for what in spoilt(document):
        done += 1
        into = Gathered("made-up.json", "untp")
        gather(into.root(document), into)
        try:
            counts(into.document())
        except InputError as error:
            assert error.message("ja"), what
    assert done > 100
    assert document == whole
