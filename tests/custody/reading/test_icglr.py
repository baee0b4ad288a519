"""Records of the ICGLR: the publishers' examples, their schemas, and records that are made up."""

import copy
import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from orepath.custody.event import Piece
from orepath.custody.reading.gathering import Gathered
from orepath.custody.reading.icglr.kinds import is_icglr
from orepath.custody.reading.icglr.reading import gather, read
from orepath.custody.reading.small_json import load
from orepath.errors import InputError
from tests.custody.reading.documents import counts, refused, spoilt, told, written

# lots, sites, passports, declarations, events, unread
GIVEN = {
    "export-certificate-example.json": (1, 0, 0, 1, 0, 0),
    "lot-example.json": (1, 1, 1, 0, 2, 0),
    "lot-transformation-example.json": (1, 0, 1, 0, 2, 0),
    "mine-site-example.json": (0, 1, 1, 0, 0, 0),
    "mine-site-with-multiple-inspections-example.json": (0, 1, 1, 0, 0, 0),
}
LOT = "icglr:LOT-RW-2024-001"
MINE = "icglr:RW-1.9641+30.0619-00001"


@pytest.fixture(scope="module")
def records(shared_data: Path) -> Path:
    place = shared_data / "trace" / "icglr"
    if not place.is_dir():
        pytest.skip("real files absent: ../shared/data/trace/icglr")
    return place


def made_up(**fields: object) -> dict[str, object]:
    """A lot mined at a made-up site; None leaves a field out."""
    lot: dict[str, object] = {
        "lotNumber": "BORIA-1",
        "dateRegistration": "2024-03-20",
        "timeRegistration": "103000",
        "creator": {"identifier": "BORIA-CO", "name": "Boria Mining"},
        "mineral": "2609.00.00",
        "mass": 2,
        "unitOfMeasurement": "TNE",
        "mineSiteId": "RW-1.0000+30.0000-00009",
        "originatingOperation": [1],
    } | fields
    return {name: value for name, value in lot.items() if value is not None}


def test_every_example_and_schema_is_read_or_refused(records: Path):
    found = {path.name: counts(read(path)) for path in records.glob("examples/json/*.json")}
    assert found == GIVEN
    schemas = list(records.glob("schemas/**/*.json"))
    assert len(schemas) == 10
    for path in schemas:
        (fault,) = refused(read, path)
        assert (fault.code, fault.where) == ("custody_schema", f"{path.name}, $schema")
        assert is_icglr(load(path))


def test_documents_of_other_standards_are_not_claimed(records: Path):
    claimed = []
    for path in records.parent.rglob("*.json"):
        if "icglr" not in path.parts and path.stat().st_size < 1_000_000:
            try:
                raw = json.loads(path.read_bytes())
            except ValueError:
                continue
            if is_icglr(raw):
                claimed.append(path.name)
    assert claimed == []


def test_a_lot_from_the_mine(records: Path):
    document = read(records / "examples/json/lot-example.json")
    (lot,) = document.lots
    assert (lot.id, lot.origin, lot.site, lot.mass_kg) == (LOT, "RW", MINE, 1000)
    assert (lot.codes, lot.maker, lot.made_on) == (("hs:710812",), "icglr:COMP-RW-001", "2024-03-20")
    mined, shipped = document.events()
    assert (mined.kind, mined.action, mined.step, mined.site) == ("object", "add", "commissioning", MINE)
    assert mined.at == 1_710_930_600_000_000, "20 March 2024, 10:30 UTC"
    assert mined.named == shipped.named == (Piece(LOT, Decimal("1000.0"), "KGM"),)
    assert (shipped.action, shipped.step) == ("observe", "shipping")
    assert (shipped.from_, shipped.to) == ("icglr:COMP-RW-001", "icglr:COMP-RW-002")
    assert mined.at < shipped.at


def test_a_lot_made_of_others_takes_them_whole(records: Path):
    document = read(records / "examples/json/lot-transformation-example.json")
    (lot,) = document.lots
    assert (lot.origin, lot.site, lot.codes) == ("", "", ("hs:260900",))
    made, _ = document.events()
    assert made.kind == "transformation"
    assert made.taken == (Piece(LOT, None, ""), Piece("icglr:LOT-RW-2024-002", None, ""))
    assert made.made == (Piece("icglr:LOT-RW-PROC-2024-001", Decimal("950.0"), "KGM"),)


def test_a_certificate_says_what_it_says_even_where_the_lot_says_otherwise(records: Path):
    document = read(records / "examples/json/export-certificate-example.json")
    (lot,) = document.lots
    (mined,) = read(records / "examples/json/lot-example.json").lots
    assert (lot.id, lot.origin, lot.mass_kg, lot.value_usd) == (LOT, "RW", 1000, Fraction(85000))
    assert lot.id == mined.id
    assert lot.codes == ("hs:260900",) != mined.codes
    assert lot.links == (("RW-EXP-2024-001", "https://certificates.icglr.org/RW/RW-EXP-2024-001.pdf"),)
    (certificate,) = document.declarations
    assert (certificate["exporter"], certificate["importer"]) == ("icglr:COMP-RW-001", "icglr:COMP-BE-001")
    assert (certificate["issued"], certificate["until"]) == ("2024-04-12", "2024-07-11")


def test_a_mine_site(records: Path):
    document = read(records / "examples/json/mine-site-with-multiple-inspections-example.json")
    (site,) = document.sites
    assert (site.place, site.operator) == ("CD", "icglr:COMP-CD-001")
    said = {each["field"]: each["value"] for each in document.passports[0]["statements"]}
    assert (said["certification_status"], said["activity_status"]) == ("yellow", "active")
    assert len(document.passports[0]["inspections"]) == 2


def test_a_lot_that_only_changed_hands_is_not_made_anew(tmp_path: Path):
    lot = made_up(originatingOperation=[2], mineSiteId=None, inputLot=[{"lotNumber": "BORIA-1"}])
    document = read(written(tmp_path, lot))
    (event,) = document.events()
    assert (event.kind, event.action, event.step, event.to) == ("object", "observe", "receiving", "icglr:BORIA-CO")
    assert (document.lots[0].origin, told(document)) == ("", {})


@pytest.mark.parametrize(
    ("fields", "where", "code"),
    [
        ({"mass": -1}, "mass", "custody_field_least"),
        ({"mass": "2"}, "mass", "custody_field_kind"),
        ({"unitOfMeasurement": "LTR"}, "unitOfMeasurement", "custody_field_unit"),
        ({"concentration": 101}, "concentration", "custody_field_most"),
        ({"mineral": "ore"}, "mineral", "custody_icglr_mineral"),
        ({"mineSiteId": "site 9"}, "mineSiteId", "custody_icglr_mine"),
        ({"mineSiteId": None}, "mineSiteId", "custody_icglr_no_mine"),
        ({"originatingOperation": [4], "mineSiteId": None}, "inputLot", "custody_icglr_no_input"),
        ({"originatingOperation": "1"}, "originatingOperation", "custody_field_kind"),
        ({"dateRegistration": "20.3.2024"}, "dateRegistration", "custody_field_kind"),
        ({"dateRegistration": None}, "", "custody_icglr_no_day"),
        ({"timeRegistration": "256000"}, "timeRegistration", "custody_field_kind"),
        ({"inputLot": [{}]}, "inputLot[0]", "custody_untp_unnamed"),
        ({"inputLot": "BORIA-0"}, "inputLot", "custody_field_kind"),
    ],
)
def test_what_cannot_be_of_a_lot(tmp_path: Path, fields: dict[str, object], where: str, code: str):
    document = read(written(tmp_path, made_up(**fields)))
    assert told(document)[where] == code
    assert document.lots[0].id == "icglr:BORIA-1"
    counts(document)


def test_a_mass_that_is_not_known_is_not_nought(tmp_path: Path):
    document = read(written(tmp_path, made_up(mass=None)))
    (event,) = document.events()
    assert document.lots[0].mass_kg is None
    assert event.named == (Piece("icglr:BORIA-1", None, ""),)


def test_the_zone_that_a_time_states(tmp_path: Path):
    (event,) = read(written(tmp_path, made_up(timeRegistration="103000+0200"))).events()
    assert event.at == 1_710_923_400_000_000


@pytest.mark.parametrize(
    ("said", "origin", "materials"),
    [
        ("RW", "RW", []),
        ("CD;RW;0", "", ["CD", "RW", ""]),
        ("0", "", []),
        ("CD;XX", "CD", []),
    ],
)
def test_origins_of_a_certificate(tmp_path: Path, said: str, origin: str, materials: list[str]):
    certificate = {"lotNumber": "B", "issuingCountry": "RW", "mineralOrigin": said, "typeOfOre": "260900"}
    document = read(written(tmp_path, certificate))
    (lot,) = document.lots
    assert (lot.origin, [each.origin for each in lot.materials]) == (origin, materials)
    assert all(each.share is None for each in lot.materials)
    assert told(document) == ({"mineralOrigin": "custody_field_place"} if "XX" in said else {})


@pytest.mark.parametrize(
    ("said", "value"),
    [("USD 85000.50", Fraction(170001, 2)), (7, 7), ("7", 7), ("EUR 7", None), ("much", None), (-7, None)],
)
def test_customs_values(tmp_path: Path, said: object, value: object):
    certificate = {"lotNumber": "B", "issuingCountry": "RW", "mineralOrigin": "RW", "customsValue": said}
    document = read(written(tmp_path, certificate))
    assert document.lots[0].value_usd == value
    assert ("customsValue" in told(document)) is (value is None)


def test_several_records_in_one_file_and_every_fault_of_them(tmp_path: Path):
    assert counts(read(written(tmp_path, [made_up(), made_up(lotNumber="BORIA-2")])))[0] == 2
    faults = refused(read, written(tmp_path, [made_up(lotNumber=""), {"a": 1}, made_up(), 5]))
    assert [(fault.where, fault.code) for fault in faults] == [
        ("made-up.json, [0].lotNumber", "custody_field_missing"),
        ("made-up.json, [1]", "custody_icglr_kind"),
        ("made-up.json, [3]", "custody_icglr_kind"),
    ]


@pytest.mark.parametrize("name", sorted(GIVEN))
def test_a_wrong_sort_of_value_anywhere_is_told_or_refused(records: Path, name: str):
    document, done = load(records / "examples/json" / name), 0
    whole = copy.deepcopy(document)
    for what in spoilt(document):
        done += 1
        into = Gathered("made-up.json", "icglr")
        gather(into.root(document), into)
        try:
            counts(into.document())
        except InputError as error:
            assert error.message("ja"), what
    assert done > 100
    assert document == whole
