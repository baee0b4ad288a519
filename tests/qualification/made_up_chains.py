"""Made-up chains for properties: small numbers, so that equal shares and exact boundaries do occur."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from hypothesis import strategies as st

COLUMNS = ("chain_id", "mineral", "value_usd", "activity", "country", "value_added_usd", "entity_id")
COUNTED, ELSEWHERE, NORTH = ("AU", "JP", "KR", "US"), ("CN", "ID", "ZA"), ("CA", "US")
Rows = list[dict[str, str]]

amounts = st.one_of(
    st.integers(1, 12).map(str),
    st.sampled_from(["0.5", "0.000001", "33.33", "1.0000001", "1,234.56", "999999999.999999"]),
)


@st.composite
def chains(draw: st.DrawFn, unknown: bool = False, most: int = 4) -> Rows:
    """Rows of some chains; with cells that nobody knows where `unknown`."""
    rows: Rows = []
    places = [*COUNTED, *ELSEWHERE, "Canada", "チリ", *(["unknown"] if unknown else [])]
    added = st.one_of(amounts, st.just("0"), *([st.just("不明")] if unknown else []))
    values = st.one_of(amounts, st.just("unknown")) if unknown else amounts
    for number in range(draw(st.integers(1, most))):
        value, mineral = (
            draw(values),
            draw(st.sampled_from(["nickel", "リチウム", "Co", "copper" if number else "nickel"])),
        )
        sorts = draw(
            st.sampled_from([["recycling"], ["extraction", "processing"], ["processing"] if unknown else ["recycling"]])
        )
        for activity in [each for each in sorts for _ in range(draw(st.integers(1, 3)))]:
            row = (f"c{number}", mineral, value, activity, draw(st.sampled_from(places)), draw(added), "made-up")
            rows.append(dict(zip(COLUMNS, row, strict=True)))
    return rows


def as_csv(rows: Rows, columns: Sequence[str] = COLUMNS) -> bytes:
    """Rows as the bytes of a CSV file."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()
