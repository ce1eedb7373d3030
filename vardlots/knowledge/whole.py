"""What one field cannot tell: ids and phrasings that stand twice, values that no file has.

These read the source, not the models, so that they are told even when a field elsewhere is wrong.
"""

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TypeVar

from vardlots.knowledge.content import did_you_mean, entry_at
from vardlots.knowledge.findings import BadFile, Finding, short
from vardlots.knowledge.memory import Memory
from vardlots.knowledge.source import Source, Where
from vardlots.knowledge.texts import PATH, NoSuchValue, Values, paths
from vardlots.replies import LANGUAGES, Language

LISTS = ("entries", "drafts", "rules", "levels")
"""The lists of kb/faq.yaml, kb/drafts.yaml, kb/ages.yaml and kb/triage.yaml whose texts are looked at here."""
SAID = ("question", "answer", "links", "go")
"""The fields that are said to people, and so may hold {values}."""

Row = tuple[Where, str]
Thing = TypeVar("Thing", bound=Hashable)


@dataclass(frozen=True)
class Words:
    """What one entry, draft, rule or level says that is looked at here: where in it, and the text.

    `values` are the texts with a brace in them, `claims` the questions as `plain` has them.
    """

    ids: tuple[Row, ...]
    asked: tuple[Row, ...]
    values: tuple[Row, ...]
    claims: frozenset[str]


_words: Memory[Words] = Memory()
"""The words of each entry."""


@lru_cache(maxsize=200_000)
def plain(question: str) -> str:
    """Return a question without what does not tell it from another: case, spacing, final punctuation."""
    return " ".join(question.casefold().split()).rstrip(" ?!.")


def ids_of(source: Source) -> frozenset[str]:
    """Return the ids of the entries of a source."""
    return frozenset(text for _place, words in _rows(source) for _inside, text in words.ids)


def repeated_ids(source: Source) -> Iterator[Finding]:
    """Find entries that have another entry's id."""
    first: dict[str, int] = {}
    for place, words in _rows(source):
        for inside, text in words.ids:
            line = source.line(*place, *inside)
            if text in first:
                why, fix = f"the id '{text}' is taken by the entry on line {first[text]}", "choose another id"
                swedish = f"Namnet '{text}' används redan på rad {first[text]}. Välj ett annat."
                yield Finding(source.name, line, "duplicate-id", why, fix, swedish, text)
            first.setdefault(text, line)


def repeated_phrasings(source: Source) -> Iterator[Finding]:
    """Find questions that two entries claim: nobody could tell which of them to answer."""
    rows = _rows(source)
    shared = several(words.claims for _place, words in rows)
    first: dict[str, Where] = {}
    for place, words in rows if shared else ():
        for inside, text in words.asked:
            if plain(text) in shared:
                where = (*place, *inside)
                other = first.setdefault(plain(text), where)
                if other[:2] != place:
                    yield _repeated(source, where, text, source, other)


def repeated_among(source: Source, others: Source, but: str | None = None) -> Iterator[Finding]:
    """Find questions of the entries of a source that those of another one claim, except for the one with an id."""
    rows = [row for row in _rows(others) if entry_at(others, row[0]) != but]
    for place, words in _rows(source):
        first: dict[str, Where] = {}
        for other, theirs in rows:
            if words.claims & theirs.claims:
                for inside, text in theirs.asked:
                    first.setdefault(plain(text), (*other, *inside))
        for inside, text in words.asked:
            if plain(text) in first:
                yield _repeated(source, (*place, *inside), text, others, first[plain(text)])


def several(sets: Iterable[Set[Thing]]) -> set[Thing]:
    """Return what is in more than one of some sets."""
    met, found = set[Thing](), set[Thing]()
    for one in sets:
        found |= met & one
        met |= one
    return found


def unknown_entries(source: Source, ids: Collection[str]) -> Iterator[Finding]:
    """Find follow-ups to or from an entry that there is not; they are passed over."""
    for where, text in source.written.items():
        if where[:1] == ("follow_ups",) and where[2:] in (("after",), ("leads_to",)) and text not in ids:
            why, fix = f"no entry has the id '{text}'", f"{did_you_mean(text, ids)}write the id of an entry"
            swedish = f"`{where[2]}` är '{text}', men ingen fråga heter så."
            yield Finding(source.name, source.line(*where), "unknown-entry", why, fix, swedish)


def missing_values(source: Source, values: Values) -> Iterator[Finding]:
    """Find the `{paths}` in texts that lead to no value, and braces that are no path."""
    rows = (((*place, *inside), text) for place, words in _rows(source) for inside, text in words.values)
    for where, text in rows:
        languages: tuple[Language, ...] = tuple(name for name in LANGUAGES if name in where) or LANGUAGES
        for path in dict.fromkeys(paths(text)):
            yield from _missing(source, where, path, values, languages[0])
        if set("{}") & set(PATH.sub("", text)):
            why, fix = "a brace stands alone", "write a value as {provider.email.support}, or leave the brace out"
            yield _finding(source, where, source.line(*where), why, fix, "En ensam klammer. Ta bort den.")


def _missing(source: Source, where: Where, path: str, values: Values, language: Language) -> Iterator[Finding]:
    try:
        values.value(path, language)
    except NoSuchValue as error:
        line = source.line_of(f"{{{path}}}", *where)
        yield _finding(source, where, line, f"{{{path}}} is no value: {error.why}", error.fix, error.sv)
    except BadFile as error:
        yield from error.findings


def _finding(source: Source, where: Where, line: int, why: str, fix: str, swedish: str) -> Finding:
    return Finding(source.name, line, "unknown-value", why, fix, swedish, entry_at(source, where))


def _repeated(source: Source, where: Where, text: str, others: Source, other: Where) -> Finding:
    line, name = others.line(*other), entry_at(others, other)
    why = f"{short(text)} is also a phrasing of {name}, on line {line}"
    swedish = f"{short(text)} står också under {name} på rad {line}. Behåll den på ett ställe."
    told = why, "keep it where the answer helps most", swedish, entry_at(source, where)
    return Finding(source.name, source.line(*where), "duplicate-phrasing", *told)


def _rows(source: Source) -> list[tuple[Where, Words]]:
    """Return the words of every entry, draft, rule or level, with its place."""
    if source.blocks:
        blocks = enumerate(source.blocks)
        return [((source.key, at), _words.of(block, partial(_words_of, block.written))) for at, block in blocks]
    found: dict[Where, dict[Where, str]] = {}
    for where, text in source.written.items():
        if len(where) > 2 and where[0] in LISTS:
            found.setdefault(where[:2], {})[where[2:]] = text
    return [(place, _words_of(written)) for place, written in found.items()]


def _words_of(written: Mapping[Where, str]) -> Words:
    asked = tuple(row for row in written.items() if row[0][:1] in (("question",), ("also_asked",)))
    return Words(
        tuple(row for row in written.items() if row[0][:1] == ("id",)),
        asked,
        tuple(row for row in written.items() if row[0] and row[0][0] in SAID and ("{" in row[1] or "}" in row[1])),
        frozenset(plain(text) for _where, text in asked),
    )
