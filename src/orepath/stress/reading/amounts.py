"""The numbers and days of one shock of a file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from orepath.stress.assuming import assumption
from orepath.stress.reading.cutting import assumed_cut, assumed_full_stop, cut_by_duty, cut_by_quota, given
from orepath.stress.reading.fields import Fields
from orepath.stress.reading.words import Word, named
from orepath.stress.shock import Assumption
from orepath.vocabulary.language import Text

OF_INSTRUMENT = {"quota_t": "quota", "duty": "duty", "elasticity": "duty", "refused_share": "licence"}
"""Keys that one instrument alone has."""
EXCLUSIVE = (("share", "refused_share", "quota_t", "duty"), ("share", "elasticity"), ("until", "lasts_months"))
"""Keys of which one says what the others would."""


@dataclass(frozen=True)
class Amounts:
    """What a shock of a file says of how much, from when and for how long; None where it does not say.

    Parameters
    ----------
    share
        Low, value and high of the share taken away.
    covers
        The share of the stage's goods that it concerns.
    """

    word: Word
    source: Text
    from_: date
    until: date | None
    share: tuple[float, float, float] | None
    quota_t: float | None
    duty: float | None
    elasticity: float | None
    full_stop_months: float | None
    covers: float | None
    lasts_months: float | None
    ramp_months: float

    def cut(self, id_: str) -> Assumption:
        """What is taken away once the shock applies in full."""
        if self.quota_t is not None:
            return cut_by_quota(id_, self.quota_t)
        if self.share is not None:
            low, value, high = self.share
            return given(id_, "share", value, "share", self.source, low, high)
        if self.duty is None and self.elasticity is None:
            return assumed_cut(self.word, id_)
        rate = assumption("duty.rate") if self.duty is None else given(id_, "duty", self.duty, "share", self.source)
        power = assumption("duty.elasticity")
        if self.elasticity is not None:
            power = given(id_, "elasticity", self.elasticity, "per cent per cent", self.source)
        return cut_by_duty(id_, rate, power)

    def full_stop(self, id_: str) -> Assumption | None:
        """Months at the start in which nothing passes."""
        if self.full_stop_months is None:
            return assumed_full_stop(self.word)
        return given(id_, "full_stop", self.full_stop_months, "months", self.source)

    def coverage(self, id_: str) -> Assumption | None:
        """The share of the stage's goods that it concerns, where the file says it."""
        return None if self.covers is None else given(id_, "coverage", self.covers, "share", self.source)

    def lasts(self, id_: str) -> Assumption | None:
        """How long it lasts, where the file says it."""
        return None if self.lasts_months is None else given(id_, "lasts", self.lasts_months, "months", self.source)


def read_amounts(fields: Fields, word: Word | None, file: str) -> Amounts | None:
    """The numbers and days of an entry; None where a day or the instrument is missing. Faults stand in the fields."""
    if not fields.has("from_"):
        fields.lack("from_")
    from_, until = fields.day("from_"), fields.day("until")
    if from_ and until and until <= from_:
        fields.tell("period_reversed", "until", begins=from_, ends=until)
    numbers = {key: fields.number(key) for key in ("quota_t", "duty", "elasticity", "full_stop_months", "ramp_months")}
    share, lasts, covers = _share(fields), fields.number("lasts_months"), fields.share("coverage")
    if lasts == 0:
        fields.tell("stress_lasts_nothing", "lasts_months")
    for names in EXCLUSIVE:
        _one_of(fields, names)
    for key, instrument in OF_INSTRUMENT.items():
        if word and fields.has(key) and word.instrument != instrument:
            fields.tell("stress_key_of", key, key=key, instrument=instrument, found=word.word)
    source = fields.text("source")
    if word is None or from_ is None:
        return None
    return Amounts(
        word,
        Text(source, source) if source else named("given", file=file),
        from_,
        until,
        share,
        numbers["quota_t"],
        numbers["duty"],
        numbers["elasticity"],
        numbers["full_stop_months"],
        covers,
        lasts,
        assumption("ramp_months").value if numbers["ramp_months"] is None else numbers["ramp_months"],
    )


def _share(fields: Fields) -> tuple[float, float, float] | None:
    """Low, value and high of the share taken away."""
    key = "refused_share" if fields.has("refused_share") else "share"
    value, low, high = fields.share(key), fields.share("share_low"), fields.share("share_high")
    if value is None:
        for end in ("share_low", "share_high"):
            if fields.has(end) and not fields.has(key):
                fields.lack("share")
        return None
    least, most = (value if low is None else low), (value if high is None else high)
    if not least <= value <= most:
        fields.tell("stress_range", key, low=f"{least:g}", found=f"{value:g}", high=f"{most:g}")
        return None
    return least, value, most


def _one_of(fields: Fields, names: tuple[str, ...]) -> None:
    """A fault where more than one of some keys is given."""
    there = [name for name in names if fields.has(name)]
    if len(there) > 1:
        fields.tell("stress_one_of", there[1], keys=", ".join(there))
