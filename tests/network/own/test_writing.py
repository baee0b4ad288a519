import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orepath.errors import InputError
from orepath.network.network import STATUSES, network
from orepath.network.own.reading import read_network
from orepath.network.own.writing import write_network

TEXT = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00\r"), min_size=1, max_size=6)
ID = TEXT.filter(lambda text: text.strip())
TONNES = st.floats(0, 1e300)


@st.composite
def any_network(draw):
    ids = draw(st.lists(ID, min_size=1, max_size=5, unique=True))
    place = st.one_of(st.just(""), ID)
    rows = [
        {
            "node": node,
            "stage": draw(place),
            "place": draw(place),
            "own": draw(TONNES),
            "label": draw(ID),
            "use": draw(TONNES),
            "stock": draw(st.floats(-1e300, 1e300)),
            "loss": draw(TONNES),
        }
        for node in ids
    ]
    flows = []
    for _ in range(draw(st.integers(0, 4))):
        low, high = sorted((draw(TONNES), draw(TONNES)))
        flows.append(
            {
                "source": draw(st.sampled_from(ids)),
                "target": draw(st.sampled_from(ids)),
                "flow": draw(TONNES),
                "low": low,
                "high": high,
                "status": draw(st.sampled_from(STATUSES)),
                "statements": draw(st.lists(st.from_regex(r"\Ast-[0-9a-f]{16}\Z"), max_size=2)),
                "note": draw(st.none() | ID),
            }
        )
    return network("tin", 2024, "own", rows, flows)


@pytest.mark.parametrize("kind", ["csv", "parquet"])
@settings(deadline=None, max_examples=60)
@given(one=any_network())
def test_what_is_written_reads_back_the_same(tmp_path_factory, kind, one):
    folder = tmp_path_factory.mktemp("own")
    write_network(one, folder)
    found, _ = read_network(folder / f"nodes.{kind}", folder / f"edges.{kind}", "tin", 2024)
    assert found.nodes.to_pylist() == one.nodes.to_pylist()
    assert found.flows.to_pylist() == one.flows.to_pylist()


ONE = network("tin", 2024, "own", [{"node": "a", "stage": "", "place": "", "own": 1.0, "label": "x"}], [])


def test_the_same_network_is_written_as_the_same_bytes(tmp_path):
    first, second = (write_network(ONE, tmp_path / name) for name in ("one", "two"))
    assert [path.name for path in first] == ["nodes.parquet", "nodes.csv", "edges.parquet", "edges.csv"]
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
    assert sorted(path.name for path in (tmp_path / "one").iterdir()) == sorted(path.name for path in first)


def test_a_folder_that_cannot_be_written_is_one_clear_error(tmp_path):
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(InputError, match="cannot write"):
        write_network(ONE, tmp_path / "taken")
    (tmp_path / "half" / "nodes.parquet").mkdir(parents=True)
    with pytest.raises(InputError, match="cannot write"):
        write_network(ONE, tmp_path / "half")
    assert [path.name for path in (tmp_path / "half").iterdir()] == ["nodes.parquet"]
