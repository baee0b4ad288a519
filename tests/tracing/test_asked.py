"""A trace and a network as they are asked for by name, on the packaged release."""

import pytest

import orepath
from orepath.errors import InputError, UnknownName
from orepath.network.asked import assembled_or_published
from orepath.tracing.asked import traced_in
from orepath.tracing.words import said
from tests.tracing.made_up import small


def test_a_network_is_asked_for_by_name_and_year():
    found = orepath.network("コバルト", 2020, published=True)
    assert (found.mineral, found.year, found.kind, found.draws) == ("cobalt", 2020, "published", None)
    assert orepath.network("cobalt", draws=2, seed=1).draws.count == 2


def test_frames_are_the_tables():
    pytest.importorskip("pandas")
    pytest.importorskip("polars")
    found = orepath.network("cobalt", 2020, published=True)
    for nodes, flows in (found.pandas(), found.polars()):
        assert (len(nodes), len(flows)) == (found.nodes.num_rows, found.flows.num_rows)


def test_a_mineral_without_a_network_and_a_year_without_data_say_what_there_is():
    with pytest.raises(UnknownName, match="Did you mean cobalt"):
        orepath.network("coblat")
    with pytest.raises(InputError, match=r"year asked for: 1899.*\(--published\): 2020"):
        orepath.network("cobalt", 1899)
    with pytest.raises(InputError, match="no network of gallium"):
        orepath.network("gallium")


def test_a_network_of_ones_own_is_traced():
    assert orepath.trace("", "DD", network=small()).unknown_share == pytest.approx(0.8 / 6)


def test_an_assembled_trace_says_what_limits_it():
    evidence = orepath.open_evidence()
    assembled = assembled_or_published(evidence, "nickel")
    found = traced_in(assembled, "JP")
    assert assembled.closed("JP") is False
    assert found.unknown_share is None
    assert {good.code for good in found.limits.not_seen} == {good.code for good in assembled.not_seen}
    assert any("total of nickel" in missing.en for missing in found.limits.missing)
    assert found.limits.basis == assembled.basis
    assert found.slack_t == pytest.approx(sum(slack.mass_t for slack in found.limits.slack))


def test_what_is_strained_is_named_in_both_languages():
    evidence = orepath.open_evidence()
    for mineral in ("cobalt", "graphite"):
        assembled = assembled_or_published(evidence, mineral)
        named = traced_in(assembled, "US").limits.strained
        assert len(named) == len(assembled.strained)
        assert all(strained.name.en and "{" not in strained.name.en + strained.name.ja for strained in named)


def test_a_computed_range_is_not_called_published():
    told = {lang: said("computed_row", name="", found="1", low="2", high="3").in_(lang) for lang in ("en", "ja")}
    assert "computed" in told["en"] and "算出" in told["ja"]
    named = traced_in(assembled_or_published(orepath.open_evidence(), "cobalt"), "US").limits.strained
    assert {each.computed for each in named} == {True, False}
    assert all(each.computed == each.name.en.startswith("exports") for each in named)
