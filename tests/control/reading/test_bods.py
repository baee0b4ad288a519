"""Statements of BODS 0.4: what each says, through their versions, and what is not understood. All made up."""

from fractions import Fraction

import pytest

from orepath.control.reading import read_register
from orepath.control.reading.bods.definitions import definitions, entity_kinds, interest_types
from orepath.control.register import KINDS, METRICS
from tests.control.reading.made_up import codes, csv, dump, links, told

OPEN = ("equity", "votes", "seats", "appoints")


def statement(record, kind, details, day="2020-06-01", status="new", **more):
    return {
        "statementId": more.pop("id", f"made-up-{record}-{day}-{status}"),
        "declarationSubject": record,
        "statementDate": day,
        "recordId": record,
        "recordType": kind,
        "recordStatus": status,
        "recordDetails": {"isComponent": False, **details},
        **more,
    }


def entity(record, type_="registeredEntity", country="DE", **details):
    jurisdiction = {"jurisdiction": {"code": country}} if country else {}
    return statement(
        record, "entity", {"entityType": {"type": type_}, "name": f"Made-up {record}", **jurisdiction, **details}
    )


def person(record, type_="knownPerson", **details):
    return statement(record, "person", {"personType": type_, **details})


def relation(record, party, subject, *interests, day="2020-06-01", status="new", components=None, **details):
    found = {"subject": subject, "interestedParty": party, **details}
    if interests:
        found["interests"] = list(interests)
    if components:
        found["componentRecords"] = components
    return statement(record, "relationship", found, day, status)


def interest(type_="shareholding", level="direct", start="2020-01-01", end=None, **share):
    found = {"type": type_, "directOrIndirect": level}
    if share:
        found["share"] = share
    return {**found, **{key: day for key, day in (("startDate", start), ("endDate", end)) if day}}


PARTIES = [entity("a"), entity("b"), entity("c"), entity("state", "state"), person("ann")]


def read(tmp_path, *statements):
    return read_register(dump(tmp_path / "bods.json", [*PARTIES, *statements]))


def stakes(tmp_path, *statements):
    return links(read(tmp_path, *statements))


def refused(tmp_path, *statements):
    return told(dump(tmp_path / "bods.json", list(statements)))


class TestShares:
    @pytest.mark.parametrize(
        ("share", "expected"),
        [
            ({"exact": 50}, "1/2"),
            ({"exact": 33.333}, "33333/100000"),
            ({"exact": 0}, "0/1"),
            ({"minimum": 25, "maximum": 50}, "1/4..2/4"),
            ({"exclusiveMinimum": 25, "exclusiveMaximum": 50}, "1/4..2/4"),
            ({"minimum": 75}, "3/4..4/4"),
            ({"maximum": 25}, "0/4..1/4"),
            ({}, "0/1..1/1"),
        ],
    )
    def test_what_a_share_says(self, tmp_path, share, expected):
        made = interest(**share)
        made["share"] = share
        assert stakes(tmp_path, relation("r", "b", "a", made)) == [f"b a equity {expected} 2020-01-01 –"]

    def test_digits_are_kept_as_written(self, tmp_path):
        path = dump(tmp_path / "b.json", [*PARTIES, relation("r", "b", "a", interest(exact=1))])
        path.write_text(path.read_text().replace('"exact": 1', '"exact": 0.1234567890123456'))
        assert links(read_register(path)) == [f"b a equity {Fraction('0.001234567890123456')} 2020-01-01 –"]

    @pytest.mark.parametrize("wrong", [101, -1, "50", True, 1e300, 1e-300, None])
    def test_what_is_no_percentage_is_refused_with_its_path(self, tmp_path, wrong):
        made = interest()
        made["share"] = {"exact": wrong}
        if wrong is None:
            assert stakes(tmp_path, relation("r", "b", "a", made)) == ["b a equity 0/1..1/1 2020-01-01 –"]
            return
        said = refused(tmp_path, *PARTIES, relation("r", "b", "a", made))
        assert len(said) == 1 and "field /5/recordDetails/interests/0/share/exact: found" in said[0]

    def test_a_least_above_the_most(self, tmp_path):
        said = refused(tmp_path, *PARTIES, relation("r", "b", "a", interest(minimum=60, maximum=40)))
        assert "/5/recordDetails/interests/0/share: low (60) is above high (40)" in said[0]


class TestTypes:
    @pytest.mark.parametrize(
        ("type_", "expected"),
        [
            ("shareholding", ["b a equity 1/5"]),
            ("votingRights", ["b a votes 1/5"]),
            ("boardMember", ["b a seats 1/5"]),
            ("appointmentOfBoard", ["b a appoints 1/5"]),
            ("rightsToProfitOrIncome", ["b a equity 0/1..1/1"]),
            ("otherInfluenceOrControl", [f"b a {metric} 0/1..1/1" for metric in OPEN]),
        ],
    )
    def test_types_are_shares_of_metrics(self, tmp_path, type_, expected):
        found = stakes(tmp_path, relation("r", "b", "a", interest(type_, exact=20)))
        assert found == [f"{each} 2020-01-01 –" for each in expected]

    @pytest.mark.parametrize("type_", sorted(interest_types()))
    def test_no_interest_without_a_share_is_nothing(self, tmp_path, type_):
        found = stakes(tmp_path, relation("r", "b", "a", interest(type_)))
        assert [each.split()[2] for each in found] == list(interest_types()[type_].metrics)
        assert all("..1/1" in each or " appoints 1/1 " in each for each in found)

    def test_a_right_to_appoint_is_whole_unless_a_share_is_said(self, tmp_path):
        assert stakes(tmp_path, relation("r", "b", "a", interest("appointmentOfBoard"))) == [
            "b a appoints 1/1 2020-01-01 –"
        ]

    def test_no_interest_and_no_type_leave_everything_open(self, tmp_path):
        expected = [f"b a {metric} 0/1..1/1" for metric in OPEN]
        assert stakes(tmp_path, relation("r", "b", "a")) == expected
        assert stakes(tmp_path, relation("r", "b", "a", {"directOrIndirect": "unknown"})) == expected

    def test_an_open_interest_says_nothing_of_a_metric_the_relationship_states(self, tmp_path):
        found = stakes(
            tmp_path,
            relation("r", "b", "a", interest(exact=30), interest("otherInfluenceOrControl"), interest("trustee")),
        )
        assert found == ["b a equity 3/10 2020-01-01 –"] + [f"b a {each} 0/1..1/1 2020-01-01 –" for each in OPEN[1:]]

    def test_two_classes_of_shares_add_up(self, tmp_path):
        made = [relation("r", "b", "a", interest(exact=25)), relation("s", "b", "a", interest(exact=25))]
        assert stakes(tmp_path, *made) == ["b a equity 1/4 2020-01-01 –"] * 2

    def test_definitions_say_how_sure_they_are(self):
        assert all(entry["how_sure"] in ("F", "judgement") for entry in definitions()["interest"].values())
        assert set(entity_kinds().values()) <= set(KINDS)
        assert {metric for type_ in interest_types().values() for metric in type_.metrics} <= set(METRICS)
        assert len(interest_types()) == 23


class TestVersions:
    def test_an_update_that_says_since_when_ends_the_earlier_share_then(self, tmp_path):
        found = stakes(
            tmp_path,
            relation("r", "b", "a", interest(exact=100)),
            relation("r", "b", "a", interest(exact=40, start="2022-02-01"), day="2022-03-01", status="updated"),
        )
        assert found == ["b a equity 1/1 2020-01-01 2022-02-01", "b a equity 2/5 2022-02-01 –"]

    def test_the_order_of_statements_in_the_file_does_not_matter_but_their_dates_do(self, tmp_path):
        made = [
            relation("r", "b", "a", interest(exact=40, start="2022-02-01"), day="2022-03-01", status="updated"),
            relation("r", "b", "a", interest(exact=100)),
        ]
        assert stakes(tmp_path, *made) == stakes(tmp_path, *reversed(made))

    def test_an_update_of_the_same_beginning_corrects(self, tmp_path):
        found = stakes(
            tmp_path,
            relation("r", "b", "a", interest(exact=100)),
            relation("r", "b", "a", interest(exact=10), day="2022-03-01", status="updated"),
        )
        assert found == ["b a equity 1/10 2020-01-01 –"]

    def test_an_update_without_a_day_leaves_the_time_between_open(self, tmp_path):
        found = stakes(
            tmp_path,
            relation("r", "b", "a", interest(exact=100)),
            relation("r", "b", "a", interest(exact=40, start=None), day="2022-03-01", status="updated"),
        )
        assert found == [
            "b a equity 1/1 2020-01-01 2020-06-01",
            "b a equity 0/1..1/1 2020-06-01 2022-03-01",
            "b a equity 0/5..2/5 2020-06-01 2022-03-01",
            "b a equity 2/5 2022-03-01 –",
        ]

    def test_told_again_without_change_it_goes_on(self, tmp_path):
        found = stakes(
            tmp_path,
            relation("r", "b", "a", interest(exact=40)),
            relation("r", "b", "a", interest(exact=40, start=None), day="2022-03-01", status="updated"),
        )
        assert found == ["b a equity 2/5 2020-01-01 2022-03-01", "b a equity 2/5 2022-03-01 –"]

    def test_closed_without_a_day_it_may_have_held_until_then(self, tmp_path):
        found = stakes(
            tmp_path,
            relation("r", "b", "a", interest(exact=40)),
            relation("r", "b", "a", interest(exact=40), day="2022-03-01", status="closed"),
        )
        assert found == ["b a equity 2/5 2020-01-01 2020-06-01", "b a equity 0/5..2/5 2020-06-01 2022-03-01"]

    def test_closed_with_a_day_it_ended_then(self, tmp_path):
        found = stakes(
            tmp_path,
            relation("r", "b", "a", interest(exact=40)),
            relation("r", "b", "a", interest(exact=40, end="2021-12-31"), day="2022-03-01", status="closed"),
        )
        assert found == ["b a equity 2/5 2020-01-01 2021-12-31"]

    def test_closed_in_its_only_statement(self, tmp_path):
        found = stakes(tmp_path, relation("r", "b", "a", interest(exact=40), status="closed"))
        assert found == ["b a equity 0/5..2/5 2020-01-01 2020-06-01"]

    def test_an_interest_the_update_no_longer_has(self, tmp_path):
        found = stakes(
            tmp_path,
            relation("r", "b", "a", interest(exact=40), interest("votingRights", exact=30)),
            relation("r", "b", "a", interest(exact=40), day="2022-03-01", status="updated"),
        )
        assert found == [
            "b a equity 2/5 2020-01-01 –",
            "b a votes 3/10 2020-01-01 2020-06-01",
            "b a votes 0/10..3/10 2020-06-01 2022-03-01",
        ]

    def test_without_a_beginning_it_surely_held_from_the_statement_on(self, tmp_path):
        assert stakes(tmp_path, relation("r", "b", "a", interest(exact=40, start=None))) == [
            "b a equity 0/5..2/5 – 2020-06-01",
            "b a equity 2/5 2020-06-01 –",
        ]

    def test_of_an_entity_the_latest_stands_and_a_closed_one_remains(self, tmp_path):
        later = statement(
            "a", "entity", {"entityType": {"type": "stateBody"}, "name": "New made-up name"}, "2023-01-01", "closed"
        )
        entities = read(tmp_path, later, relation("r", "b", "a", interest(exact=40))).entities
        assert entities.names[0] == "New made-up name" and KINDS[entities.kind[0]] == "government"


class TestChains:
    LINKS = (
        relation("ab", "b", "a", interest(exact=60)),
        relation("bc", "c", "b", interest(exact=50)),
    )

    def whole(self, **more):
        return relation("ac", "c", "a", interest(level="indirect", exact=30), **more)

    def test_an_indirect_interest_is_not_added_to_its_links(self, tmp_path):
        found = stakes(tmp_path, *self.LINKS, self.whole(components=["b", "ab", "bc"]))
        assert found == ["b a equity 3/5 2020-01-01 –", "c b equity 1/2 2020-01-01 –"]

    def test_links_in_another_metric_do_not_tell_it(self, tmp_path):
        other = relation("bc", "c", "b", interest("votingRights", exact=50))
        found = stakes(tmp_path, self.LINKS[0], other, self.whole(components=["b", "ab", "bc"]))
        assert "c a equity 0/10..3/10 2020-01-01 –" in found

    @pytest.mark.parametrize("level", ["indirect", "unknown"])
    def test_what_other_links_may_tell_too_is_anything_up_to_its_share(self, tmp_path, level):
        made = relation("ac", "c", "a", interest(level=level, exact=30))
        assert "c a equity 0/10..3/10 2020-01-01 –" in stakes(tmp_path, *self.LINKS, made)

    @pytest.mark.parametrize("level", ["indirect", "unknown"])
    def test_what_no_other_link_tells_is_its_share(self, tmp_path, level):
        made = relation("ac", "c", "a", interest(level=level, exact=30))
        assert "c a equity 3/10 2020-01-01 –" in stakes(tmp_path, self.LINKS[0], made)

    def test_a_direct_interest_beside_an_indirect_one_is_kept(self, tmp_path):
        both = relation(
            "ac",
            "c",
            "a",
            interest(level="indirect", exact=30),
            interest(exact=10, start="2021-01-01"),
            components=["b", "ab", "bc"],
        )
        assert "c a equity 1/10 2021-01-01 –" in stakes(tmp_path, *self.LINKS, both)
        assert len(stakes(tmp_path, *self.LINKS, both)) == 3

    def test_a_component_that_is_not_in_the_file(self, tmp_path):
        said = refused(tmp_path, *PARTIES, *self.LINKS, self.whole(components=["b", "ab", "bd"]))
        assert "/7/recordDetails/componentRecords/2: record 'bd' is not known. Known: " in said[0]


class TestParties:
    @pytest.mark.parametrize("reason", definitions()["reasons"]["known"])
    def test_an_unspecified_party_is_an_owner_nobody_knows(self, tmp_path, reason):
        found = stakes(tmp_path, relation("r", {"reason": reason}, "a", interest(exact=40)))
        assert found == ["? a equity 2/5 2020-01-01 –"]

    @pytest.mark.parametrize(
        "unnamed",
        [
            person("x", "anonymousPerson"),
            person("x", "unknownPerson"),
            entity("x", "unknownEntity"),
            entity("x", "anonymousEntity"),
        ],
    )
    def test_so_is_one_the_publisher_does_not_name(self, tmp_path, unnamed):
        register = read(tmp_path, unnamed, relation("r", "x", "a", interest(exact=40)))
        assert links(register) == ["? a equity 2/5 2020-01-01 –"]
        assert "x" not in register.entities.ids

    def test_unless_the_file_tells_who_owns_it(self, tmp_path):
        found = stakes(
            tmp_path,
            entity("x", "unknownEntity"),
            relation("r", "x", "a", interest(exact=40)),
            relation("s", "state", "x", interest(exact=100)),
        )
        assert found == ["x a equity 2/5 2020-01-01 –", "state x equity 1/1 2020-01-01 –"]

    def test_an_unspecified_subject_says_nothing_of_an_entity(self, tmp_path):
        assert stakes(tmp_path, relation("r", "b", {"reason": "unknown"}, interest(exact=40))) == []

    def test_states_and_their_bodies_are_governments(self, tmp_path):
        register = read(tmp_path, entity("body", "stateBody"), entity("trust", "arrangement"))
        kinds = {id_: KINDS[kind] for id_, kind in zip(register.entities.ids, register.entities.kind, strict=True)}
        assert kinds == {
            **dict.fromkeys(("a", "b", "c", "trust"), "company"),
            "state": "government",
            "body": "government",
            "ann": "person",
        }

    @pytest.mark.parametrize(
        ("country", "expected"),
        [
            ({"code": "US-DE"}, "US"),
            ({"code": "gb"}, "GB"),
            ({"name": "ドイツ"}, "DE"),
            ({"code": "FR", "name": "?"}, "FR"),
        ],
    )
    def test_countries(self, tmp_path, country, expected):
        register = read_register(dump(tmp_path / "b.json", [entity("x", country="", jurisdiction=country)]))
        assert register.entities.country == (expected,)

    def test_a_registered_address_where_no_jurisdiction_is_said(self, tmp_path):
        addresses = [{"type": "business", "country": {"code": "FR"}}, {"type": "registered", "country": {"code": "IT"}}]
        register = read_register(dump(tmp_path / "b.json", [entity("x", country="", addresses=addresses)]))
        assert register.entities.country == ("IT",)

    def test_a_country_that_is_none_is_refused_with_its_path(self, tmp_path):
        said = refused(tmp_path, entity("x", country="ZZ"), entity("y", country="", jurisdiction={"name": "Atlantis"}))
        assert "field /0/recordDetails/jurisdiction/code: found ZZ" in said[0]
        assert "field /1/recordDetails/jurisdiction/name: found Atlantis" in said[1]

    def test_officials_and_whose_they_are(self, tmp_path):
        def exposed(record, status, *offices, nationality=("FR",)):
            details = [{"jurisdiction": {"code": office}} for office in offices]
            nationalities = [{"code": code} for code in nationality]
            exposure = {"status": status, "details": details}
            return person(record, names=[{"fullName": record}], nationalities=nationalities, politicalExposure=exposure)

        register = read_register(
            dump(
                tmp_path / "b.json",
                [
                    exposed("p1", "isPep", "DE"),
                    exposed("p2", "isPep"),
                    exposed("p3", "isNotPep", "DE"),
                    exposed("p4", "unknown"),
                    exposed("p5", "isPep", "DE", "IT"),
                    exposed("p6", "isPep", nationality=("FR", "IT")),
                ],
            )
        )
        assert register.entities.country == ("DE", "FR", "FR", "FR", "", "")
        assert register.entities.listed == dict.fromkeys((0, 1, 4, 5), ("official",))

    def test_names_of_persons(self, tmp_path):
        names = [{"type": "alternative", "fullName": "Annie"}, {"type": "legal", "fullName": "Ann Made-up"}]
        register = read_register(
            dump(tmp_path / "b.json", [person("x", names=names), person("y", names=names[:1]), person("z")])
        )
        assert register.entities.names == ("Ann Made-up", "Annie", "z")

    def test_an_entities_file_has_the_last_word(self, tmp_path):
        path = dump(tmp_path / "b.json", [*PARTIES, relation("r", "b", "a", interest(exact=40))])
        who = csv(
            tmp_path / "e.csv", ("entity_id", "name", "kind", "country", "listed"), [("b", "B", "company", "FR", "sdn")]
        )
        register = read_register(path, who)
        at = register.entities.ids.index("b")
        assert register.entities.country[at] == "FR" and register.entities.listed == {at: ("sdn",)}
        assert len(register.entities.ids) == len(PARTIES)
        assert links(register) == ["b a equity 2/5 2020-01-01 –"]


class TestRefused:
    @pytest.mark.parametrize(
        ("change", "said"),
        [
            ({"recordType": "company"}, "/0/recordType: recordType 'company' is not known"),
            ({"recordType": None}, "the field /0/recordType is missing"),
            ({"recordStatus": "open"}, "/0/recordStatus: recordStatus 'open' is not known"),
            ({"recordId": 7}, "field /0/recordId: found 7, allowed: text"),
            ({"recordId": ""}, 'field /0/recordId: found "", allowed: text'),
            ({"statementDate": "1 June 2020"}, "field /0/statementDate: found 1 June 2020, allowed: YYYY-MM-DD"),
            ({"statementDate": "2020-06"}, "field /0/statementDate: found 2020-06"),
            ({"statementDate": None}, "the field /0/statementDate is missing"),
            ({"recordDetails": []}, "field /0/recordDetails: found array, allowed: object"),
            ({"recordDetails": {}}, "the field /0/recordDetails/entityType is missing"),
            (
                {"recordDetails": {"entityType": {"type": "firm"}}},
                "/0/recordDetails/entityType/type: type 'firm' is not known",
            ),
            (
                {"publicationDetails": {"bodsVersion": "0.3"}},
                "field /0/publicationDetails/bodsVersion: BODS 0.3 is not read",
            ),
        ],
    )
    def test_a_statement_that_is_not_understood(self, tmp_path, change, said):
        assert any(said in each for each in refused(tmp_path, entity("a") | change))

    @pytest.mark.parametrize(
        ("made", "said"),
        [
            (interest("ownership"), "/5/recordDetails/interests/0/type: type 'ownership' is not known"),
            (interest(level="sideways"), "/5/recordDetails/interests/0/directOrIndirect"),
            (interest(start="2020"), "field /5/recordDetails/interests/0/startDate: found 2020, allowed: YYYY-MM-DD"),
            (interest(start="2021-01-01", end="2020-01-01"), "/5/recordDetails/interests/0/endDate: the period ends"),
            ("shares", "field /5/recordDetails/interests/0: found shares, allowed: object"),
        ],
    )
    def test_an_interest_that_is_not_understood(self, tmp_path, made, said):
        found = refused(tmp_path, *PARTIES, relation("r", "b", "a", made))
        assert len(found) == 1 and said in found[0]

    def test_ends_that_are_not_in_the_file_or_not_said(self, tmp_path):
        found = refused(
            tmp_path,
            *PARTIES,
            relation("r", "bb", "a", interest(exact=1)),
            relation("s", None, "a", interest(exact=1)),
            relation("t", "b", "ann", interest(exact=1)),
            relation("u", {"reason": "lost"}, "a", interest(exact=1)),
        )
        assert len(found) == 4
        assert "/5/recordDetails/interestedParty: record 'bb' is not known" in found[0]
        assert "the field /6/recordDetails/interestedParty is missing" in found[1]
        assert "/7/recordDetails/subject: record 'ann' is not known" in found[2]
        assert "/8/recordDetails/interestedParty/reason: reason 'lost' is not known" in found[3]

    def test_one_statement_twice_and_one_record_of_two_types(self, tmp_path):
        found = refused(tmp_path, entity("a"), entity("a"), person("a") | {"statementId": "other"})
        assert "/1/statementId: the statement 'made-up-a-2020-06-01-new' occurs again (first: statement 1)" in found[0]
        assert "field /2/recordType: found person, allowed: entity" in found[1]

    def test_a_relationship_that_changes_its_ends(self, tmp_path):
        found = refused(
            tmp_path,
            *PARTIES,
            relation("r", "b", "a", interest(exact=1)),
            relation("r", "c", "a", interest(exact=1), day="2021-01-01", status="updated"),
        )
        assert "field /6/recordDetails/interestedParty: found c – a, allowed: b – a" in found[0]

    def test_every_fault_at_once(self, tmp_path):
        found = refused(
            tmp_path,
            entity("a", "firm"),
            entity("b", country="ZZ"),
            relation("r", "x", "y", interest("none", exact=400)),
        )
        assert len(found) == 6

    def test_shares_over_the_whole_name_the_statements(self, tmp_path):
        found = refused(
            tmp_path,
            *PARTIES,
            relation("r", "b", "a", interest(exact=60)),
            relation("s", "c", "a", interest(exact=50)),
        )
        assert "equity of 'a' come to 110 % on 2020-01-01 (statement 6, 7)" in found[0]

    def test_a_closed_cycle(self, tmp_path):
        made = [relation("r", "b", "a", interest(exact=100)), relation("s", "a", "b", interest(exact=100))]
        assert codes(dump(tmp_path / "b.json", [*PARTIES, *made])) == ["control_cycle_closed"]


@pytest.mark.parametrize("form", ["array", "lines", "one"])
def test_statements_in_an_array_one_a_line_or_alone(tmp_path, form):
    import json

    made = PARTIES if form != "one" else PARTIES[:1]
    text = {
        "array": json.dumps(made),
        "lines": "\n".join(map(json.dumps, made)) + "\n",
        "one": json.dumps(made[0], indent=1),
    }
    path = tmp_path / "b.json"
    path.write_text("\ufeff" + text[form], "utf-8")
    register = read_register(path)
    assert register.rows_are == "statement" and len(register.entities.ids) == len(made)
