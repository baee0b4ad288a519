"""The fixed texts say the same in both languages."""

import re
from pathlib import Path

import pytest

from orepath.agreements.agreement import STRENGTHS, load, packaged
from orepath.commitments.finding import VERDICTS
from orepath.errors import UnknownName
from orepath.evidence.schema import STATUSES
from orepath.review.messages import message, messages, word

ALL = [(group, key) for group, entries in messages().items() for key in entries]
JAPANESE = re.compile("[ぁ-ヿ一-鿿]")
NO_WORDS = {
    *(("label", "list_gap"), ("label", "brackets"), ("label", "chapter_title"), ("status", "range")),
    *(("label", "span"), ("label", "span_signed")),
}


@pytest.mark.parametrize(("group", "key"), ALL)
def test_both_languages_have_the_same_placeholders(group, key):
    said = messages()[group][key]
    assert set(re.findall(r"{(\w+)}", said.en)) == set(re.findall(r"{(\w+)}", said.ja))


@pytest.mark.parametrize(("group", "key"), ALL)
def test_japanese_is_japanese_and_english_is_not(group, key):
    said = messages()[group][key]
    if (group, key) == ("label", "other_language"):
        said = type(said)(said.ja, said.en)  # the name of the other language, in that language
    assert not JAPANESE.search(said.en)
    if (group, key) not in NO_WORDS:
        assert JAPANESE.search(said.ja)


def test_every_verdict_strength_actor_and_status_has_its_words():
    assert set(messages()["verdict"]) == set(VERDICTS)
    assert set(messages()["strength"]) == set(STRENGTHS)
    assert set(messages()["status_name"]) >= {*STATUSES, "computed", "unknown", "not_applicable"}
    for name in packaged():
        assert {commitment.actor for commitment in load(name).commitments} <= set(messages()["actor"])


def test_every_label_a_layout_uses_exists():
    package = Path(__file__).resolve().parents[2] / "src" / "orepath" / "review"
    layouts = [*package.glob("html/templates/*.j2"), package / "pdf" / "dossier.typ"]
    used = {name for path in layouts for name in re.findall(r"doc\.label\.(\w+)", path.read_text("utf-8"))}
    assert used
    assert used <= set(messages()["label"])


def test_no_label_is_unused():
    package = Path(__file__).resolve().parents[2] / "src" / "orepath" / "review"
    code = "".join(path.read_text("utf-8") for ending in ("py", "j2", "typ") for path in package.rglob(f"*.{ending}"))
    named = set(re.findall(r"label\(\s*\"(\w+)\"|doc\.label\.(\w+)|message\(\"label\", \"(\w+)\"", code))
    used = {name for names in named for name in names} | {"table", "chart", "note", "caution", "disclaimer"}
    assert set(messages()["label"]) - used == set()


def test_an_unknown_word_is_refused():
    with pytest.raises(UnknownName):
        word("coercive")
    with pytest.raises(UnknownName):
        message("label", "nothing")


def test_verdicts_are_read_by_people_as_the_contract_has_them():
    from orepath.commitments.finding import VERDICTS
    from orepath.review.messages import message

    read = [message("verdict", verdict).en for verdict in VERDICTS]
    assert read == ["kept", "not kept", "insufficient", "not applicable"]
    assert message("label", "verdict_line").en.format(verdict=read[1]) == "Evidence indicates: not kept"
