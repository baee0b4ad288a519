from datetime import date

from orepath.evidence.precedence import prefer, rules
from orepath.evidence.store import Evidence
from tests.made_up import release, year

TIN = {"property": "production", "mineral": "tin", "stage": "mine", "place": "XA", "unit": "t", **year(2028)}


def test_disagreeing_figures_stay_and_the_preferred_one_has_a_reason(tmp_path):
    order = next(rule for rule in rules() if rule.property == "production" and rule.stage == "mine").datasets
    releases = [release(tmp_path, [{**TIN, "value": float(n)}], dataset=name) for n, name in enumerate(order[:2])]
    preferred = prefer(Evidence(releases[::-1]).statements("production"))
    assert preferred.statement.dataset == order[0]
    assert [other.dataset for other in preferred.others] == [order[1]]
    assert preferred.reason.en and preferred.reason.ja


def test_the_newest_edition_of_one_dataset_is_preferred(tmp_path):
    old = release(tmp_path, [{**TIN, "value": 5.0}], edition="1", recorded=date(2029, 1, 1))
    new = release(tmp_path, [{**TIN, "value": 7.0}], edition="2", recorded=date(2030, 1, 1))
    assert prefer(Evidence([old, new]).statements("production")).statement.value == 7.0
