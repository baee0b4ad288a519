"""The status of a measure on a day, read off the two registers by hand-written rules, without the package."""

from pathlib import Path

import pandas as pd

REFERENCE = Path(__file__).resolve().parents[3] / "tools" / "reference"


def _table(name: str) -> pd.DataFrame:
    return pd.read_csv(REFERENCE / name, dtype=str, keep_default_na=False)


def known(rows: pd.DataFrame, release_day: str, as_of: str) -> pd.DataFrame:
    """The rows public by a day; one without a day of its own counts from the day the release was compiled."""
    return rows[rows["recorded"].where(rows["recorded"] != "", release_day) <= as_of]


def statuses(as_of: str, release_day: str) -> dict[str, str]:
    """Status by measure. All dates are ISO text; periods are half-open."""
    measures = known(_table("measures.csv"), release_day, as_of)
    events = known(_table("measure_events.csv"), release_day, as_of)
    found = {}
    for _, act in measures.iterrows():
        own = events[(events["measure_id"] == act["measure_id"]) & (events["date"] <= as_of)]
        found[act["measure_id"]] = _status(act, own, as_of)
    return found


def _status(act: pd.Series, own: pd.DataFrame, as_of: str) -> str:
    if own["kind"].isin(["repeal", "lapse", "replacement"]).any() or (act["until"] and act["until"] <= as_of):
        return "ended"
    suspended = own[own["kind"] == "suspension"]
    if not suspended.empty:  # what follows the end of a suspension nobody said: neither in force nor lifted
        last = suspended.sort_values("date").iloc[-1]
        return "suspended" if not last["until"] or as_of < last["until"] else "suspension_end_passed_unverified"
    return "in_force" if act["effective"] <= as_of else "announced"
