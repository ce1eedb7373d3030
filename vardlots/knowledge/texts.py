"""Values in texts: `{provider.email.support}` is the value `email: support:` of `kb/provider.yaml`.

A file is read when the first text needs it, so that a missing or broken one is told by the texts it breaks.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from vardlots.errors import KnowledgeError
from vardlots.knowledge.content import did_you_mean
from vardlots.knowledge.findings import BadFile
from vardlots.knowledge.source import Source, read_source
from vardlots.replies import LANGUAGES, Language

PATH = re.compile(r"\{([^{}]*)\}")

_MONTHS: Mapping[Language, str] = {
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
    "en": "January February March April May June July August September October November December",
}


class NoSuchValue(KnowledgeError):
    """A text names a value that no file has. `why`, `fix` and `sv` say which, and what to do."""

    def __init__(self, path: str, why: str, fix: str, sv: str) -> None:
        super().__init__(f"{{{path}}}: {why}; {fix}")
        self.path, self.why, self.fix, self.sv = path, why, fix, sv


class Values:
    """The values that texts may use, read from the YAML files of a folder as they are needed."""

    def __init__(self, folder: Path, sources: Mapping[str, Source] | None = None) -> None:
        self.folder = folder
        self.sources: dict[str, Source] = dict(sources or {})

    def fill(self, text: str, language: Language) -> str:
        """Return a text with the value of every `{path}` in it.

        Raises:
            NoSuchValue: when a path leads nowhere, or to a group of values, or its file is missing.
            BadFile: when the file it leads to is not readable.
        """
        return PATH.sub(lambda found: self.value(found[1], language), text)

    def value(self, path: str, language: Language) -> str:
        """Return one value as it is written in a text of a language; raises what `fill` raises."""
        file, *steps = path.split(".")
        value, seen = self._document(file, path), file
        for step in steps:
            value, seen = _step(value, step, seen, path), f"{seen}.{step}"
        if isinstance(value, Mapping) and language in value and set(value) <= set(LANGUAGES):
            value = value[language]
        if isinstance(value, (Mapping, list, bool)) or value is None:
            raise _no_value(path, value)
        return _written(value, language, steps[-1] if steps else "")

    def _document(self, file: str, path: str) -> Any:
        if file in self.sources:
            return self.sources[file].data
        place = self.folder / f"{file}.yaml"
        if not re.fullmatch(r"[a-z_]+", file) or not place.is_file():
            name = f"{self.folder.name}/{file}.yaml"
            hint = did_you_mean(file, [known.stem for known in self.folder.glob("*.yaml")])
            fix = f"{hint}write the file, or the path of a value that exists, such as {{provider.email.support}}"
            raise NoSuchValue(path, f"the file {name} does not exist", fix, f"Filen {name} finns inte.")
        source = read_source(place)
        if source.findings:
            raise BadFile(source.findings)
        self.sources[file] = source
        return source.data


def paths(text: str) -> Iterator[str]:
    """Find the paths of the values that a text uses, in order."""
    return (found[1] for found in PATH.finditer(text))


def paragraphs(text: str) -> tuple[str, ...]:
    """Split a text at its blank lines; a line break inside a paragraph is a space."""
    # not str.split(): it would also break the no-break space inside 1 400
    return tuple(re.sub(r"\s*\n\s*", " ", part).strip() for part in re.split(r"\n\s*\n", text) if part.strip())


def _step(value: Any, step: str, seen: str, path: str) -> Any:
    if isinstance(value, Mapping):
        for key, inside in value.items():
            if str(key) == step:
                return inside
        names = [str(key) for key in value]
        fix = f"{did_you_mean(step, names)}choose one of {', '.join(names)}"
        raise NoSuchValue(path, f"{seen} has no value '{step}'", fix, f"{seen} har inget värde '{step}'.")
    raise NoSuchValue(path, f"{seen} has nothing under it", f"write {{{seen}}}", f"{seen} har inget under sig.")


def _no_value(path: str, value: Any) -> NoSuchValue:
    if isinstance(value, Mapping):
        names = ", ".join(str(key) for key in value)
        fix, swedish = f"choose one of {names}, such as {{{path}.{next(iter(value), '…')}}}", f"Välj något av {names}."
        return NoSuchValue(path, "this is a group of values, not one", fix, f"Det är en grupp av värden. {swedish}")
    fix, swedish = "name a value that is a text, a number or a date", "Ange ett värde som är text, tal eller datum."
    return NoSuchValue(path, f"its value is {value!r}, which a text cannot say", fix, swedish)


def _written(value: object, language: Language, name: str) -> str:
    """Write a value as the language does: 1 400 in Swedish, 1,400 in English; a year has no thousands."""
    if isinstance(value, date):
        return f"{value.day} {_MONTHS[language].split()[value.month - 1]} {value.year}"
    if isinstance(value, (int, float)) and name != "year":
        grouped = f"{value:,}"
        return grouped if language == "en" else grouped.replace(",", "\N{NO-BREAK SPACE}").replace(".", ",")
    return str(value)
