"""The rules that reading the files tells of: what keeps a file from being what it should be."""

from vardlots.knowledge.rules.rule import Rule

_ERRORS = {
    "not-yaml": (
        "The file can be read as YAML: quotes around texts with a colon or #, indentation of spaces.",
        "Filen går att läsa som YAML: citattecken runt texter med kolon eller #, indrag med mellanslag.",
    ),
    "not-utf-8": ("The file is saved as UTF-8.", "Filen är sparad som UTF-8."),
    "missing-file": ("The file is there.", "Filen finns."),
    "alias": ("A value is written out where it is used.", "Ett värde skrivs ut där det används."),
    "unquoted-braces": (
        "A text that starts with a brace or a bracket has quotes around it.",
        "En text som börjar med en klammer har citattecken runt sig.",
    ),
    "duplicate-key": ("A field stands once.", "Ett fält står en gång."),
    "unreadable-value": ("A value can be read as what it is.", "Ett värde går att läsa som det det är."),
    "missing-field": ("Every field that is needed is there.", "Alla fält som behövs finns."),
    "unknown-field": (
        "Every field is one that is read; most others are misspelt.",
        "Varje fält är ett som läses; de flesta andra är felstavade.",
    ),
    "empty": ("A field that is there says something.", "Ett fält som finns innehåller något."),
    "no-text": ("A text is there in at least one language.", "En text finns på minst ett språk."),
    "not-a-text": ("A text is a text, and not a number or a list.", "En text är en text, inte ett tal eller en lista."),
    "not-a-date": (
        "A date is written as 2026-11-22, without quotes.", "Ett datum skrivs 2026-11-22, utan citattecken."
    ),
    "not-fields": ("Fields stand under a name, one a line.", "Fält står under ett namn, ett per rad."),
    "not-a-list": ("A list has an item a line, each after '- '.", "En lista har en sak per rad, efter '- '."),
    "unknown-choice": ("A choice is one of those that there are.", "Ett val är ett av dem som finns."),
    "unknown-offer": (
        "A button offers something that the assistant can do.", "En knapp erbjuder något som assistenten kan göra."
    ),
    "not-a-whole-number": ("A whole number is written in digits.", "Ett heltal skrivs med siffror."),
    "not-a-number": ("A number is written in digits.", "Ett tal skrivs med siffror."),
    "not-true-or-false": ("The field is true or false.", "Fältet är true eller false."),
    "out-of-bounds": ("A number is within its bounds.", "Ett tal ligger inom sina gränser."),
    "not-an-interval": ("How often is a number and a unit: 6 months.", "Hur ofta är ett tal och en enhet: 6 months."),
    "not-an-id": ("An id is small letters, digits and dashes.", "Ett id är små bokstäver, siffror och bindestreck."),
    "not-a-topic": ("A topic is an intent that starts with faq_.", "topic är en avsikt som börjar med faq_."),
    "not-an-address": (
        "An address begins with https://, mailto: or tel:.", "En adress börjar med https://, mailto: eller tel:."
    ),
    "too-long": ("A text is no longer than its field allows.", "En text är inte längre än fältet tillåter."),
    "not-a-time": ("A time is written as 08:00-12:30, in quotes.", "En tid skrivs 08:00-12:30, med citattecken."),
    "not-valid": (
        "What a table says holds together; the finding says what does not.",
        "Det en tabell säger hänger ihop; fyndet säger vad som inte gör det.",
    ),
    "duplicate-id": ("An id is that of one entry.", "Ett id hör till en enda fråga."),
    "unknown-entry": ("A follow-up names an entry that there is.", "En följdfråga pekar på en fråga som finns."),
    "unknown-value": (
        "A path in braces leads to a value: {provider.email.support}.",
        "En sökväg i klamrar leder till ett värde: {provider.email.support}.",
    ),
    "uneven-values": (
        "A sentence has the same words in braces in both languages.",
        "En mening har samma ord i klamrar på båda språken.",
    ),
    "wrong-braces": ("Braces come in pairs, with a name between.", "Klamrar står i par, med ett namn mellan."),
    "not-gsm": (
        "A text message uses the signs of the GSM alphabet, or it costs twice.",
        "Ett sms använder GSM-alfabetets tecken, annars kostar det dubbelt.",
    ),
    "too-many-segments": ("A text message is short enough.", "Ett sms är tillräckligt kort."),
}  # fmt: skip

RULES = tuple(Rule(name, "error", *said) for name, said in _ERRORS.items())
