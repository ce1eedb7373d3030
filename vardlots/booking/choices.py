"""Which of the offered times a person means: "den första", "halv fem", "on Tuesday", "Anna"."""
# ruff: noqa: E501  (a pattern is read, and compared with its neighbours, on one line)

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from vardlots.booking.clocks import clock_in
from vardlots.booking.schedule import Slot
from vardlots.booking.wishes import parse
from vardlots.booking.words import WEEKDAYS, normalise
from vardlots.replies import Language

_ONE = r"(?: (?:one|tiden|time|slot|option|alternativet|av dem|of them))?"
_ORDINALS = (
    (r"(?:forsta|first|1:a|1st|oversta|top)", 0), (r"(?:andra|second|2:a|2nd)", 1),
    (r"(?:tredje|third|3:e|3rd)", 2), (r"(?:fjarde|fourth|4:e|4th)", 3),
    (r"(?:sista|last|senare|senaste|later|latest|sena|late|nedersta|bottom)", -1),
    (r"(?:tidigare|tidigaste|earlier|earliest|tidiga|early)", 0),
)  # fmt: skip
_MORE = (
    r"\b(?:fler|flera|andra|mer|more|other|different|another|nagra andra)(?: \w+)? (?:tider|alternativ|times?|options?|slots?)\b|"
    r"^(?:visa )?(?:fler|mer|more|show more|nasta|next)[ .!?]*$|\bhar ni (?:fler|nagot annat|nagra andra|andra)\b|\banything else\b"
)
_OTHER_DAY = (
    r"\b(?:en |nagon |ett |nan )?(?:annan|annat|andra) (?:dag|dagar|vecka|datum)\b|\b(?:another|different|other) (?:day|days|week|date)\b|"
    r"\b(?:ingen|inga) av (?:dem|dom|de|tiderna|dessa)\b|\bnone of (?:them|these|those)\b|\bpassar inte\b|\bfunkar inte\b|"
    r"\b(?:don'?t|doesn'?t) (?:work|suit)\b"
)


def chosen(text: str, offered: Sequence[Slot], names: Mapping[str, str], now: datetime,
           language: Language | None = None) -> Slot | None:  # fmt: skip
    """Return the one offered time that a text names, or None. `names` are the clinicians' names by id."""
    said = normalise(text)
    if not offered or wants_other_day(text) or wants_more(text):
        return None
    timed = _by_order(text, offered) or _by_time(text, said, offered, now, language)
    return timed or _by_weekday(said, offered) or _by_name(said, offered, names)


def wants_more(text: str) -> bool:
    """Say whether a text asks for more times."""
    return bool(re.search(_MORE, normalise(text).replace("next", "nasta"))) or normalise(text) in ("next", "mer")


def wants_other_day(text: str) -> bool:
    """Say whether a text says that none of the times will do."""
    return bool(re.search(_OTHER_DAY, normalise(text)))


def _by_order(text: str, offered: Sequence[Slot]) -> Slot | None:
    said = re.sub(r"[^\w:]+", " ", text.lower().replace("å", "a").replace("ä", "a").replace("ö", "o")).strip()
    frame = r"(?:(?:ja|yes|ok|jag tar|ta|i'?ll take|i ll take|take|gärna|garna|tack|please|da|nr|nummer|number|alternativ|option|den|det|the) )*"
    tail = r"(?: (?:tack|please|da|garna|gar bra|blir bra|passar|works|is fine|bast))*"
    for words, index in _ORDINALS:
        if re.fullmatch(rf"{frame}{words}{_ONE}{tail}", said):
            return offered[index] if -len(offered) <= index < len(offered) else None
    digit = re.fullmatch(rf"{frame}([1-4]){tail}", said)
    hours = {slot.local.hour % 12 for slot in offered}
    if (
        digit
        and int(digit[1]) <= len(offered)
        and (int(digit[1]) not in hours or re.search(r"nr|nummer|number|alt|opt", said))
    ):
        return offered[int(digit[1]) - 1]
    return None


def _by_time(text: str, said: str, offered: Sequence[Slot], now: datetime, language: Language | None) -> Slot | None:
    wish = parse(text, now, language)
    clock = wish.at if wish and wish.at else clock_in(said, language)
    fitting = (
        [slot for slot in offered if wish is None or wish.allows(slot.local)] if not wish or not wish.soonest else []
    )
    if clock:
        exact = [slot for slot in fitting if slot.local.time() == clock]
        fitting = exact or [slot for slot in fitting if clock.minute == 0 and slot.local.hour == clock.hour]
    elif wish is None:
        return None
    return fitting[0] if len(fitting) == 1 else None


def _by_weekday(said: str, offered: Sequence[Slot]) -> Slot | None:
    """Return the only time on a weekday that is said plainly: with times in sight, that Thursday is meant."""
    if re.search(r"\d|\b(?:next|inte|not|nej|no|hellre|rather|instead|istallet|i stallet)\b", said):
        return None
    named = {WEEKDAYS[word] for word in re.findall(r"\w+", said) if word in WEEKDAYS}
    fitting = [slot for slot in offered if slot.local.weekday() in named]
    return fitting[0] if len(named) == len(fitting) == 1 else None


def _by_name(said: str, offered: Sequence[Slot], names: Mapping[str, str]) -> Slot | None:
    """Return the only time with a clinician whose first or last name is said."""
    words = set(re.findall(r"\w+", said))
    named = [slot for slot in offered if words & set(normalise(names.get(slot.clinician, "")).split())]
    return named[0] if len(named) == 1 else None
