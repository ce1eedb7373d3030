"""Whatever the taste of who wrote the file, and whatever an editor writes: comments stay, and YAML misreads nothing."""

import copy
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from knowledge_folder import FAQ
from test_knowledge_editing import difference, leaves, with_value

from vardlots.errors import KnowledgeError
from vardlots.knowledge.editing import added, changed, entry_data, entry_ids, removed
from vardlots.knowledge.layout import tidy

WILD = """\
%YAML 1.1
---
other: {a: 1}
entries:   # c1
    # c2
-   id: one   # c3
    topic: "faq_x"
    question: {sv: 'Hur?', en: How?}  # c4
    also_asked:
        # c5
        sv:
        # c6
        - ett  # c7
        - "två: 2"
        # c8
        - tre

        - fyra # c9
        en: [a, b,   # c10
             c]
    answer:
        sv: |  # c11
            Rad ett.

            Rad två.
        en: >-
            Folded
            text.
    # c12
    links:
    - title:
          sv: T
          en: Titel   # c13
      url: https://x.example
    -   url: "https://y.example"
        title: {en: Y}
    source: plain text
        goes on   # c14
    reviewed: 2026-11-22   # c15
    must_match: {sv: [], en: []}
    owner:   # c16
        nurses
    allow:
    # c17

    -   # c18
        rule: x
        because: |+
            y

    # c19
# c20
-   id: two
    topic: faq_y
    question:
        sv: Va
    # c21
# c22
...
"""
COMMENTS = [f"# c{number}" for number in range(1, 23)]
MISREAD = [
    "yes", "no", "on", "Off", "y", "N", "null", "~", "true",
    "1:30", "08:30", "2026-11-22", "1e3", "0x1f", "1_000", "+1", ".5",
    "- a", "{x}", "[y]", "a: b", "a #b", "# c", "'q'", '"dq" sa hon', "\\n", "*a", "&a", "!t", "%", "@", "`",
    "|", ">", "?", "? x", "-", "---", "...", "=", "<<", "x:", ":x", "a:b", "it's", "a, b", "a]", "å ä ö 😀",
    "tab\tinside", "nb\xa0x", "ls\u2028x", "nel\x85x", "\x07bell", "\ufeffbom", "två\nrader", "# a\n- b: c\n  d\n\n'e",
    "x" * 200,
    "{provider.name} svarar",
]  # fmt: skip
"""What YAML, or somebody's reader of it, takes for something else where nobody quotes it."""


def comments(text: str) -> list[str]:
    return re.findall(r"# c\d+", text)


@pytest.mark.parametrize("new", ["kort", "ett: två # tre", "Två\n\nstycken."])
def test_comments_stay_wherever_they_stand(new):
    assert comments(WILD) == COMMENTS
    for where, _ in leaves(entry_data(WILD, "one")):
        if where == ("id",):
            continue
        after = with_value(WILD, "one", *where, new=new)
        assert sorted(comments(after)) == sorted(COMMENTS), where
        told = entry_data(after, "one")
        for step in where:
            told = told[step]
        assert told.strip() == new
        gone, _came = difference(WILD, after)
        assert len(gone) <= 5, where


def test_an_item_goes_with_its_own_comment_and_no_other():
    asked = entry_data(WILD, "one")["also_asked"]["sv"]
    after = with_value(WILD, "one", "also_asked", "sv", new=[asked[0], *asked[2:]])
    assert difference(WILD, after) == (['        - "två: 2"'], [])
    after = with_value(WILD, "one", "also_asked", "sv", new=["nolla", *asked[1:3], "fyra och fem"])
    assert difference(WILD, after)[1] == ["        - nolla  # c7", "        - fyra och fem # c9"]


def test_an_entry_is_added_below_the_comments_of_the_last_and_taken_out_without_those_above():
    after = added(WILD, {"id": "three", "question": {"sv": "Tre?"}})
    assert "    # c21\n-   id: three\n".replace("-   ", "- ") in after
    assert after.endswith("    sv: Tre?\n# c22\n...\n")
    assert removed(after, "three") == WILD
    assert comments(removed(WILD, "two")) == COMMENTS
    assert {"# c2", "# c19", "# c20", "# c21", "# c22"} <= set(comments(removed(WILD, "one")))


@pytest.mark.parametrize("text", [WILD, FAQ], ids=["wild", "ours"])
def test_line_ends_marks_and_the_files_last_line_stay(text):
    first = entry_ids(text)[0]
    for made in (
        text.replace("\n", "\r\n"),
        "\N{ZERO WIDTH NO-BREAK SPACE}" + text,
        text.rstrip("\n.") + "\n# slut",
        text.removesuffix("...\n").rstrip("\n"),
    ):
        after = with_value(made, first, "answer", "sv", new="Ett.\r\n\r\nTvå.\r\n")
        after = added(after, {"id": "new", "question": {"sv": "Ny?"}, "answer": {"sv": "Ja.\n\nNej."}})
        assert after[0] == made[0]
        assert after.endswith("\n") == made.endswith("\n")
        assert ("\r\n" in after) == ("\r\n" in made)
        assert "\r\n" not in made or "\n" not in after.replace("\r\n", "")
        assert entry_data(after, first)["answer"]["sv"] == "Ett.\n\nTvå.\n"
        assert (
            removed(with_value(after, first, "answer", "sv", new=entry_data(made, first)["answer"]["sv"]), "new")
            == made
        )


@pytest.mark.parametrize("text", MISREAD)
def test_a_text_is_never_taken_for_something_else(text):
    places = [
        ("also_asked", "sv", 0),
        ("also_asked", "en", 0),
        ("question", "sv"),
        ("answer", "sv"),
        ("links", 1, "title", "en"),
    ]
    for where in places:
        told = entry_data(with_value(WILD, "one", *where, new=text), "one")
        for step in where:
            told = told[step]
        assert tidy(told) == tidy(text), where
    new = {
        "id": "three",
        "question": {"sv": text},
        "also_asked": {"sv": [text]},
        "offer": [text],
        "answer": {"en": text},
    }
    assert tidy(entry_data(added(FAQ, new), "three")) == tidy(new)


texts = st.text(st.characters(exclude_categories=["Cs"])).filter(lambda text: bool(tidy(text)))


@settings(max_examples=60, deadline=None)
@given(st.lists(texts, max_size=5), texts, st.randoms(use_true_random=False))
@example(["a\n b\n\n\tc"], "  x", None)
def test_any_list_becomes_any_other(fresh, answer, random):
    data = copy.deepcopy(entry_data(WILD, "one"))
    asked = [*data["also_asked"]["sv"], *fresh]
    if random:
        random.shuffle(asked)
    data["also_asked"] = {"sv": asked[: len(asked) - 1], "en": [*fresh, *data["also_asked"]["en"][1:]]}
    data["answer"] = {"en": answer}
    after = changed(WILD, "one", data)
    assert tidy(entry_data(after, "one")) == tidy(data)
    assert changed(after, "one", data) == after
    assert entry_data(after, "two") == entry_data(WILD, "two")


def test_what_yaml_cannot_hold_is_refused():
    with pytest.raises(KnowledgeError, match="not YAML"):
        with_value(FAQ, "fees", "question", "sv", new="halva \ud83d")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("entries:\n  - {id: one, topic: faq_x}\n", "between brackets"),
        ("entries: [{id: one, topic: faq_x}]\n", "between brackets"),
        ("entries:\n  - &a\n    id: one\n    topic: faq_x\n  - *a\n", "alias"),
    ],
)
def test_what_only_a_person_can_write_is_refused(text, why):
    with pytest.raises(KnowledgeError, match=why):
        changed(text, "one", {"id": "one", "topic": "faq_y"})
    with pytest.raises(KnowledgeError):
        added(text, {"id": "one"})
