"""From a source to a model: every mistake of a file at once, told to the person who edits it."""

import difflib
import re
from collections.abc import Iterable
from functools import cache, partial
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from vardlots.knowledge.findings import Finding, short
from vardlots.knowledge.memory import Memory
from vardlots.knowledge.models import MISTAKE
from vardlots.knowledge.source import Source, Where, read_source
from vardlots.knowledge.wordings import WORDINGS, Wording

Model = TypeVar("Model", bound=BaseModel)

_modelled: Memory[Any] = Memory()
"""The model of each source."""
_made: Memory[BaseModel] = Memory()
"""The model of each entry."""


def read(path: Path, model: type[Model]) -> tuple[Source, Model | None, list[Finding]]:
    """Read a file that people edit: its source, its model if it is fit for one, and everything wrong with it.

    Raises:
        BadFile: when the file is missing or is not YAML, so that there is nothing more to say about it.
    """
    return modelled(read_source(path), model)


def modelled(source: Source, model: type[Model]) -> tuple[Source, Model | None, list[Finding]]:
    """Return what `read` returns, of a source that was read before; the model of the same source is made once."""
    made, findings = _modelled.of(source, partial(_model, source, model), model)
    return source, made, list(findings)


def _model(source: Source, model: type[Model]) -> tuple[Model | None, tuple[Finding, ...]]:
    try:
        return model.model_validate(_entries_made(source, model) or source.data), source.findings
    except ValidationError as error:
        return None, (*source.findings, *_findings(source, error, model))


def _entries_made(source: Source, model: type[BaseModel]) -> dict[str, Any] | None:
    """Return what a list of entries holds with a model of each, made once for each entry; None if one is wrong."""
    if source.key not in model.model_fields:
        return None
    kind = get_args(model.model_fields[source.key].annotation)[0]
    try:
        made = [_made.of(block, partial(kind.model_validate, block.data), kind) for block in source.blocks]
    except ValidationError:  # told with its place in the whole
        return None
    return {**source.data, source.key: made}


def did_you_mean(value: str, known: Iterable[str]) -> str:
    """Return the start of a hint that names the known word nearest to a value, or nothing."""
    near = difflib.get_close_matches(value, list(known), n=1, cutoff=0.6)
    return f"did you mean '{near[0]}'? Otherwise " if near else ""


def entry_at(source: Source, where: Where) -> str | None:
    """Return the id of the entry that a place belongs to: an answer, a rule, a region, a clinician."""
    found = source.at(*where[:2], "id") if _in_a_list(where) else None
    return found if isinstance(found, str) else None


def _in_a_list(where: Where) -> bool:
    return len(where) > 1 and isinstance(where[0], str) and isinstance(where[1], int)


def _findings(source: Source, error: ValidationError, model: type[BaseModel]) -> list[Finding]:
    # a place that YAML already complained about needs no second complaint
    told = {finding.line for finding in source.findings}
    found = [_finding(source, detail, model) for detail in error.errors()]
    return [finding for finding in found if finding.line not in told]


def _finding(source: Source, detail: ErrorDetails, model: type[BaseModel]) -> Finding:
    context = detail.get("ctx", {})
    where = _written_place((*detail["loc"], *context.get("where", ())))
    name, value, entry = _name(where), _value(source, where), entry_at(source, where)
    if detail["type"] == MISTAKE:
        parts = (context[part].replace("{name}", name).replace("{value}", value) for part in ("why", "fix", "sv"))
        why, fix, swedish = parts
        return Finding(source.name, source.line(*where), "not-valid", why, fix, swedish, entry)
    wording = _wording(detail)
    values = {
        "expected": "",
        **context,
        "name": name,
        "last": name.split(".")[-1],
        "value": value,
        "near": _near(detail, model),
    }
    rule = "unknown-offer" if wording.rule == "unknown-choice" and "offer" in where else wording.rule
    why, fix = wording.why.format(**values), wording.fix.format(**values)
    swedish = wording.sv.format(**{**values, "expected": str(values["expected"]).replace(" or ", " eller ")})
    return Finding(source.name, source.line(*where), rule, why, fix, swedish, entry)


def _written_place(where: Where) -> Where:
    """Return a place as the file has it: for pydantic, a key that is wrong has a step of its own."""
    return where[:-1] if where[-1:] == ("[key]",) else where


def _wording(detail: ErrorDetails) -> Wording:
    kind = detail["type"]
    if detail["loc"][-1:] == ("[key]",):
        return WORDINGS["key"]
    if kind == "string_pattern_mismatch":
        kind = "region" if "_" in detail["ctx"]["pattern"] and detail["loc"][0] == "regions" else str(detail["loc"][-1])
    if kind.startswith("date"):
        return WORDINGS["date"]
    if kind in ("string_type", "tuple_type", "model_type", "dict_type") and detail["input"] is None:
        return WORDINGS["too_short"]
    other = Wording(
        "not-valid",
        "`{name}` is {value}: " + re.sub("[{}]", "", detail["msg"]),
        "correct it",
        "`{name}` är fel. Rätta det.",
    )
    return WORDINGS.get(kind, other)


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
    inside = where[2:] if _in_a_list(where) and len(where) > 2 else where
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
    return str(value) if type(value) in (int, float) else short(source.written.get(where, value))
