"""What staff read in their room: the card of a case, what the patient writes, notes."""

from html import escape
from typing import Any, Dict, List, Mapping, Optional, Sequence

from channels.matrix.content import ANSWERS, in_thread
from channels.people.sides import Line
from vardlots.people.cases import Case
from vardlots.phrases import phrases
from vardlots.replies import Language

SPOKEN: Language = "sv"
"""The language of the staff room."""
NAMES: Mapping[Language, str] = {"sv": "swedish", "en": "english"}
CASE = "org.vardlots.case"
"""Which conversation a card is about."""


def card_key(case: Case) -> str:
    """Return what a case's card is known by."""
    return f"case:{case.id}"


def card(case: Case, before: Sequence[Line]) -> Dict[str, Any]:
    """Return the first message of a case's thread: what it is, what was said before, how to answer."""
    facts = {
        "language": _word(f"languages.{NAMES[case.language]}"),
        "topic": case.about or case.topic or "–",
        "why": _word(f"why.{case.why}", case.why),
        "door": _word(f"doors.{case.door}", case.door),
    }
    title = _word("card.title", reference=case.reference)
    lines = [_word(f"card.{name}", value=value) for name, value in facts.items()]
    told = [_word(f"said.{line.who}", text=line.text) for line in before]
    heading, how = _word("card.before"), _word("card.how")
    plain = [title, *lines, *(["", heading, *told] if told else []), "", how]
    html = [f"<strong>{escape(title)}</strong><br>{_rows(lines)}"]
    html += [f"{escape(heading)}<br>{_rows(told)}"] if told else []
    html += [f"<em>{escape(how)}</em>"]
    made = message("\n".join(plain), card_key(case), "".join(f"<p>{part}</p>" for part in html))
    return {**made, CASE: case.conversation}


def patients_words(case: Case, text: str, key: str) -> Dict[str, Any]:
    """Return what shows what a patient wrote, in the case's thread."""
    body = _word("said.patient", text=text)
    return message(body, key, thread=case.thread)


def note(key: str, phrase: str, thread: Optional[str], **values: object) -> Dict[str, Any]:
    """Return a note to staff, which no program takes for a message to answer."""
    body = "\n\n".join(phrases().say(phrase, SPOKEN, **values))
    return {**message(body, key, thread=thread), "msgtype": "m.notice"}


def message(body: str, key: str, html: Optional[str] = None, thread: Optional[str] = None) -> Dict[str, Any]:
    """Return a message's content; `key` is what it is known by."""
    made: Dict[str, Any] = {"msgtype": "m.text", "body": body, ANSWERS: key, **in_thread(thread)}
    return {**made, "format": "org.matrix.custom.html", "formatted_body": html} if html else made


def is_card(content: Mapping[str, Any]) -> bool:
    """Say whether a message of ours is a case's card."""
    return isinstance(content.get(CASE), str)


def _word(key: str, fallback: str = "", **values: object) -> str:
    known = f"matrix.staff.{key}"
    return phrases().title(known, SPOKEN, **values) if known in phrases() else fallback


def _rows(lines: List[str]) -> str:
    return "<br>".join(escape(line) for line in lines)
