"""The clinic's addresses and numbers stand in `kb/provider.yaml`, or one of their copies will be old."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from vardlots.knowledge.findings import Edit, short
from vardlots.knowledge.rules.rule import Flaw, Place, Rule
from vardlots.knowledge.source import Where

EMAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")
# a trunk prefix or +46, then at least six digits; 112, 1177 and 90101 are everybody's and change with nobody
PHONE = re.compile(r"(?<![\d.,])(\+46|0)[\s-]?\d(?:[\s-]?\d){5,}(?!\d)")
URL = re.compile(r"https?://[^\s)\]}>”\"]*[^\s)\]}>”\".,;:!?]")
# 1177 from abroad, and the poison information line
PUBLIC = {"+46771117700", "0104566700"}


def hard_coded_contact(place: Place) -> Iterator[Flaw]:
    """No e-mail address or phone number in an answer."""
    known = _known(place)
    for language, text in place.answers:
        numbers = [found for found in PHONE.finditer(text) if re.sub(r"[\s-]", "", found[0]) not in PUBLIC]
        for found in [*EMAIL.finditer(text), *numbers]:
            what = "an e-mail address" if "@" in found[0] else "a phone number"
            why = f"{short(found[0])} is {what} written into the answer"
            path, where = known.get(_same(found[0])), ("answer", language)
            fix = f"write {{{path}}}" if path else (
                "put it into kb/provider.yaml and write its path, such as {provider.email.support}"
            )  # fmt: skip
            swedish = (
                f"{short(found[0])} står redan i kb/provider.yaml. Skriv {{{path}}}."
                if path
                else f"{short(found[0])} ska stå i kb/provider.yaml. Skriv sökvägen i svaret."
            )
            yield Flaw(why, fix, swedish, where, found.start(), _edit(place, where, found, path))


def hard_coded_page(place: Place) -> Iterator[Flaw]:
    """No page, address or number of the clinic's own written out where its path would do."""
    known = _known(place)
    for where, text in _places(place):
        for found in URL.finditer(text):
            if path := known.get(_same(found[0])):
                yield _flaw(place, where, found, path)
        contact = re.fullmatch(r"(?:mailto:|tel:)(.+)", text) if where[0] == "links" else None
        if contact and (path := known.get(_same(contact[1]))) and "@" in contact[1]:
            start = contact.start(1)
            why, told = f"{short(contact[1])} also stands in kb/provider.yaml", f"{short(contact[1])} står redan där."
            edit = place.edit(where, start, contact[1], f"{{{path}}}")
            yield Flaw(why, f"write {{{path}}}", f"{told} Skriv {{{path}}}.", where, start, edit)


def _flaw(place: Place, where: Where, found: re.Match[str], path: str) -> Flaw:
    why, fix = f"{short(found[0])} also stands in kb/provider.yaml", f"write {{{path}}}"
    swedish = f"{short(found[0])} står redan i kb/provider.yaml. Skriv {{{path}}}."
    return Flaw(why, fix, swedish, where, found.start(), _edit(place, where, found, path))


def _edit(place: Place, where: Where, found: re.Match[str], path: str | None) -> Edit | None:
    return place.edit(where, found.start(), found[0], f"{{{path}}}") if path else None


def _places(place: Place) -> Iterator[tuple[Where, str]]:
    yield from ((("answer", language), text) for language, text in place.answers)
    yield from ((("links", number, "url"), link.url) for number, link in enumerate(place.entry.links))


def _known(place: Place) -> Mapping[str, str]:
    """Return the paths of the clinic's own addresses, numbers and pages, by what they are."""
    if place.whole.own_contacts is None:
        place.whole.own_contacts = _found(place)
    return place.whole.own_contacts


def _found(place: Place) -> Mapping[str, str]:
    provider = place.whole.knowledge.values.sources.get("provider") or place.whole.knowledge.sources.get("provider")
    found = dict(_leaves(provider.data, ("provider",))) if provider else {}
    return {_same(text): path for text, path in found.items() if "@" in text or "://" in text or PHONE.fullmatch(text)}


def _leaves(data: Any, path: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield every text of the file with its path; one that has a text a language has no single path."""
    for key, value in data.items() if isinstance(data, dict) else ():
        if isinstance(value, str):
            yield value, ".".join((*path, str(key)))
        elif not (isinstance(value, dict) and set(value) <= {"sv", "en"}):
            yield from _leaves(value, (*path, str(key)))


def _same(text: str) -> str:
    """Return what tells an address or a number from another, however it is written."""
    if "@" in text or "://" in text:
        return text.casefold().rstrip("/")
    return re.sub(r"^\+46", "0", re.sub(r"[\s-]", "", text))


RULES = (
    Rule(
        "hard-coded-contact",
        "error",
        "E-mail addresses and phone numbers are taken from kb/provider.yaml, such as {provider.email.support}: written "
        "out, one of the copies will be old. --fix writes the path of one that stands there.",
        "E-postadresser och telefonnummer hämtas från kb/provider.yaml, som {provider.email.support}: utskrivna blir "
        "någon av kopiorna gammal. --fix skriver sökvägen om uppgiften finns där.",
        hard_coded_contact,
        fixable=True,
    ),
    Rule(
        "hard-coded-page",
        "warning",
        "A page of the clinic's own that stands in kb/provider.yaml is written by its path, in answers and "
        "links. --fix does it.",
        "En av klinikens egna sidor som står i kb/provider.yaml skrivs med sin sökväg, i svar och länkar. "
        "--fix gör det.",
        hard_coded_page,
        fixable=True,
    ),
)
