"""A new edition beside the last one: what is pointed to before it is imported."""

from datetime import date

import pytest

from orepath.errors import InputError, SourceError
from orepath.evidence.home import imported
from orepath.sources.checking import check
from orepath.sources.importing import import_dataset
from orepath.sources.listing import listed

FILE = "ev/pmbusch_EV_Sales.csv"
TODAY = date(2026, 1, 1)


@pytest.fixture
def last(home, shared_data):
    """The real file, imported."""
    import_dataset("ev-sales", shared_data / FILE, TODAY)
    return imported()


@pytest.fixture
def edition(shared_data, tmp_path):
    """The real file with changed text."""

    def changed(*changes):
        text = (shared_data / FILE).read_text("utf-8")
        for was, now in changes:
            assert was in text
            text = text.replace(was, now)
        path = tmp_path / "pmbusch_EV_Sales.csv"
        path.write_text(text, "utf-8")
        return path

    return changed


def test_the_same_file_says_the_same(last, shared_data):
    found = check("ev-sales", shared_data / FILE, last)
    assert found.compared.alike
    assert found.compared.columns_known
    assert (found.edition, found.points) == ("2025", ())


def test_a_restated_figure_is_pointed_to(last, edition):
    found = check("ev-sales", edition(('"Japan",2023,92105', '"Japan",2023,99999')), last)
    assert [(point.kind, point.before, point.after) for point in found.points] == [("restated", 2304, 1)]
    (restated,) = found.compared.restated
    assert (restated.place, restated.before, restated.after) == ("JP", 92105.0, 99999.0)


def test_a_smaller_change_is_counted_and_not_pointed_to(last, edition):
    found = check("ev-sales", edition(('"Japan",2023,92105', '"Japan",2023,92106')), last)
    assert found.points == ()
    assert sum(count.moved for count in found.compared.counts) == 1


def test_nothing_is_kept(last, edition):
    before = [release.id for release in last]
    check("ev-sales", edition(('"Japan",2023,92105', '"Japan",2023,1')), last)
    assert [release.id for release in imported()] == before


def test_nothing_to_compare_with(home, shared_data):
    assert check("ev-sales", shared_data / FILE, []).compared is None


def test_a_file_that_would_be_refused_is_refused(last, edition, tmp_path):
    with pytest.raises(SourceError):
        check("ev-sales", edition(('"Sales"', '"Sold"')), last)
    with pytest.raises(InputError):
        check("ev-sales", tmp_path / "absent.csv", last)


def test_datasets_are_listed_with_what_is_held_of_them(last):
    found = {each.source.id: each for each in listed(last)}
    (edition,) = found["ev-sales"].editions
    assert (edition.edition, edition.rows, edition.age(date(2026, 1, 31))) == ("2025", {"statements": 2304}, 31)
    assert found["ev-sales"].rows == 2304
    assert found["wgi"].editions == ()
