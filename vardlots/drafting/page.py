"""A page as a browser saved it: who wrote it, in which language, and the questions that it answers."""

import re
from dataclasses import dataclass

from bs4 import BeautifulSoup
from bs4.element import Tag

from vardlots.drafting.forms import FORMS, Asked, found
from vardlots.drafting.markup import attribute, decoded, parsed
from vardlots.drafting.prose import one_line
from vardlots.knowledge.findings import BadFile, Finding
from vardlots.replies import LANGUAGES, Language

MOST_BYTES = 20_000_000
MOST_QUESTIONS = 500
ENDINGS = (".html", ".htm", ".xhtml", ".mhtml", ".mht")


@dataclass(frozen=True)
class Page:
    """A page that was read. `form` is how it marks its questions; `others` are questions that it marks otherwise.

    `address` is where the page says that it is, `language` what it says that it is in; both may be empty.
    """

    name: str
    title: str
    address: str
    language: Language | None
    form: str
    asked: tuple[Asked, ...]
    others: tuple[str, ...] = ()


def is_page(name: str, data: bytes) -> bool:
    """Tell whether a file is a web page, by the ending of its name or by what it begins with."""
    start = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return name.lower().endswith(ENDINGS) or start.startswith((b"<!doctype", b"<html", b"<?xml", b"<!--", b"<"))


def read_page(name: str, data: bytes, form: str = "") -> Page:
    """Read a page and find its questions, marked in the way that `form` names, else in the first that it has.

    Raises:
        BadFile: when it is too large, no page, or has no questions.
    """
    if len(data) > MOST_BYTES:
        raise BadFile([Finding(name, 1, "too-large", *_TOO_LARGE)])
    if re.match(rb"\s*(MIME-Version|From|Content-Type|Subject|Snapshot-Content-Location):", data[:200]):
        raise BadFile([Finding(name, 1, "not-a-page", *_ONE_FILE)])
    soup = parsed(decoded(data))
    base = _address(soup)
    by_form = {one: found(one, soup, base) for one in FORMS}
    chosen = form or next((one for one in FORMS if by_form[one]), "")
    if not chosen or not by_form[chosen]:
        raise BadFile([Finding(name, 1, "no-questions", *_NO_QUESTIONS)])
    asked = tuple(by_form[chosen])
    if len(asked) > MOST_QUESTIONS:
        raise BadFile([Finding(name, 1, "too-large", *_TOO_MANY)])
    known = {_key(one.question) for one in asked}
    others = {_key(one.question): one.question for every in by_form.values() for one in every}
    left = tuple(question for key, question in others.items() if key not in known)
    return Page(name, _title(soup), base, _language(soup), chosen, asked, left)


def _key(question: str) -> str:
    return re.sub(r"\W+", "", question.casefold())


def _title(soup: BeautifulSoup) -> str:
    title = soup.find("title")
    return one_line(title.get_text(" "))[:200] if isinstance(title, Tag) else ""


def _address(soup: BeautifulSoup) -> str:
    """Return the page's own address, where it says so, for links that are relative to it."""
    for name, attributes, key in (
        ("base", {"href": True}, "href"),
        ("link", {"rel": "canonical"}, "href"),
        ("meta", {"property": "og:url"}, "content"),
    ):
        tag = soup.find(name, attrs=attributes)  # type: ignore[arg-type]
        if isinstance(tag, Tag) and re.fullmatch(r"https?://[^\s{}]{1,1000}", attribute(tag, key)):
            return attribute(tag, key)
    return ""


def _language(soup: BeautifulSoup) -> Language | None:
    tag = soup.find("html")
    said = attribute(tag, "lang").lower()[:2] if isinstance(tag, Tag) else ""
    return next((language for language in LANGUAGES if language == said), None)


_TOO_LARGE = (
    f"the page is larger than {MOST_BYTES // 1_000_000} MB",
    "save it without pictures ('HTML only')",
    f"Sidan är större än {MOST_BYTES // 1_000_000} MB. Spara den utan bilder ('endast HTML').",
)
_TOO_MANY = (
    f"the page has more than {MOST_QUESTIONS} questions, more than a person reads through",
    "save the page of one subject at a time",
    f"Sidan har fler än {MOST_QUESTIONS} frågor. Spara en sida per ämne.",
)
_ONE_FILE = (
    "the page was saved as one file with everything in it (.mhtml), or it is an e-mail",
    "save it in the browser as 'Webpage, HTML only'",
    "Sidan är sparad som en enda fil (.mhtml), eller är ett mejl. Spara den i webbläsaren som 'endast HTML'.",
)
_NO_QUESTIONS = (
    "the page has no questions and answers that can be told apart",
    "open it in a browser, wait until the questions show, save it as 'Webpage, complete', and try that file; "
    "or write the questions into a spreadsheet",
    "Sidan har inga frågor och svar som går att skilja ut. Öppna den i en webbläsare, vänta tills frågorna syns, "
    "spara den som 'fullständig webbsida' och försök igen, eller skriv in frågorna i ett kalkylblad.",
)
