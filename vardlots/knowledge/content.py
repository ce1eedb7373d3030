"""From a source to a model: every mistake of a file at once, told to the person who edits it."""

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from vardlots.knowledge.findings import Finding, short
from vardlots.knowledge.source import Source, Where, read_source

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True)
class _Wording:
    """How one kind of mistake is told. In braces: name, value, expected, near."""

    rule: str
    why: str
    fix: str
    sv: str


_TEXT = _Wording(
    "not-a-text",
    "`{name}` is {value}; a text is expected",
    "put quotes around it",
    "`{name}` ska vara en text. Sätt citattecken runt den.",
)
_DATE = _Wording(
    "not-a-date",
    "`{name}` is {value}; a date is expected",
    "write it as 2026-11-22, without quotes",
    "`{name}` ska vara ett datum. Skriv det som 2026-11-22, utan citattecken.",
)
_EMPTY = _Wording(
    "empty",
    "`{name}` is empty",
    "write something, or remove the line",
    "`{name}` är tomt. Fyll i, eller ta bort raden.",
)
_FIELDS = _Wording(
    "not-fields",
    "`{name}` is {value}; fields such as `sv:` and `en:` are expected under it",
    "write one field a line under it, two spaces further in; quote a text that starts with a brace",
    "Under `{name}` ska det stå fält, ett på varje rad, indragna två steg.",
)
_LIST = _Wording(
    "not-a-list",
    "`{name}` is {value}; a list is expected",
    "write one item a line, each after '- '",
    "`{name}` ska vara en lista. Skriv en sak per rad, var och en efter '- '.",
)

_WORDINGS = {
    "missing": _Wording(
        "missing-field", "`{name}` is missing", "add the line `{name}: …`", "`{name}` saknas. Lägg till raden."
    ),
    "extra_forbidden": _Wording(
        "unknown-field",
        "`{name}` is not a field here",
        "{near}remove the line",
        "Fältet `{name}` finns inte här. Rätta namnet eller ta bort raden.",
    ),
    "enum": _Wording(
        "unknown-choice",
        "`{name}` is {value}; expected is {expected}",
        "{near}choose one of these",
        "{value} finns inte att välja för `{name}`. Välj något av: {expected}.",
    ),
    "interval": _Wording(
        "not-an-interval",
        "`{name}` is {value}; an interval is expected",
        "write a number and day, week, month or year, such as '6 months'",
        "`{name}` ska vara hur ofta något ses över, till exempel '6 months'.",
    ),
    "no_text": _Wording(
        "no-text",
        "`{name}` has no text",
        "write sv: and en: under it",
        "`{name}` saknar text. Skriv sv: och en: under.",
    ),
    "support_email": _Wording(
        "missing-field", "`email.support` is missing", "add it under `email`", "Adressen `email.support` saknas."
    ),
    "id": _Wording(
        "not-an-id",
        "`{name}` is {value}; small letters a-z and digits with dashes between are expected",
        "write it like 'borrow-bankid'",
        "`{name}` skrivs med små bokstäver a–z och bindestreck, som 'borrow-bankid'.",
    ),
    "topic": _Wording(
        "not-a-topic",
        "`{name}` is {value}; an intent that starts with faq_ is expected",
        "write it like 'faq_bankid'",
        "`{name}` ska börja med faq_, som 'faq_bankid'.",
    ),
    "url": _Wording(
        "not-an-address",
        "`{name}` is {value}; an address is expected",
        'begin it with https://, mailto: or tel:, or write a value such as "{{provider.pages.app}}"',
        "`{name}` ska vara en adress som börjar med https://, mailto: eller tel:.",
    ),
    "string_type": _TEXT,
    "string_too_short": _EMPTY,
    "too_short": _EMPTY,
    "model_type": _FIELDS,
    "dict_type": _FIELDS,
    "tuple_type": _LIST,
}


def read(path: Path, model: type[Model]) -> tuple[Source, Model | None, list[Finding]]:
    """Read a file that people edit: its source, its model if it is fit for one, and everything wrong with it.

    Raises:
        BadFile: when the file is missing or is not YAML, so that there is nothing more to say about it.
    """
    source = read_source(path)
    try:
        return source, model.model_validate(source.data), list(source.findings)
    except ValidationError as error:
        return source, None, [*source.findings, *_findings(source, error, model)]


def did_you_mean(value: str, known: Iterable[str]) -> str:
    """Return the start of a hint that names the known word nearest to a value, or nothing."""
    near = difflib.get_close_matches(value, list(known), n=1, cutoff=0.6)
    return f"did you mean '{near[0]}'? Otherwise " if near else ""


def entry_at(source: Source, where: Where) -> str | None:
    """Return the id of the entry that a place belongs to."""
    found = source.at(*where[:2], "id") if where[:1] == ("entries",) else None
    return found if isinstance(found, str) else None


def _findings(source: Source, error: ValidationError, model: type[BaseModel]) -> list[Finding]:
    # a place that YAML already complained about needs no second complaint
    told = {finding.line for finding in source.findings}
    found = [_finding(source, detail, model) for detail in error.errors()]
    return [finding for finding in found if finding.line not in told]


def _finding(source: Source, detail: ErrorDetails, model: type[BaseModel]) -> Finding:
    where, wording = detail["loc"], _wording(detail)
    values = {
        "name": _name(where),
        "value": _value(source, where),
        "expected": detail.get("ctx", {}).get("expected", ""),
        "near": _near(detail, model),
    }
    rule = "unknown-offer" if wording.rule == "unknown-choice" and "offer" in where else wording.rule
    why, fix, swedish = (part.format(**values) for part in (wording.why, wording.fix, wording.sv))
    return Finding(source.name, source.line(*where), rule, why, fix, swedish, entry_at(source, where))


def _wording(detail: ErrorDetails) -> _Wording:
    kind = detail["type"]
    if kind == "string_pattern_mismatch":
        kind = str(detail["loc"][-1])
    if kind.startswith("date"):
        return _DATE
    if kind in ("string_type", "tuple_type", "model_type", "dict_type") and detail["input"] is None:
        return _EMPTY
    other = _Wording(
        "not-valid",
        "`{name}` is {value}: " + re.sub("[{}]", "", detail["msg"]),
        "correct it",
        "`{name}` är fel. Rätta det.",
    )
    return _WORDINGS.get(kind, other)


def _near(detail: ErrorDetails, model: type[BaseModel]) -> str:
    if detail["type"] == "extra_forbidden":
        return did_you_mean(str(detail["loc"][-1]), _field_names(model))
    return did_you_mean(str(detail["input"]), re.findall(r"'([^']*)'", detail.get("ctx", {}).get("expected", "")))


@cache
def _field_names(model: type[BaseModel]) -> tuple[str, ...]:
    """Return the names of every field of a model and of the models inside it."""
    schema = model.model_json_schema()
    parts: list[dict[str, Any]] = [schema, *schema.get("$defs", {}).values()]
    return tuple(dict.fromkeys(name for part in parts for name in part.get("properties", {})))


def _name(where: Where) -> str:
    """Return how a person finds a value in its entry: `also_asked.sv, item 3`."""
    inside = where[2:] if where[:1] == ("entries",) and len(where) > 2 else where
    name = ".".join(str(step) for step in inside if isinstance(step, str))
    return (
        f"{name or 'the file'}, item {inside[-1] + 1}" if inside and isinstance(inside[-1], int) else name or "the file"
    )


def _value(source: Source, where: Where) -> str:
    value = source.at(*where)
    if isinstance(value, dict):
        return "a group of fields"
    if isinstance(value, list):
        return "a list"
    return short(source.written.get(where, value))
