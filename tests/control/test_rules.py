"""The rules that ship: dated, cited, in both languages, and in words the code knows."""

from datetime import date
from fractions import Fraction
from itertools import pairwise

import pytest

from orepath.control.register import KINDS, METRICS
from orepath.control.rules import lists, rule, rules
from orepath.errors import UnknownName
from orepath.vocabulary.places import is_country

LABELS = {"F", "K-hi", "K", "K-lo", "T", "judgement"}


@pytest.fixture(params=rules())
def one(request):
    return rule(request.param)


def references(one):
    for version in one.versions:
        yield from (version.reference, version.nations_reference, version.counting_reference)
        yield from (each.reference for each in (*version.criteria, *version.limbs))
        yield from ([version.spreads.reference] if version.spreads else [])


def texts(one):
    yield from (one.title, one.about, *one.not_examined)
    for version in one.versions:
        yield from (each.said for each in (*version.criteria, *version.limbs))
        yield from ([version.spreads.said] if version.spreads else [])


def test_there_are_three_and_no_other():
    assert rules() == ("feoc", "pfe", "sanctions-50")
    with pytest.raises(UnknownName, match="feoc"):
        rule("foec")


def test_every_value_has_its_reference_and_how_sure_it_is(one):
    assert all(each.source and each.how_sure in LABELS for each in references(one))


def test_every_text_is_in_both_languages(one):
    for text in texts(one):
        assert text.en and any("぀" <= letter <= "鿿" for letter in text.ja), text
    assert one.not_examined


def test_versions_follow_each_other(one):
    for earlier, later in pairwise(one.versions):
        assert earlier.until == later.from_
    for version in one.versions:
        assert one.on(version.from_) is version
        assert version.until is None or version.from_ < version.until
    first = one.versions[0].from_
    assert one.on(date.fromordinal(first.toordinal() - 1)) is None


def test_words_are_known(one):
    known = set(lists().values())
    for version in one.versions:
        assert all(map(is_country, version.nations))
        for criterion in version.criteria:
            assert set(criterion.kinds) <= set(KINDS) and set(criterion.lists) <= known
            assert criterion.unknown_lists in ("count", "open") and criterion.marked in ("", "official")
            assert version.nations or not criterion.seated
        for limb in version.limbs:
            assert limb.sort in ("held", "seated", "covered") and set(limb.metrics) <= set(METRICS)
            assert (limb.threshold is not None) == bool(limb.metrics) == (limb.sort == "held")
            assert limb.together in ("all", "one") and limb.through in ("chains", "direct")
            assert limb.threshold is None or limb.threshold.comparison in (">", ">=")
            assert (
                ("{metric}" in limb.said.en)
                == ("{metric}" in limb.said.ja)
                == (len(limb.metrics) > 1 or one_sanction(limb))
            )


def one_sanction(limb):
    return limb.id == "owned"


def test_no_more_than_two_stakes_of_one_company_can_count_as_the_whole(one):
    """Bounds rest on it: where stakes count as the whole from less than a half, more than two could be lifted."""
    for version in one.versions:
        assert version.counting.whole_from is None or version.counting.whole_from >= Fraction(1, 2)
