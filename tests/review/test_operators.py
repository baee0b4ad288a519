"""Who operates the mines and plants, in the dossier of a made-up world: Aland and Boria mine, Dunia and Cestia buy.

Aland's mine makes 9,000 t, of which a company of Boria's government makes 6,000; Boria's plants deliver what Cestia's
and Dunia's buyers get. Dunia and Cestia are the Parties; their networks stand in ``test_traced.py``.
"""

import numpy as np
import pytest

from orepath.agreements.agreement import parse
from orepath.evidence.store import Evidence
from orepath.network.network import UNKNOWN
from orepath.review.chapters.networks import supplied
from orepath.review.chapters.operations import operations
from orepath.review.chapters.operators import operators, operators_summary
from orepath.review.chapters.scene import Scene
from orepath.review.chapters.unknowns import unknowns
from orepath.review.compose import compose
from orepath.review.document import Note, Table
from orepath.review.json import as_entry
from orepath.tracing.arrivals import arrivals, states
from tests.made_up import release
from tests.made_up_registers import statements
from tests.review.test_chapters import AGREEMENT, AS_OF
from tests.review.test_traced import ALAND, BORIA, CESTIA, DUNIA, MINERAL, world

FACILITIES = [
    {"facility_id": "F1", "place": ALAND, "stage": "mine", "entity_id": "state-mining", "output_t": 6000},
    {"facility_id": "F2", "place": ALAND, "stage": "mine", "entity_id": "hill-mining", "output_t": 1000},
    {"facility_id": "F3", "place": BORIA, "stage": "refine", "entity_id": "who-knows", "output_t": 3500},
    {"facility_id": "F4", "place": CESTIA, "stage": "refine", "output_t": 1000},
    {"facility_id": "F5", "place": CESTIA, "stage": "cathode", "entity_id": "hill-mining", "output_t": 10},
    {"facility_id": "F6", "place": ALAND, "stage": "mine", "entity_id": "hill-mining"},
    {
        "facility_id": "old",
        "place": ALAND,
        "stage": "mine",
        "entity_id": "hill-mining",
        "output_t": 900,
        "until": "2030-01-01",
    },
]
ENTITIES = [
    {"entity_id": "ministry", "kind": "government", "country": BORIA},
    {"entity_id": "party-ministry", "kind": "government", "country": DUNIA},
    {"entity_id": "founder", "kind": "person"},
    {"entity_id": "hill-mining", "name": "Made-up Hill Mining", "kind": "company"},
    *({"entity_id": name, "kind": "company"} for name in ("holding", "state-mining", "who-knows")),
]
STAKES = [
    {"owner": "ministry", "owned": "holding", "metric": "equity", "share": "100 %"},
    {"owner": "holding", "owned": "state-mining", "metric": "equity", "share": "51 %"},
    {"owner": "founder", "owned": "hill-mining", "metric": "equity", "share": "60 %"},
    {"owner": "party-ministry", "owned": "hill-mining", "metric": "equity", "share": "40 %"},
    {"owner": "unknown", "owned": "who-knows", "metric": "votes", "share": "51 %"},
]


def case(state, entity="hill-mining"):
    return {"place": ALAND, "holder": DUNIA, "entity": entity, "state": state, "opened": "2030-01-01"}


def scene_of(folder, facilities=FACILITIES, entities=ENTITIES, stakes=STAKES, cases=()):
    rows = [
        *statements("facility", [{"mineral": MINERAL, "from_": "2029-01-01", **each} for each in facilities]),
        *statements("entity", entities),
        *statements("ownership_stake", stakes),
        *statements("labour_case", cases),
    ]
    kept = release(folder / "registers", rows, dataset="made-up-registers")
    agreement = parse(AGREEMENT.format(mineral=MINERAL).replace("XA", DUNIA).replace("XB", CESTIA), "made-up.toml")
    return Scene(Evidence([*world(folder / "world").releases, kept]), agreement, (), AS_OF)


@pytest.fixture
def scene(tmp_path):
    return scene_of(tmp_path, cases=[case("remediation_agreed")])


def figures(scene):
    _, quantities = operators(scene, MINERAL)
    return {(q.metric, q.stage, q.place): q.figure for q in quantities}


def bounds(figure):
    return (figure.low, figure.high) if figure.value is None else (figure.value, figure.value)


def by_hand(scene, party, flagged):
    """The least share over both couplings and all draws by a dense inverse: what of the arrivals passed, at some nodes,
    a part of them (0 to 1) given by state."""
    from orepath.network.coupling import net

    found = []
    for network in (supplied(scene, MINERAL).network, net(supplied(scene, MINERAL).network)):
        flow, own = states(network)
        arrived = arrivals(network, party)
        for state in range(flow.shape[1]):
            count = len(network.index)
            mixes = np.zeros((count, count))
            np.add.at(mixes, (network.target, network.source), flow[:, state])
            through = own[:, state] + mixes.sum(axis=1)
            mixes /= np.where(through > 0, through, 1.0)[:, None]
            part = flagged(network, flow[:, state], own[:, state])
            touched = np.linalg.solve(np.eye(count) - (1 - part)[:, None] * mixes, part)
            came = arrived.from_elsewhere[:, state] @ touched + part[arrived.nodes] @ arrived.own[:, state]
            found.append(came / arrived.total[state])
    return min(found), max(found)


def test_the_range_is_that_of_a_dense_inverse(scene):
    """State mining is the ministry's; of what F3 makes it is open; of what no facility is recorded for, too."""

    def known(network, flow, own):
        part, out = np.zeros(len(own)), np.bincount(network.source, flow, len(own))
        mine = network.index[f"mine:{ALAND}"]
        part[mine] = 6000 / max(out[mine], 7000)
        return part

    def possible(network, flow, own):
        stages, labels = network.column("stage"), network.column("label")
        part, out = np.zeros(len(own)), np.bincount(network.source, flow, len(own))
        for number, (stage, label) in enumerate(zip(stages, labels, strict=True)):
            part[number] = float(stage == "mine" or (not stage and label == UNKNOWN))
        mine = network.index[f"mine:{ALAND}"]
        part[mine] = 1 - 1000 / max(out[mine], 7000)
        return part

    for party in supplied(scene, MINERAL).by_party:
        low, high = bounds(figures(scene)["operators_controlled_share", "mine", party])
        assert low == pytest.approx(by_hand(scene, party, known)[0], abs=1e-8)
        assert high == pytest.approx(by_hand(scene, party, possible)[1], abs=1e-8)
        assert 0 < low < high < 1


def test_labour_findings_come_from_cases_that_found_what_is_not_remedied(tmp_path):
    """A case by id or by name; of an open one it is open, and where it was remedied nothing is left."""
    cases = [
        case("remediation_agreed"),
        case("received", "MADE-UP hill mining"),
        case("closed_remediated"),
    ]
    found = {
        each["state"]: bounds(
            figures(scene_of(tmp_path / each["state"], cases=[each]))["operators_labour_finding_share", "mine", DUNIA]
        )
        for each in cases
    }
    assert found["remediation_agreed"][0] > 0.0 == found["received"][0] == found["closed_remediated"][0]
    assert found["remediation_agreed"][1] == found["received"][1] > found["closed_remediated"][1]


def test_without_any_finding_on_record_it_is_open_of_everybody(tmp_path):
    scene = scene_of(tmp_path)
    blocks, _ = operators(scene, MINERAL)
    [table] = [block for block in blocks if isinstance(block, Table)]
    assert any("recorded of anybody" in note.en for note in table.notes)
    low, high = bounds(figures(scene)["operators_labour_finding_share", None, DUNIA])
    assert low == 0.0 and high > 0.9
    assert not operations(scene, MINERAL).labour


def test_one_or_both_lies_between_the_larger_and_the_sum(scene):
    found = figures(scene)
    for party in supplied(scene, MINERAL).by_party:
        for stage in ("mine", "refine", None):
            controlled, labour, either = (
                bounds(found[f"operators_{name}_share", stage, party])
                for name in ("controlled", "labour_finding", "either")
            )
            assert max(controlled[0], labour[0]) - 1e-9 <= either[0]
            assert max(controlled[1], labour[1]) - 1e-9 <= either[1] <= 1.0


def test_what_is_not_counted_is_said(scene):
    blocks, _ = operators(scene, MINERAL)
    [table] = [block for block in blocks if isinstance(block, Table)]
    assert any("are not counted" in note.en and note.en.endswith(": 2.") for note in table.notes)  # F5 and F6
    assert len(operations(scene, MINERAL).facilities) == len(FACILITIES) - 1  # the old one had ended


def test_every_figure_rests_on_the_records_and_on_the_trace(scene):
    behind = {said.property for said in operations(scene, MINERAL).statements}
    assert behind == {"facility", "entity", "ownership_stake", "labour_case"}
    for figure in figures(scene).values():
        said = [scene.evidence.statement(one) for one in figure.statements]
        assert {"facility", "production"} <= {one.property for one in said}
        assert "made-up-registers" in {edition.dataset for edition in figure.editions}


def test_the_dossier_says_it_in_chapter_summary_and_data(scene):
    document = compose(scene.evidence, scene.agreement, (), AS_OF)
    said = list(operators_summary(scene))
    assert len(said) == len(supplied(scene, MINERAL).by_party)
    ids = [block.id for chapter in document.chapters for block in chapter.blocks if isinstance(block, Table)]
    assert f"{MINERAL}-operators-table" in ids
    [mineral] = as_entry(document)["minerals"]
    metrics = {each["metric"]: each["status"] for each in mineral["figures"]}
    assert metrics["operators_controlled_share"] == "range"


def test_where_there_are_no_facility_data_the_chapter_says_so_and_it_is_among_the_unknown(tmp_path):
    scene = scene_of(tmp_path, facilities=[])
    blocks, quantities = operators(scene, MINERAL)
    [note] = [block for block in blocks if isinstance(block, Note)]
    assert "no facility data" in note.text.text.en and "証拠中にない" in note.text.text.ja
    assert quantities == [] and list(operators_summary(scene)) == []
    _, open_ = unknowns(scene)
    assert any("operates and owns" in unknown.what.en for unknown in open_)


@pytest.mark.parametrize("facility", [FACILITIES[4], FACILITIES[5]], ids=["no such stage", "no output"])
def test_where_no_facility_can_be_counted_no_share_is_given(tmp_path, facility):
    blocks, quantities = operators(scene_of(tmp_path, facilities=[facility]), MINERAL)
    [note] = [block for block in blocks if isinstance(block, Note)]
    assert "none of them has both an output and a place" in note.text.text.en
    assert quantities == []


def test_an_operator_without_an_entity_on_record_is_open(tmp_path):
    scene = scene_of(tmp_path, entities=[], stakes=[])
    low, high = bounds(figures(scene)["operators_controlled_share", "mine", DUNIA])
    assert low == 0.0 and high > 0.9
