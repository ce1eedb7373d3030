"""How each kind of mistake in a file is told: the table behind what `vardlots kb check` prints."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Wording:
    """How one kind of mistake is told. In braces: name, last (its last part), value, expected, near, limits."""

    rule: str
    why: str
    fix: str
    sv: str


_TEXT = Wording(
    "not-a-text",
    "`{name}` is {value}; a text is expected",
    "put quotes around it",
    "`{name}` ska vara en text. Sätt citattecken runt den.",
)
_DATE = Wording(
    "not-a-date",
    "`{name}` is {value}; a date is expected",
    "write it as 2026-11-22, without quotes",
    "`{name}` ska vara ett datum. Skriv det som 2026-11-22, utan citattecken.",
)
_EMPTY = Wording(
    "empty",
    "`{name}` is empty",
    "write something, or remove the line",
    "`{name}` är tomt. Fyll i, eller ta bort raden.",
)
_FIELDS = Wording(
    "not-fields",
    "`{name}` is {value}; fields such as `sv:` and `en:` are expected under it",
    "write one field a line under it, two spaces further in; quote a text that starts with a brace",
    "Under `{name}` ska det stå fält, ett på varje rad, indragna två steg.",
)
_LIST = Wording(
    "not-a-list",
    "`{name}` is {value}; a list is expected",
    "write one item a line, each after '- '",
    "`{name}` ska vara en lista. Skriv en sak per rad, var och en efter '- '.",
)
_CHOICE = Wording(
    "unknown-choice",
    "`{name}` is {value}; expected is {expected}",
    "{near}choose one of these",
    "{value} finns inte att välja för `{name}`. Välj något av: {expected}.",
)
_WHOLE = Wording(
    "not-a-whole-number",
    "`{name}` is {value}, but must be a whole number",
    "write digits only, without quotes, such as 150",
    "`{name}` är {value} men ska vara ett heltal. Skriv bara siffror, utan citattecken.",
)
_NUMBER = Wording(
    "not-a-number",
    "`{name}` is {value}, but must be a number",
    "write digits only, such as 16 or 0.5",
    "`{name}` är {value} men ska vara ett tal. Skriv bara siffror, med punkt före decimaler.",
)
_YES_NO = Wording(
    "not-true-or-false",
    "`{name}` is {value}, but must be true or false",
    "write true or false, without quotes",
    "`{name}` är {value} men ska vara true (ja) eller false (nej).",
)


def _bound(must: str, ska: str) -> Wording:
    why, swedish = f"`{{name}}` is {{value}}, but must be {must}", f"`{{name}}` är {{value}} men ska vara {ska}."
    return Wording("out-of-bounds", why, "correct the number", swedish)


WORDINGS: Mapping[str, Wording] = {
    "missing": Wording(
        "missing-field", "`{name}` is missing", "add the line `{last}: …`", "`{name}` saknas. Lägg till raden."
    ),
    "extra_forbidden": Wording(
        "unknown-field",
        "`{name}` is not a field here",
        "{near}remove the line",
        "Fältet `{name}` finns inte här. Rätta namnet eller ta bort raden.",
    ),
    "enum": _CHOICE,
    "literal_error": _CHOICE,
    "interval": Wording(
        "not-an-interval",
        "`{name}` is {value}; an interval is expected",
        "write a number and day, week, month or year, such as '6 months'",
        "`{name}` ska vara hur ofta något ses över, till exempel '6 months'.",
    ),
    "no_text": Wording(
        "no-text",
        "`{name}` has no text",
        "write sv: and en: under it",
        "`{name}` saknar text. Skriv sv: och en: under.",
    ),
    "support_email": Wording(
        "missing-field", "`email.support` is missing", "add it under `email`", "Adressen `email.support` saknas."
    ),
    "id": Wording(
        "not-an-id",
        "`{name}` is {value}; small letters a-z and digits with dashes between are expected",
        "write it like 'borrow-bankid'",
        "`{name}` skrivs med små bokstäver a–z och bindestreck, som 'borrow-bankid'.",
    ),
    "topic": Wording(
        "not-a-topic",
        "`{name}` is {value}; an intent that starts with faq_ is expected",
        "write it like 'faq_bankid'",
        "`{name}` ska börja med faq_, som 'faq_bankid'.",
    ),
    "region": Wording(
        "not-an-id",
        "`{name}` is {value}; small letters a-z with _ between are expected",
        "write it like 'vastra_gotaland'",
        "`{name}` skrivs med små bokstäver a–z och understreck, som 'vastra_gotaland'.",
    ),
    "url": Wording(
        "not-an-address",
        "`{name}` is {value}; an address is expected",
        'begin it with https://, mailto: or tel:, or write a value such as "{{provider.pages.app}}"',
        "`{name}` ska vara en adress som börjar med https://, mailto: eller tel:.",
    ),
    "key": Wording(
        "unknown-field",
        "`{name}` is not a field here; expected is {expected}",
        "{near}choose one of these",
        "`{name}` finns inte här. Välj något av: {expected}.",
    ),
    "date": _DATE,
    "string_type": _TEXT,
    "string_too_short": _EMPTY,
    "too_short": _EMPTY,
    "model_type": _FIELDS,
    "dict_type": _FIELDS,
    "tuple_type": _LIST,
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_from_float": _WHOLE,
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "bool_type": _YES_NO,
    "bool_parsing": _YES_NO,
    "greater_than_equal": _bound("{ge:g} or more", "{ge:g} eller mer"),
    "greater_than": _bound("above {gt:g}", "mer än {gt:g}"),
    "less_than_equal": _bound("{le:g} or less", "högst {le:g}"),
    "less_than": _bound("below {lt:g}", "mindre än {lt:g}"),
    "string_too_long": Wording(
        "too-long",
        "`{name}` is {value}; at most {max_length} characters are expected",
        "shorten it",
        "`{name}` får ha högst {max_length} tecken. Korta den.",
    ),
    "time_parsing": Wording(
        "not-a-time",
        "`{name}` is {value}; hours and minutes are expected",
        'write it like "08:00-12:30", in quotes',
        "`{name}` ska vara ett klockslag mellan 00:00 och 23:59.",
    ),
}
