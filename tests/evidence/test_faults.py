"""Faults are gathered until there are more than anybody reads; then the file is refused."""

import pytest

from orepath.errors import SourceError, fault
from orepath.evidence.faults import MOST_FAULTS, Faults

ONE = fault("file_empty", "made-up.csv")
MANY = [fault("file_empty", f"made-up-{number}.csv") for number in range(MOST_FAULTS + 6)]


def test_fewer_are_a_list_of_faults():
    found = Faults()
    found.append(ONE)
    found += [ONE] * (MOST_FAULTS - 2)
    assert found == [ONE] * (MOST_FAULTS - 1)


@pytest.mark.parametrize("add", ["append", "extend", "+="])
def test_the_last_of_them_refuses_the_file(add):
    found = Faults(MANY[: MOST_FAULTS - 1])
    with pytest.raises(SourceError) as raised:
        if add == "append":
            found.append(MANY[-1])
        elif add == "extend":
            found.extend(MANY[MOST_FAULTS - 1 :])
        else:
            found += MANY[MOST_FAULTS - 1 :]
    assert len(raised.value.faults) == MOST_FAULTS
