"""The sentences the assistant says itself, from `kb/replies/`, in both languages."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter

import yaml

from vardlots.errors import KnowledgeError
from vardlots.follow import Followed
from vardlots.replies import LANGUAGES, Language
from vardlots.settings import ROOT, settings

KB = ROOT / "kb"
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Phrases:
    """Look up a sentence by its dotted key, fill in its values, return its paragraphs."""

    def __init__(self, texts: Mapping[str, Mapping[str, str]]) -> None:
        self._texts = texts

    def say(self, key: str, language: Language, **values: object) -> tuple[str, ...]:
        """Return the paragraphs of `key` in `language`, with `{name}` values filled in.

        Raises:
            KnowledgeError: when the key, or a value that its text needs, is missing.
        """
        try:
            text = self._texts[key][language].format(**values)
        except KeyError as missing:
            raise KnowledgeError(f"kb/replies: {key} ({language}) lacks {missing}") from missing
        return tuple(part.strip().replace("\n", " ") for part in text.split("\n\n"))

    def title(self, key: str, language: Language, **values: object) -> str:
        """Return a one-paragraph phrase, such as a button's title."""
        return " ".join(self.say(key, language, **values))

    def template(self, key: str, language: Language) -> str:
        """Return the text as its file has it, with `{name}` where values go."""
        return self._texts[key][language]

    def __contains__(self, key: str) -> bool:
        return key in self._texts

    def keys(self) -> list[str]:
        """Return every key, in the file's order."""
        return list(self._texts)


@dataclass(frozen=True)
class Mistake:
    """What is wrong with a phrase, by which rule, what to do, and the same in Swedish; `language`: in which text."""

    rule: str
    why: str
    fix: str
    sv: str
    language: Language | None = None


def read_phrases(folder: Path, before: Phrases | None = None) -> Phrases:
    """Read every phrase file of a folder: nested topics, at the leaves one text a language.

    Raises:
        KnowledgeError: when a file is not YAML, a phrase is wrong, or one that the version `before` had is gone.
    """
    texts: dict[str, Mapping[str, str]] = {}
    for path in sorted(folder.glob("*.yaml")):
        for where, text in leaves(_document(path)):
            for wrong in mistakes(text):
                raise KnowledgeError(f"{path.name}: {'.'.join(where)}: {wrong.why}; {wrong.fix}")
            texts[".".join(where)] = text  # type: ignore[assignment]
    gone = [key for key in before.keys() if key not in texts] if before else []  # noqa: SIM118
    if gone:
        raise KnowledgeError(f"kb/replies: {', '.join(gone)} is gone; put it back, for the assistant says it")
    return Phrases(texts)


def leaves(node: object, above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], object]]:
    """Walk down to the texts of a file: mappings that name a language, and anything that is no mapping."""
    if isinstance(node, Mapping) and not (above and set(node) & set(LANGUAGES)):
        for name, value in node.items():
            yield from leaves(value, (*above, str(name)))
    elif above or node is not None:
        yield above or ("the file",), node


def mistakes(text: object) -> Iterator[Mistake]:
    """Find what keeps a leaf from being said: a text in both languages, that need the same values."""
    if not isinstance(text, Mapping) or set(text) != set(LANGUAGES):
        why, swedish = (
            "it needs a text in both sv: and en:, and nothing else",
            "Det ska finnas en text i både sv: och en:.",
        )
        yield Mistake("missing-language", why, "write both texts under it", swedish)
        return
    for language in LANGUAGES:
        yield from _wrong_text(text[language], language)
    needed = {language: _values(text[language]) for language in LANGUAGES}
    odd = sorted({str(name) for name in (needed["sv"] or set()) ^ (needed["en"] or set())})
    if odd and None not in needed.values():
        named = ", ".join(f"{{{name}}}" for name in odd)
        why, fix = f"only one of the languages has {named}", "write the same words in braces in both"
        yield Mistake(
            "uneven-values", why, fix, f"Bara det ena språket har {named}. Skriv samma ord i klamrar på båda."
        )


def _wrong_text(text: object, language: Language) -> Iterator[Mistake]:
    if not isinstance(text, str) or not text.strip():
        why, fix = f"`{language}` has no text", "write one, in quotes if it starts with a brace or is a number"
        yield Mistake("no-text", why, fix, f"`{language}` saknar text. Skriv en, inom citattecken.", language)
    elif _values(text) is None:
        why, fix = f"a brace in `{language}` is wrong", "write values as {name}, small letters, one brace at each end"
        swedish = f"En klammer i `{language}` är fel. Värden skrivs som {{name}}, med en klammer på var sida."
        yield Mistake("wrong-braces", why, fix, swedish, language)


def _values(text: object) -> set[str] | None:
    """Return the values that a text needs, or None for one whose braces nobody could fill in."""
    try:
        parts = list(Formatter().parse(str(text)))
    except ValueError:
        return None
    named = [part for part in parts if part[1] is not None]
    plain = all(str(name).isidentifier() and not spec and not conversion for _, name, spec, conversion in named)
    return {str(part[1]) for part in named} if plain else None


def _document(path: Path) -> object:
    try:
        return yaml.load(path.read_text(encoding="utf-8-sig"), Loader=LOADER)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"{path.name} cannot be read: {error}") from error


def phrases() -> Phrases:
    """Return the phrases of `kb/replies/` as they are now: an edit counts within a second, a wrong one not at all.

    A knowledge base that has no such folder is said with the project's own.
    """
    return _followed(settings().kb / "replies").current()


def unsaid() -> str | None:
    """Return why the newest version of the sentences does not count; None when it does."""
    followed = _followed(settings().kb / "replies")
    followed.current()
    return followed.error


@cache
def _followed(folder: Path) -> Followed[Phrases]:
    own = folder if any(folder.glob("*.yaml")) else KB / "replies"
    return Followed(lambda: sorted(own.glob("*.yaml")), lambda before: read_phrases(own, before))
