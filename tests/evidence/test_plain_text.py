"""HTML of a publisher as plain text: what is seen is kept, nothing acts, and no text takes long."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orepath.evidence.plain_text import MOST_CHARACTERS, _lines, _of_plain_tags, _parsed, one_line, plain_text


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("", ""),
        ("plain", "plain"),
        ("<p>Ban</p><p>of ores</p>", "Ban\nof ores"),
        ("<ul><li>one</li><li>two  three</li></ul>", "one\ntwo three"),
        ("a<br/>b<br>c", "a\nb\nc"),
        ("less than 5 &lt; 10 &amp; more", "less than 5 < 10 & more"),
        ("particles <500 microns and > 3", "particles <500 microns and > 3"),
        ("<script>steal()</script>seen<style>p{}</style>", "seen"),
        ("<a href='https://example.org'>the notice</a>", "the notice"),
        ("<img src=x onerror=steal()>seen", "seen"),
        ("<!-- hidden -->seen<![CDATA[x]]>", "seen"),
        ("unclosed <b bold", "unclosed <b bold"),
        ("bell\x07 and escape\x1b[31m", "bell and escape[31m"),
        ("right\u202eto left", "rightto left"),
    ],
)
def test_what_is_seen(html, said):
    assert plain_text(html) == said


def test_a_text_too_long_or_no_html_is_refused():
    with pytest.raises(ValueError, match=f"at most {MOST_CHARACTERS}"):
        plain_text("a" * (MOST_CHARACTERS + 1))
    with pytest.raises(ValueError, match="expected name token"):
        plain_text("<![<![>")


@pytest.mark.parametrize("piece", ["<", "<a ", "<a b='", '<a b="', "<!--", "</", "<?", "&#", "<script>", "<![if "])
def test_no_text_takes_long(piece):
    began = time.monotonic()
    plain_text((piece * MOST_CHARACTERS)[:MOST_CHARACTERS])
    assert time.monotonic() - began < 3  # without care one of these takes twenty seconds, another five


@given(st.text(alphabet="<>/!-[]&;#'\"= \nabscript", max_size=60))
def test_any_text_is_plain_or_refused(html):
    try:
        said = plain_text(html)
    except ValueError:
        return
    assert all(line == one_line(line) and line for line in said.splitlines())


PIECES = [
    *(
        "<p>",
        "</p>",
        "<br />",
        "<b>",
        "</B>",
        '<a href="made-up">',
        "<a href='x>y'>",
        '<span style="a: b;">',
        "<li",
        "<",
    ),
    *(
        ">",
        "<script>",
        "</script>",
        "<!--",
        "-->",
        "Aland",
        " ",
        "  ",
        "\n",
        "\r\n",
        "\t",
        "\xa0",
        "\u200b",
        "\x1b",
        "&",
    ),
    *("&amp;", "&lt;", "&nbsp;", "&#13;", "&NewLine;", "&am", "p;", '"', "'", "é", "貿易"),
]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_tags_so_plain_that_nobody_need_parse_them_say_what_the_parser_says(html):
    said = _of_plain_tags(html)
    if said is not None:
        assert _lines(said) == [line for part in _parsed(html).split("\n") if (line := one_line(part))]
