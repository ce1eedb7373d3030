"""Which contact a message gives on purpose: because a form asks for it, or because its own words ask for a task."""

import re
from collections.abc import Mapping

from vardlots.entities.fold import fold
from vardlots.privacy.masking import CONTACT, Kind

_PHONE: frozenset[Kind] = frozenset({"phone"})
_NOTHING: frozenset[Kind] = frozenset()

FORMS: Mapping[str, frozenset[Kind]] = {
    "app_link_form": _PHONE,
    "booking_form": _PHONE,
    "move_form": _PHONE,
    "cancel_form": _PHONE,
    "list_form": _PHONE,
    "handoff_form": CONTACT,
}
"""What each form asks for sooner or later: a number that comes early is not asked for again."""

_TASK = re.compile(
    r"\b(?:boka\w{0,8}|\w{0,4}boka\w{0,4}|bokning\w{0,8}|skick\w{0,3}|sand(?:a|er|e)?|sms\w{0,4}|mms\w{0,3}|messa\w{0,3}"
    r"|textar?|appen\w{0,2}|app|lank\w{0,4}|flytta\w{0,2}|tid(?:en|er|erna)?|nerladdning\w{0,2}|ladda\w{0,2}"
    r"|prova|istallet|fel nummer"
    r"|book\w{0,5}|appointments?|cancel\w{0,6}|reschedul\w{0,4}|move|moving|send\w{0,3}|sent|text|link|downloads?"
    r"|forward|try|instead|wrong number)\b"
)
_REACH = re.compile(
    r"\b(?:ring\w{0,3}|na(?:s|r)? (?:mig|mej|oss|pa)|nas|kontakt\w{0,5}|hor\w{0,3} av|fa tag|aterkom\w{0,4}"
    r"|svara\w{0,2}|mej?l\w{0,5}|maila?\w{0,3}|e-?post\w{0,3}|manniska\w{0,2}|person(?:en|al(?:en)?)?"
    r"|call|phone me|reach|contact|get back|get in touch|get hold|e-?mail|mail|write to|human|someone|somebody"
    r"|staff)\b(?! identity| number)"
)


def wanted(text: str, form: str | None = None) -> frozenset[Kind]:
    """Return the contacts to keep in a message: what the active form asks for, or what its words want it for.

    "Skicka applänken till 070-174 06 41" comes before any form: whoever asks for a text message, an appointment or
    to be called has to say where. A number that no task needs ("jag heter Eva, 070-174 06 41, vad kostar det?") is
    not wanted. Where the words are not recognised, the form simply asks.
    """
    asked = FORMS.get(form or "", _NOTHING)
    said = fold(text)
    if _REACH.search(said):
        return CONTACT
    return asked | _PHONE if _TASK.search(said) else asked
