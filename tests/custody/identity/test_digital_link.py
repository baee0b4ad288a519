"""GS1 identifiers in one form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orepath.custody.identity.digital_link import LONGEST, canonical, check_digit

ID = "https://id.gs1.org"

# The made-up numbers are those that GS1 keeps for examples (company prefixes 0614141, 4012345, 9521234).
URNS = {
    "urn:epc:id:sgtin:0614141.107346.2017": "/01/10614141073464/21/2017",
    "urn:epc:id:sgtin:0614141.107346.a.b": "/01/10614141073464/21/a.b",
    "urn:epc:class:lgtin:4012345.012345.998877": "/01/04012345123456/10/998877",
    "urn:epc:id:upui:0614141.107346.51qIg": "/01/10614141073464/235/51qIg",
    "urn:epc:id:itip:4012345.012345.01.02.987": "/8006/040123451234560102/21/987",
    "urn:epc:id:sscc:0614141.1234567890": "/00/106141412345678908",
    "urn:epc:id:sgln:0614141.07346.1234": "/414/0614141073467/254/1234",
    "urn:epc:id:sgln:0614141.00888.0": "/414/0614141008889",
    "urn:epc:id:sgln:123456789012..0": "/414/1234567890128",
    "urn:epc:id:pgln:4012345.00225": "/417/4012345002256",
    "urn:epc:id:grai:4012345.55555.987": "/8003/04012345555554987",
    "urn:epc:id:giai:4000001.12345": "/8004/400000112345",
    "urn:epc:id:gsrn:0614141.0000010253": "/8018/061414100000102534",
    "urn:epc:id:gsrnp:0614141.0000010253": "/8017/061414100000102534",
    "urn:epc:id:gdti:0614141.00001.1618034": "/253/06141410000121618034",
    "urn:epc:id:cpi:0614141.123456.987": "/8010/0614141123456/8011/987",
    "urn:epc:id:sgcn:4012345.67890.04711": "/255/401234567890104711",
    "urn:epc:id:ginc:0614141.xyz47%2F11": "/401/0614141xyz47%2F11",
    "urn:epc:id:gsin:0614141.123456789": "/402/06141411234567890",
    "urn:epc:idpat:sgtin:4012345.066666.*": "/01/04012345666663",
    "urn:epc:idpat:grai:4012345.55555.*": "/8003/04012345555554",
    "urn:epc:idpat:gdti:0614141.00001.*": "/253/0614141000012",
    "urn:epc:idpat:cpi:0614141.123456.*": "/8010/0614141123456",
    "urn:epc:idpat:itip:4012345.012345.01.02.*": "/8006/040123451234560102",
    "urn:epc:idpat:upui:0614141.107346.*": "/01/10614141073464",
}
LINKS = {
    "https://idr.bcmine.pyx.io/gs1/01/09359502000034/21/10001?linkType=gs1:pip": "/01/09359502000034/21/10001",
    "https://id.gs1.org/01/09520123856788/21/12345": "/01/09520123856788/21/12345",
    "http://example.org/gtin/9520123856788/lot/A%2fb/ser/7": "/01/09520123856788/21/7",
    "https://example.org/01/95201238/10/A/": "/01/00000095201238/10/A",
    "https://example.org/01/09520123856788/22/2A/10/A#part": "/01/09520123856788/10/A",
    "https://example.org/01/09520123856788/22/2A": "/01/09520123856788",
    "https://example.org/414/4012345000016/254/0": "/414/4012345000016",
    "https://example.org/414/4012345000016/254/dock": "/414/4012345000016/254/dock",
    "https://example.org/8010/4012345ABC/8011/123": "/8010/4012345ABC/8011/123",
    "https://example.org/sscc/340123450000000000": "/00/340123450000000000",
}
OTHERS = [
    "urn:uuid:374d95fc-9457-4a51-bd6a-0bba133845a8",
    "urn:epc:id:sgtin:0614141.107346",
    "urn:epc:id:sgtin:0614141.1073467.1",
    "urn:epc:id:sgtin:0614141.10734x.1",
    "urn:epc:id:made-up:0614141.107346.1",
    "urn:epc:idpat:sgtin:*.*.*",
    "urn:epc:id:",
    "https://example.org/po/12345678",
    "https://example.org/01/123",
    "https://example.org/news/2024/01/20240115",
    "https://example.org/api/401/123456/details",
    "https://example.org/01/09520123856788/made/up",
    "https://example.org/01",
    "Lot 7 (made up)",
    "",
]


@pytest.mark.parametrize(("said", "path"), [*URNS.items(), *LINKS.items()])
def test_identifiers_become_canonical_links(said, path):
    assert canonical(said) == ID + path
    assert canonical(f"\n {said} ") == ID + path


@pytest.mark.parametrize("said", OTHERS)
def test_other_identifiers_stay_as_they_are(said):
    assert canonical(said) == said


def test_a_serial_is_the_same_in_a_urn_and_in_a_link():
    assert canonical("urn:epc:id:sgtin:0614141.107346.a:b%2f") == canonical(f"{ID}/01/10614141073464/21/a%3ab%2F")


@given(st.sampled_from([*URNS, *LINKS, *OTHERS]), st.text(max_size=12))
def test_canonical_form_is_its_own_canonical_form(start, rest):
    once = canonical(start + rest)
    assert canonical(once) == once


def test_a_check_digit_makes_the_weighed_sum_a_multiple_of_ten():
    """The example of the General Specifications: 629104150021 has check digit 3."""
    assert check_digit("629104150021") == "3"
    assert check_digit("0614141073 46".replace(" ", "")) == "7"


def test_what_is_too_long_for_an_identifier_is_not_looked_at():
    assert canonical("urn:epc:id:giai:4000001." + "1" * LONGEST).startswith("urn:")
    assert canonical("https://example.org/01/\ud800") == "https://example.org/01/\ud800"
