"""Records of GLEIF: what each says, and what is not understood. All made up."""

import pytest

from orepath.control.reading import read_register
from orepath.control.reading.gleif.definitions import categories, definitions, relations
from orepath.control.register import KINDS, METRICS
from tests.control.reading.made_up import codes, csv, dump, links, told

OPEN = ("equity", "votes", "seats", "appoints")


def who(lei, name="", seat="DE", headquarters="", category="GENERAL"):
    entity = {"LegalName": name or f"Made-up {lei}", "LegalJurisdiction": seat, "EntityCategory": category}
    if headquarters:
        entity["HeadquartersAddress"] = {"Country": headquarters}
    return {"LEI": lei, "Entity": {key: value for key, value in entity.items() if value}}


def related(start, end, type_="IS_DIRECTLY_CONSOLIDATED_BY", periods=(), status="ACTIVE", standing="PUBLISHED", **more):
    return {
        "Relationship": {
            "StartNode": {"NodeID": start, "NodeIDType": "LEI"},
            "EndNode": {"NodeID": end, "NodeIDType": "LEI"},
            "RelationshipType": type_,
            "RelationshipPeriods": [
                {"PeriodType": "RELATIONSHIP_PERIOD"} | dict(zip(("StartDate", "EndDate"), days, strict=False))
                for days in periods
            ],
            "RelationshipStatus": status,
        },
        "Registration": {"RegistrationStatus": standing, "LastUpdateDate": more.pop("updated", "2023-05-05T01:02:03Z")},
        **more,
    }


def exception(lei, reason="NON_CONSOLIDATING", **more):
    return {
        "LEI": lei,
        "ExceptionCategory": "DIRECT_ACCOUNTING_CONSOLIDATION_PARENT",
        "ExceptionReason": reason,
        **more,
    }


WHO = [who("A"), who("B"), who("C")]


def read(tmp_path, *records):
    return read_register(dump(tmp_path / "gleif.json", [*WHO, *records]))


def xml(record):
    """A record as GLEIF's XML has it."""

    def element(name, value):
        if isinstance(value, list):
            inner = name.removesuffix("s")
            return f"<g:{name}>" + "".join(element(inner, each) for each in value) + f"</g:{name}>"
        text = "".join(element(*each) for each in value.items()) if isinstance(value, dict) else value
        return f'<g:{name} xml:lang="en">{text}</g:{name}>'

    return "".join(element(*each) for each in record.items())


def xml_file(path, root, name, *records):
    inner = "".join(f"<g:{name}>{xml(record)}</g:{name}>" for record in records)
    header = "<g:Header><g:ContentDate>2023-06-05T09:24:22Z</g:ContentDate></g:Header>"
    path.write_text(
        f'<?xml version="1.0"?><g:{root} xmlns:g="http://made.up/">{header}<g:All>{inner}</g:All></g:{root}>'
    )
    return path


def test_consolidation_is_adjacent_and_no_more(tmp_path):
    found = links(read(tmp_path, related("A", "B", periods=[("2018-06-30T00:00:00+00:00",)])))
    assert found == [f"B A {metric} 0/1..1/1 2018-06-30 –" for metric in OPEN]


@pytest.mark.parametrize(
    ("type_", "expected"),
    [
        ("IS_ULTIMATELY_CONSOLIDATED_BY", [f"B A {metric} 0/1..1/1" for metric in OPEN]),
        ("IS_INTERNATIONAL_BRANCH_OF", [f"B A {metric} 1/1" for metric in OPEN]),
        ("IS_FUND-MANAGED_BY", [f"B A {metric} 0/1..1/1" for metric in OPEN[1:]]),
        ("IS_SUBFUND_OF", [f"B A {metric} 0/1..1/1" for metric in OPEN[1:]]),
        ("IS_FEEDER_TO", [f"A B {metric} 0/1..1/1" for metric in OPEN[:2]]),
    ],
)
def test_what_each_relation_is(tmp_path, type_, expected):
    assert links(read(tmp_path, related("A", "B", type_))) == expected


def test_the_percentage_of_consolidation_is_not_a_share(tmp_path):
    record = related("A", "B")
    record["Relationship"]["RelationshipQuantifiers"] = [
        {"QuantifierAmount": "100.00", "QuantifierUnits": "PERCENTAGE"}
    ]
    assert links(read(tmp_path, record)) == links(read(tmp_path, related("A", "B")))


class TestUltimateParents:
    DIRECT = (related("A", "B", periods=[("2018-01-01",)]), related("B", "C", periods=[("2018-01-01",)]))

    def ultimate(self, begins):
        return related("A", "C", "IS_ULTIMATELY_CONSOLIDATED_BY", periods=[(begins,)])

    def test_one_that_direct_parents_lead_to_is_left_out(self, tmp_path):
        assert len(links(read(tmp_path, *self.DIRECT, self.ultimate("2019-01-01")))) == 8

    def test_one_they_do_not_lead_to_over_all_its_days_is_kept(self, tmp_path):
        found = links(read(tmp_path, *self.DIRECT, self.ultimate("2017-01-01")))
        assert len(found) == 12 and "C A votes 0/1..1/1 2017-01-01 –" in found

    def test_one_without_direct_parents_is_kept(self, tmp_path):
        assert len(links(read(tmp_path, self.DIRECT[0], self.ultimate("2019-01-01")))) == 8

    def test_a_parent_that_is_both_is_told_once(self, tmp_path):
        both = related("A", "B", "IS_ULTIMATELY_CONSOLIDATED_BY", periods=[("2018-01-01",)])
        assert len(links(read(tmp_path, self.DIRECT[0], both))) == 4


class TestPeriods:
    def test_only_the_period_of_the_relation_counts(self, tmp_path):
        record = related("A", "B", periods=[("2018-06-30T08:00:00+01:00", "2020-01-01T00:00:00Z")])
        periods = record["Relationship"]["RelationshipPeriods"]
        periods.insert(0, {"StartDate": "2001-01-01", "EndDate": "2002-01-01", "PeriodType": "ACCOUNTING_PERIOD"})
        assert links(read(tmp_path, record))[0] == "B A equity 0/1..1/1 2018-06-30 2020-01-01"

    def test_one_that_is_over_without_a_day_ended_by_its_last_update(self, tmp_path):
        found = links(read(tmp_path, related("A", "B", "IS_INTERNATIONAL_BRANCH_OF", status="INACTIVE")))
        assert found[0] == "B A equity 0/1..1/1 – 2023-05-05"
        assert found == links(read(tmp_path, related("A", "B", "IS_INTERNATIONAL_BRANCH_OF", standing="RETIRED")))

    def test_one_that_does_not_say_whether_it_is_over_is_not_sure(self, tmp_path):
        found = links(read(tmp_path, related("A", "B", "IS_INTERNATIONAL_BRANCH_OF", status="NULL")))
        assert found[0] == "B A equity 0/1..1/1"

    @pytest.mark.parametrize("standing", ["ANNULLED", "DUPLICATE", "TRANSFERRED"])
    def test_void_records_say_nothing(self, tmp_path, standing):
        assert links(read(tmp_path, related("A", "B", standing=standing))) == []

    def test_deleted_records_say_nothing(self, tmp_path):
        deletion = {"Extension": {"gleif:Deletion": None}}
        assert links(read(tmp_path, related("A", "B", **deletion), exception("A", **deletion))) == []

    def test_the_record_that_was_updated_last_stands_wherever_it_is(self, tmp_path):
        early = related("A", "B", periods=[("2018-01-01",)], updated="2022-01-01T00:00:00Z")
        late = related("A", "B", periods=[("2019-01-01",)], updated="2023-01-01T00:00:00Z")
        found = links(read(tmp_path, early, late))
        assert found == links(read(tmp_path, late, early)) and "2019-01-01" in found[0]


class TestExceptions:
    @pytest.mark.parametrize("reason", definitions()["exception"]["reasons"])
    def test_no_named_parent_is_an_owner_nobody_knows(self, tmp_path, reason):
        register = read(tmp_path, exception("A", reason))
        assert links(register) == [f"? A {metric} 0/1..1/1" for metric in OPEN]
        assert register.rows_are == "record" and set(register.stakes.row) == {4}

    def test_both_categories_say_it_once(self, tmp_path):
        ultimate = exception("A") | {"ExceptionCategory": "ULTIMATE_ACCOUNTING_CONSOLIDATION_PARENT"}
        assert len(links(read(tmp_path, exception("A"), ultimate))) == 4

    def test_several_reasons(self, tmp_path):
        assert len(links(read(tmp_path, exception("A", ["NO_LEI", "NON_PUBLIC"])))) == 4
        assert "reason" in told(dump(tmp_path / "g.json", [*WHO, exception("A", ["NO_LEI", "SECRET"])]))[0].lower()


class TestEntities:
    def test_kinds_seats_and_headquarters(self, tmp_path):
        records = [who(f"E{number}", category=category) for number, category in enumerate(sorted(categories()))]
        records += [
            who("F", seat="KY", headquarters="CN"),
            who("G", seat="US-DE", headquarters="US"),
            who("H", category=""),
        ]
        entities = read_register(dump(tmp_path / "g.json", records)).entities
        kinds = [KINDS[kind] for kind in entities.kind]
        assert kinds[: len(categories())] == [categories()[name] for name in sorted(categories())]
        assert entities.country[-3:] == ("KY", "US", "DE") and kinds[-1] == "company"
        assert entities.headquarters == {len(categories()): "CN"}

    def test_the_legal_address_where_no_jurisdiction_is_said(self, tmp_path):
        record = who("A", seat="")
        record["Entity"]["LegalAddress"] = {"Country": "FR"}
        assert read_register(dump(tmp_path / "g.json", [record])).entities.country == ("FR",)

    def test_one_lei_with_other_contents(self, tmp_path):
        said = told(dump(tmp_path / "g.json", [who("A"), who("A", seat="FR")]))
        assert said[0].startswith("g.json, record 2: 'A' occurs again (first: 1) with another LegalJurisdiction.")
        assert read_register(dump(tmp_path / "g.json", [who("A"), who("A")])).entities.ids == ("A",)


class TestXml:
    def test_level_2_with_level_1(self, tmp_path):
        first = xml_file(tmp_path / "lei.xml", "LEIData", "LEIRecord", *WHO)
        second = xml_file(
            tmp_path / "rr.xml", "RelationshipData", "RelationshipRecord", related("A", "B", periods=[("2018-01-01",)])
        )
        register = read_register(second, first)
        assert links(register) == [f"B A {metric} 0/1..1/1 2018-01-01 –" for metric in OPEN]
        assert register.entities.names == ("Made-up A", "Made-up B", "Made-up C")
        assert register.file == "rr.xml"

    def test_level_2_with_a_table_of_entities(self, tmp_path):
        rows = [("A", "a", "company", "DE"), ("B", "b", "government", "FR")]
        entities = csv(tmp_path / "e.csv", ("entity_id", "name", "kind", "country"), rows)
        path = xml_file(tmp_path / "rr.xml", "RelationshipData", "RelationshipRecord", related("A", "B"))
        assert len(links(read_register(path, entities))) == 4

    def test_exceptions(self, tmp_path):
        first = xml_file(tmp_path / "lei.xml", "LEIData", "LEIRecord", *WHO)
        path = xml_file(tmp_path / "x.xml", "ReportingExceptionData", "Exception", exception("A"), exception("C"))
        assert len(links(read_register(path, first))) == 8

    def test_reads_as_the_json(self, tmp_path):
        records = [*WHO, who("D", seat="KY", headquarters="CN")]
        one = read_register(xml_file(tmp_path / "lei.xml", "LEIData", "LEIRecord", *records)).entities
        other = read_register(dump(tmp_path / "lei.json", records)).entities
        assert (one.ids, one.names, one.country, one.headquarters) == (
            other.ids,
            other.names,
            other.country,
            other.headquarters,
        )

    def test_a_stakes_file_without_its_entities(self, tmp_path):
        path = xml_file(tmp_path / "rr.xml", "RelationshipData", "RelationshipRecord", related("A", "B"))
        assert codes(path) == ["control_entities_needed"]
        assert codes(path, path) == ["control_entities_needed"]

    def test_records_many_times_the_size_of_what_is_read_at_once(self, tmp_path):
        records = [who(f"E{number:06}", name="Made-up " * 10) for number in range(12_000)]
        path = xml_file(tmp_path / "lei.xml", "LEIData", "LEIRecord", *records)
        assert path.stat().st_size > 3 << 20
        assert len(read_register(path).entities.ids) == 12_000


def test_the_golden_copy_in_json(tmp_path):
    """As GLEIF renders its XML: text under ``$``, attributes under ``@…``, records under one key."""
    record = {
        "LEI": {"$": "A"},
        "Entity": {"LegalName": {"@xml:lang": "en", "$": "Made-up A"}, "LegalJurisdiction": {"$": "DE"}},
    }
    entities = read_register(dump(tmp_path / "g.json", {"records": [record]})).entities
    assert (entities.ids, entities.names, entities.country) == (("A",), ("Made-up A",), ("DE",))
    wrapped = {"relations": [{"RelationshipRecord": related("A", "B")}]}
    assert codes(dump(tmp_path / "r.json", wrapped)) == ["control_entities_needed"]


@pytest.mark.parametrize(
    ("record", "said"),
    [
        (related("A", "X"), "record 4, /Relationship/EndNode/NodeID: entity 'X' is not known"),
        (related("X", "A", "IS_FEEDER_TO"), "record 4, /Relationship/StartNode/NodeID: entity 'X' is not known"),
        (exception("X"), "record 4, /LEI: entity 'X' is not known"),
        (
            related("A", "B", "IS_FRIEND_OF"),
            "/Relationship/RelationshipType: RelationshipType 'IS_FRIEND_OF' is not known",
        ),
        (related("A", "B", status="MAYBE"), "/Relationship/RelationshipStatus"),
        (related("A", "B", standing="LOST"), "/Registration/RegistrationStatus"),
        (
            related("A", "B", periods=[("30.06.2018",)]),
            "field /Relationship/RelationshipPeriods/0/StartDate: found 30.06.2018",
        ),
        (related("A", None), "the field /Relationship/EndNode/NodeID is missing"),
        (related("A", "B") | {"Registration": None}, "the field /Registration is missing"),
        (exception("A", "BECAUSE"), "/ExceptionReason: ExceptionReason 'BECAUSE' is not known"),
        (exception("A", None), "the field /ExceptionReason is missing"),
        (exception("A") | {"ExceptionCategory": "X"}, "/ExceptionCategory"),
        (who("D", category="FRIEND"), "/Entity/EntityCategory: EntityCategory 'FRIEND' is not known"),
        (who("D", seat="ZZ"), "field /Entity/LegalJurisdiction: found ZZ"),
        (who("D", headquarters="Nowhere"), "field /Entity/HeadquartersAddress/Country: found Nowhere"),
        ({"LEI": "D"}, "the field /Entity is missing"),
        ({"LEI": 5, "Entity": {"LegalName": "x"}}, "field /LEI: found 5, allowed: text"),
        ("record", "found record, allowed: object"),
    ],
)
def test_a_record_that_is_not_understood_is_refused_with_its_field(tmp_path, record, said):
    found = told(dump(tmp_path / "gleif.json", [*WHO, record]))
    assert len(found) == 1 and said in found[0] and found[0].startswith("gleif.json, record 4")


def test_definitions_say_how_sure_they_are():
    assert all(entry["how_sure"] in ("K-hi", "judgement") for entry in definitions()["relation"].values())
    assert {metric for relation in relations().values() for metric in relation.metrics} <= set(METRICS)
    assert set(categories().values()) <= set(KINDS)
