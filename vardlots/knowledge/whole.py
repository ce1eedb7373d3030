"""What one field cannot tell: ids and phrasings that stand twice, values that no file has.

These read the source, not the models, so that they are told even when a field elsewhere is wrong.
"""

from collections.abc import Collection, Iterator
from functools import lru_cache

from vardlots.knowledge.content import did_you_mean, entry_at
from vardlots.knowledge.findings import BadFile, Finding, short
from vardlots.knowledge.source import Source, Where
from vardlots.knowledge.texts import PATH, NoSuchValue, Values, paths
from vardlots.replies import LANGUAGES, Language

# what is said to people, and so may hold {values}: fields of kb/faq.yaml, the rules of kb/ages.yaml, the levels of
# kb/triage.yaml
SAID = ("question", "answer", "links", "go")


@lru_cache(maxsize=200_000)
def plain(question: str) -> str:
    """Return a question without what does not tell it from another: case, spacing, final punctuation."""
    return " ".join(question.casefold().split()).rstrip(" ?!.")


def repeated_ids(source: Source) -> Iterator[Finding]:
    """Find entries that have another entry's id."""
    first: dict[str, int] = {}
    for where, text in _written(source, "id"):
        line = source.line(*where)
        if text in first:
            why, fix = f"the id '{text}' is taken by the entry on line {first[text]}", "choose another id"
            swedish = f"Namnet '{text}' används redan på rad {first[text]}. Välj ett annat."
            yield Finding(source.name, line, "duplicate-id", why, fix, swedish, text)
        first.setdefault(text, line)


def repeated_phrasings(source: Source) -> Iterator[Finding]:
    """Find questions that two entries claim: nobody could tell which of them to answer."""
    first: dict[str, Where] = {}
    for where, text in _written(source, "question", "also_asked"):
        other = first.setdefault(plain(text), where)
        if other[1] != where[1]:
            line, name = source.line(*other), entry_at(source, other)
            why = f"{short(text)} is also a phrasing of {name}, on line {line}"
            fix = "keep it where the answer helps most"
            swedish = f"{short(text)} står också under {name} på rad {line}. Behåll den på ett ställe."
            entry = entry_at(source, where)
            yield Finding(source.name, source.line(*where), "duplicate-phrasing", why, fix, swedish, entry)


def unknown_entries(source: Source, ids: Collection[str]) -> Iterator[Finding]:
    """Find follow-ups to or from an entry that there is not; they are passed over."""
    for where, text in source.written.items():
        if where[:1] == ("follow_ups",) and where[2:] in (("after",), ("leads_to",)) and text not in ids:
            why, fix = f"no entry has the id '{text}'", f"{did_you_mean(text, ids)}write the id of an entry"
            swedish = f"`{where[2]}` är '{text}', men ingen fråga heter så."
            yield Finding(source.name, source.line(*where), "unknown-entry", why, fix, swedish)


def missing_values(source: Source, values: Values) -> Iterator[Finding]:
    """Find the `{paths}` in texts that lead to no value, and braces that are no path."""
    for where, text in _written(source, *SAID):
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


def _written(source: Source, *fields: str) -> Iterator[tuple[Where, str]]:
    """Find the texts as they are written in some fields of every entry, draft, rule or level."""
    for where, text in source.written.items():
        if where[:1] in (("entries",), ("drafts",), ("rules",), ("levels",)) and len(where) > 2 and where[2] in fields:
            yield where, text
