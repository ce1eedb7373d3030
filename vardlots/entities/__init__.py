"""Values in what people write: ages, regions, kinds of help, exemption cards, phone numbers, references.

Pure functions over plain text, with word tables in `kb/`. Both processes use them, so this package imports nothing
but the standard library and yaml.
"""

from vardlots.entities import ages, card, care, contact, places, purpose, subject
from vardlots.entities.fold import fold
from vardlots.entities.found import Found
from vardlots.entities.words import sources

__all__ = ["Found", "extract", "fold", "sources"]


def extract(text: str, expecting: str | None = None) -> list[Found]:
    """Return every value in a text, in its order.

    `expecting` is the slot that a form asked for (age, region, exemption_card, phone): what would be too little
    anywhere else, such as a bare "34", is then an answer. A reading inside a phone number or reference is dropped.
    """
    digits = [*contact.find_phones(text, expecting == "phone"), *contact.find_references(text)]
    words = [
        *ages.find(text, expecting == "age"),
        *places.find(text, expecting == "region"),
        *care.find(text),
        *card.find(text, expecting == "exemption_card"),
        *subject.find(text),
        *purpose.find(text),
    ]
    free = [one for one in words if not any(one.start < other.end and other.start < one.end for other in digits)]
    return sorted([*digits, *free], key=lambda one: (one.start, one.end))
