"""A list of entries that is read one by one says what it says when it is read as a whole."""

import re

import pytest
import yaml

from vardlots.knowledge.blocks import cut
from vardlots.knowledge.findings import BadFile
from vardlots.knowledge.layout import Loader
from vardlots.knowledge.nodes import Nodes
from vardlots.knowledge.source import _whole, source_of
from vardlots.knowledge.splices import end_of
from vardlots.settings import ROOT

PLAIN = """\
# what people ask

entries:
  # the first
  - id: one
    question: {sv: Vad kostar det?, en: "How much?"}
    answer:
      sv: |
        Det kostar.

        # Inte mycket
      en: >-
        It costs
        something.

  # the second
  - # beside the dash
    id: two
    reviewed: 2026-11-28
    also_asked:
      sv:
        - ett
        - "två
           rader"
        - R&D och & annat

  -
    id: three
# the end
"""

# each in place of `id: two` in the middle of the file
ODD = (
    'id: "two\n  - id: quoted"',
    "id: 'two\n  - it''s'",
    "id: [two,\n  - three]",
    "id: {two: 2,\n  - id: 3}",
    "id: two\nother: key",
    "id: two\n  other: less",
    "id: two\n  -id: no dash",
    "id: two\n---\nid: three",
    "id: two\n...",
    "id: &mark two",
    "id: *mark",
    "id: two\n    id: twice",
    "reviewed: 2026-02-31",
    "id: two\r\n    topic: three",
    "id: two\x85    topic: three",
    "id: two\u2028",
    "id: two\n\tid: three",
    "id: |\n  - three",
    "id: |+\n\n\n",
    "id: |2\n      two\n",
    "? id\n    : two",
    "<<: {id: two}",
    "id: !!str 2",
    "id: two: three",
    "id: two\n   - odd",
    "id: two\n    - odd",
    "id: two # a remark\n  # - id: left out",
    'id: "two\n# three"',
    "%TAG ! tag:",
    "id: two\n  - four\n  - - five\n    - six\n  - {id: seven}",
)


def indentless(text: str) -> str:
    """Return a text whose entries begin in the first column."""
    return re.sub("(?m)^  (?=[ #-])", "", text)


def outcome(read, text):
    """Return all that a reading says: what is there, in its order, or what is wrong."""
    try:
        source = read("kb/faq.yaml", text)
    except BadFile as error:
        return error.findings
    return source.data, list(source.lines.items()), list(source.written.items()), source.findings


@pytest.mark.parametrize("shape", [str, indentless])
@pytest.mark.parametrize("odd", ["id: two", *ODD])
def test_a_text_says_the_same_read_by_entry_and_as_a_whole(odd, shape):
    text = shape(PLAIN.replace("id: two", odd))
    assert outcome(source_of, text) == outcome(_whole, text)


@pytest.mark.parametrize("text", ["", "entries:\n", "entries: []\n", "entries:\n  - id: a", "- id: a\n", "a: 1\n"])
def test_a_short_text_does_too(text):
    assert outcome(source_of, text) == outcome(_whole, text)


@pytest.mark.parametrize("shape", [str, indentless])
def test_a_plain_list_is_read_by_entry(shape):
    source = source_of("kb/faq.yaml", shape(PLAIN))
    assert [block.data["id"] for block in source.blocks] == ["one", "two", "three"]
    assert source.line("entries", 1, "reviewed") == 19


def test_a_list_that_may_refer_from_one_entry_to_another_is_read_as_a_whole():
    assert not source_of("kb/faq.yaml", PLAIN.replace("id: two", "id: &mark two")).blocks


def test_an_entry_that_did_not_change_is_not_read_again():
    before = source_of("kb/faq.yaml", PLAIN)
    after = source_of("kb/faq.yaml", PLAIN.replace("# the second\n", "# the second\n  - id: new\n").replace("'", ""))
    kept = {id(block) for block in before.blocks}
    assert [id(block) in kept for block in after.blocks] == [True, False, True, True]
    assert after.line("entries", 2) == before.line("entries", 1) + 1


def test_the_pieces_put_together_are_the_list():
    pieces = cut(PLAIN)
    assert pieces
    assert PLAIN.endswith("".join(pieces.texts))
    assert [PLAIN.splitlines()[above].lstrip()[0] for above in pieces.above] == ["-"] * 3


def test_the_projects_own_answers_are_read_by_entry():
    text = (ROOT / "kb" / "faq.yaml").read_text(encoding="utf-8")
    source = source_of("kb/faq.yaml", text)
    assert len(source.blocks) == len(source.data["entries"]) > 30
    assert outcome(source_of, text) == outcome(_whole, text)


@pytest.mark.parametrize("shape", [str, indentless])
def test_the_nodes_of_an_entry_stand_where_the_whole_file_has_them(shape):
    text = shape(PLAIN)
    pieces = cut(text)
    assert pieces
    nodes, whole = Nodes(pieces), yaml.compose(text, Loader=Loader).value[0][1].value
    assert len(nodes) == len(whole) == 3
    for number, node in enumerate(whole):
        assert list(spans(nodes[number], text)) == list(spans(node, text))
    assert list(spans(nodes[-1], text)) == list(spans(whole[-1], text))


def spans(node, text):
    """Yield where each node begins and ends, as those who cut the text ask for it."""
    yield node.tag, node.start_mark.index, node.start_mark.line, node.start_mark.column, end_of(text, node)
    if not isinstance(node, yaml.ScalarNode):
        for one in node.value:
            for inside in one if isinstance(one, tuple) else (one,):
                yield from spans(inside, text)
