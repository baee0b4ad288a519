"""The reference page names every metric, key and threshold there is; every text is in both languages."""

from pathlib import Path

import pytest

from orepath.criticality import metrics, notes
from orepath.criticality.methods import methods
from orepath.criticality.metric import Metric

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "metrics.md").read_text("utf-8")


@pytest.mark.parametrize("metric", list(methods()))
def test_every_metric_is_documented(metric):
    assert f"| `{metric}` |" in PAGE


@pytest.mark.parametrize("key", sorted(set(Metric.__dataclass_fields__) | {"unit"}))
def test_every_key_of_the_json_is_documented(key):
    assert f"`{key}`" in PAGE


def test_every_threshold_is_documented_with_its_source():
    for method in methods().values():
        for threshold in method.thresholds:
            assert f"{threshold.value:.2f}".rstrip("0") in PAGE or f"{threshold.value:.2f}" in PAGE
            assert threshold.reference and threshold.how_sure and threshold.called.ja


def test_every_note_and_name_is_in_both_languages():
    said = [*notes._notes().values(), *(method.name for method in methods().values())]
    assert all(text.en and text.ja and text.en != text.ja for text in said)


def test_every_public_function_says_what_it_gives():
    assert all(getattr(metrics, name).__doc__ for name in metrics.__all__ if name.islower())
