"""What a patient is told while the clinic's people are asked in, have the conversation, and give it back."""

from typing import Optional

from vardlots.people.cases import Case
from vardlots.people.staffing import staffing
from vardlots.phrases import phrases
from vardlots.replies import Button, Language, Reply
from vardlots.welcome import contact

LEAVE, CONTACT, ASK = "/leave_people", "/leave_contact", "/talk_to_person"
"""Payloads: back to the assistant; a contact instead of a place in the queue; the same where there is no case."""


def queued(case: Case, position: int, language: Language, first: bool) -> Reply:
    """Say which place in the queue the patient has: `first` says all of it, later ones only that."""
    key = ("queued" if first else "still_queued") if position > 1 else ("queued_first" if first else "still_first")
    said = phrases().say(f"people.{key}", language, position=position, word=_word(language))
    return _waiting(case, said, language, position)


def nobody_yet(case: Case, position: int) -> Reply:
    """Say that nobody has come yet, and offer to leave a contact."""
    return _waiting(case, phrases().say("people.nobody_yet", case.language), case.language, position)


def receipt(case: Case, language: Language) -> Reply:
    """Say nothing: a person has the conversation, and will answer."""
    return Reply("handoff", language, (), people=_with_person(case))


def taken(case: Case, name: str) -> Reply:
    """Say that a person has come."""
    say = phrases()
    said = say.say("people.taken", case.language, name=name or _somebody(case.language), word=_word(case.language))
    state = {"state": "with_person", "case": case.reference}
    return Reply("handoff", case.language, _begun(said), buttons=(_end(case.language),), people=state)


def from_staff(case: Case, name: str, text: str) -> Reply:
    """Say what a member of staff wrote, in their words and under their name."""
    paragraphs = tuple(part.strip() for part in text.split("\n\n") if part.strip())
    people = {"state": "with_person", "case": case.reference, "name": name or _begin(_somebody(case.language))}
    return Reply("handoff", case.language, paragraphs, buttons=(_end(case.language),), people=people)


def ended(case: Case, key: str, by: str, language: Optional[Language] = None, offer_contact: bool = False) -> Reply:
    """Say why the conversation with people is over, by the phrase `people.<key>`."""
    spoken = language or case.language
    values = {"name": case.name or _somebody(spoken), "hours": contact().hours[spoken]}
    buttons = (contact_button(spoken, ASK),) if offer_contact else ()
    said = phrases().say(f"people.{key}", spoken, **values)
    return Reply("handoff", spoken, said, buttons=buttons, people={"state": "ended", "by": by})


def trouble(key: str, language: Language, offer_contact: bool) -> Reply:
    """Say that people cannot be reached, and offer to leave a contact where that helps."""
    buttons = (contact_button(language, ASK),) if offer_contact else ()
    return Reply("error", language, phrases().say(f"people.{key}", language), buttons=buttons)


def contact_button(language: Language, payload: str) -> Button:
    """Return the button that leaves a contact."""
    return Button(phrases().title("people.buttons.contact", language), payload)


def _waiting(case: Case, said: "tuple[str, ...]", language: Language, position: int) -> Reply:
    leave = Button(phrases().title("people.buttons.leave", language), LEAVE, "people")
    state = {"state": "waiting", "position": position, "case": case.reference}
    return Reply("handoff", language, said, buttons=(contact_button(language, CONTACT), leave), people=state)


def _with_person(case: Case) -> "dict[str, str]":
    return {"state": "with_person", "case": case.reference}


def _end(language: Language) -> Button:
    return Button(phrases().title("people.buttons.end", language), LEAVE, "people")


def _word(language: Language) -> str:
    return staffing().end_words[language][0]


def _somebody(language: Language) -> str:
    return phrases().title("people.somebody", language)


def _begun(said: "tuple[str, ...]") -> "tuple[str, ...]":
    return (_begin(said[0]), *said[1:])


def _begin(text: str) -> str:
    """Return a text that begins as a sentence does."""
    return text[:1].upper() + text[1:]
