"""What a person types about an answer, and the entry that it makes: every field is text, as in a form."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Protocol

from vardlots.knowledge.interval import INTERVAL
from vardlots.retrieval.lexical import fold

LOCALIZED = ("question", "answer")
"""The fields with one text a language."""
LISTED = ("also_asked", "must_match")
"""The fields with a list a language; in a form, a line each."""
UNITS = ("day", "week", "month", "year")


class Sent(Protocol):
    """A form that came in."""

    def get(self, name: str) -> str:
        """Return a field."""
        ...

    def all(self, name: str) -> Sequence[str]:
        """Return every value of a field of that name."""
        ...


@dataclass(frozen=True)
class Row:
    """A link to read more: its text in both languages, and its address."""

    sv: str = ""
    en: str = ""
    url: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing is written in it."""
        return not (self.sv or self.en or self.url)


@dataclass(frozen=True)
class Excuse:
    """A rule that finds something which is right all the same, and why."""

    rule: str
    because: str


@dataclass(frozen=True)
class Fields:
    """The fields of an answer as a form has them; lists are a line each, `every` is how often it is reviewed."""

    id: str = ""
    question_sv: str = ""
    question_en: str = ""
    answer_sv: str = ""
    answer_en: str = ""
    also_asked_sv: str = ""
    also_asked_en: str = ""
    must_match_sv: str = ""
    must_match_en: str = ""
    must_not_match: str = ""
    links: tuple[Row, ...] = ()
    offer: tuple[str, ...] = ()
    owner: str = ""
    topic: str = ""
    every: str = ""
    source: str = ""
    valid_from: str = ""
    allow: tuple[Excuse, ...] = ()
    read_today: bool = False


TEXTS = tuple(
    field.name
    for field in fields(Fields)
    if field.name not in ("links", "offer", "allow", "read_today", "topic", "every")
)
"""The fields that are a form's own, by the same name."""


def sent(form: Sent) -> Fields:
    """Read a form."""
    rows = zip(form.all("link_sv"), form.all("link_en"), form.all("link_url"), strict=False)
    every = f"{form.get('every_count')} {form.get('every_unit')}{'' if form.get('every_count') == '1' else 's'}"
    return Fields(
        links=tuple(row for row in (Row(*parts) for parts in rows) if not row.empty),
        offer=tuple(dict.fromkeys(form.all("offer"))),
        topic=form.get("topic_other") or form.get("topic"),
        every=every if form.get("every_count") else "",
        allow=_excuses(zip(form.all("allow_rule"), form.all("allow_because"), strict=False)),
        read_today=bool(form.get("read_today")),
        **{name: form.get(name) for name in TEXTS},
    )


def written(data: Mapping[str, Any]) -> Fields:
    """Return the fields of an entry as its file has it; what is no text there is shown as far as it can be."""
    values: dict[str, Any] = {name: _text(data.get(name)) for name in ("id", "owner", "topic", "valid_from")}
    for language in ("sv", "en"):
        values |= {f"{name}_{language}": _text(_inside(data, name).get(language)) for name in LOCALIZED}
        values |= {f"{name}_{language}": _lines(_inside(data, name).get(language)) for name in LISTED}
    return Fields(
        must_not_match=_lines(data.get("must_not_match")),
        source=_lines(data.get("source")),
        links=tuple(_row(link) for link in _list(data.get("links"))),
        offer=tuple(map(_text, _list(data.get("offer")))),
        every=_text(data.get("review_every")),
        allow=_excuses(_pair(one) for one in _list(data.get("allow"))),
        **values,
    )


def entry_of(now: Fields, seen: Mapping[str, Any], today: date) -> dict[str, Any]:
    """Return the entry that fields mean; what they do not change is as it was seen, to the letter."""
    before, data = written(seen), dict(seen)
    for name, (parts, make) in _MADE.items():
        if any(getattr(now, part) != getattr(before, part) for part in parts):
            data[name] = make(now)
    if now.read_today:
        data["reviewed"] = today
    return data


def name_for(now: Fields, taken: Sequence[str]) -> str:
    """Return a short name for a new answer, made of its question's first words."""
    words = re.findall(r"[a-z0-9]+", fold((now.question_en or now.question_sv).casefold()))
    kept = [word for word in words if word not in _SMALL][:4] or words[:4] or ["answer"]
    name = "-".join(kept)
    name = name if name[0].isalpha() else f"about-{name}"
    numbered = (f"{name}-{number}" for number in range(2, len(taken) + 3))
    return name if name not in taken else next(other for other in numbered if other not in taken)


def interval(every: str) -> tuple[str, str]:
    """Return the count and the unit of "6 months"; what is no such thing counts as nothing of a month."""
    found = INTERVAL.match(every)
    return (found[1], found[2]) if found else ("", "month")


def lines(text: str) -> list[str]:
    """Return the lines of a text that say something."""
    return [line.strip() for line in text.split("\n") if line.strip()]


def _localized(name: str) -> Callable[[Fields], Any]:
    return lambda now: {language: getattr(now, f"{name}_{language}") for language in ("sv", "en")}


def _listed(name: str) -> Callable[[Fields], Any]:
    return lambda now: {language: lines(getattr(now, f"{name}_{language}")) for language in ("sv", "en")}


def _links(now: Fields) -> list[dict[str, Any]]:
    return [{"title": {"sv": row.sv, "en": row.en}, "url": row.url} for row in now.links]


def _allow(now: Fields) -> list[dict[str, Any]]:
    return [{"rule": one.rule, "because": one.because} for one in now.allow]


def _day(now: Fields) -> date | str:
    """Return a day; what is none stays as it was typed, for the check to tell of."""
    try:
        return date.fromisoformat(now.valid_from)
    except ValueError:
        return now.valid_from


_MADE: Mapping[str, tuple[tuple[str, ...], Callable[[Fields], Any]]] = {
    "id": (("id",), lambda now: now.id),
    **{name: ((f"{name}_sv", f"{name}_en"), _localized(name)) for name in LOCALIZED},
    **{name: ((f"{name}_sv", f"{name}_en"), _listed(name)) for name in LISTED},
    "must_not_match": (("must_not_match",), lambda now: lines(now.must_not_match)),
    "links": (("links",), _links),
    "offer": (("offer",), lambda now: list(now.offer)),
    "owner": (("owner",), lambda now: now.owner),
    "topic": (("topic",), lambda now: now.topic),
    "review_every": (("every",), lambda now: now.every),
    "source": (("source",), lambda now: lines(now.source)),
    "valid_from": (("valid_from",), _day),
    "allow": (("allow",), _allow),
}
"""What each field of an entry is made of, and how."""

_SMALL = frozenset(
    re.findall(
        r"\w+",
        """
    a an the to of for is are do does i you my your can could will how what who which when with at on in
    en ett att av ar du jag min din kan hur vad vem vilka nar med hos pa om er ni
""",
    )
)


def _text(value: object) -> str:
    return "" if value is None or isinstance(value, list | dict) else str(value).strip()


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _lines(value: object) -> str:
    return "\n".join(_one_line(one) for one in _list(value))


def _one_line(value: object) -> str:
    return " ".join(_text(value).split())


def _inside(data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = data.get(name)
    return value if isinstance(value, Mapping) else {}


def _row(link: object) -> Row:
    if not isinstance(link, Mapping):
        return Row(url=_text(link))
    return Row(_text(_inside(link, "title").get("sv")), _text(_inside(link, "title").get("en")), _text(link.get("url")))


def _pair(one: object) -> tuple[str, str]:
    return (_text(one.get("rule")), _one_line(one.get("because"))) if isinstance(one, Mapping) else ("", "")


def _excuses(pairs: Iterable[tuple[str, str]]) -> tuple[Excuse, ...]:
    """Return the excuses that have a reason, one a rule: without one, the rule holds again."""
    found: dict[str, Excuse] = {}
    for rule, because in pairs:
        if rule and because:
            found.setdefault(rule, Excuse(rule, because))
    return tuple(found.values())


def changed_fields(one: Fields, other: Fields) -> Iterator[str]:
    """Find the fields that differ."""
    for field in fields(Fields):
        if field.name != "read_today" and getattr(one, field.name) != getattr(other, field.name):
            yield field.name
