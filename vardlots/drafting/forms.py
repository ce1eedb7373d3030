"""The ways in which pages say that something is a question and its answer, the surest first."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from bs4 import BeautifulSoup
from bs4.element import PageElement, Tag

from vardlots.drafting.markup import attribute, in_furniture, is_hidden
from vardlots.drafting.prose import BLOCKS, PageLink, Prose, one_line, plain_prose, prose, said

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
LONGEST = 300
"""So many letters may a question have."""
# what questions begin with in either language
_ASKS = re.compile(
    r"(?:hur|vad|var|vart|när|varför|vem|vilka|vilken|vilket|kan|får|måste|ska|behöver|finns|är|har|går|kostar|"
    r"jag|how|what|where|when|why|who|which|can|could|do|does|is|are|may|must|should|will|i)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Asked:
    """A question of a page, and what the page answers."""

    question: str
    answer: str
    links: tuple[PageLink, ...] = ()


def is_question(text: str) -> bool:
    """Tell whether a text reads as a question; a heading of three words without a question mark may be one."""
    return len(text) <= LONGEST and (text.endswith("?") or (len(text.split()) > 2 and bool(_ASKS.match(text))))


def json_ld(soup: BeautifulSoup, base: str) -> Iterator[Asked]:
    """Find questions in data for search engines: https://schema.org/FAQPage."""
    for script in soup.find_all("script", type=re.compile(r"^\s*application/ld\+json", re.IGNORECASE)):
        try:
            data = json.loads(script.string or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for thing in _things(data):
            if _is_a(thing, "Question"):
                answer = next(_dicts(thing.get("acceptedAnswer") or thing.get("suggestedAnswer")), {})
                name = plain_prose(str(thing.get("name") or thing.get("text") or "")).text
                yield from _asked(name, plain_prose(str(answer.get("text") or ""), base))


def microdata(soup: BeautifulSoup, base: str) -> Iterator[Asked]:
    """Find elements that are marked as https://schema.org/Question."""
    for tag in soup.find_all(itemtype=re.compile(r"schema\.org/Question\s*$")):
        name, answer = tag.find(itemprop="name"), tag.find(itemprop=("acceptedAnswer", "suggestedAnswer"))
        if isinstance(name, Tag) and isinstance(answer, Tag):
            text = answer.find(itemprop="text")
            yield from _asked(attribute(name, "content") or said(name), prose([text or answer], base))


def details(soup: BeautifulSoup, base: str) -> Iterator[Asked]:
    """Find what opens at a tap on its summary; one that holds others is a group, and no question."""
    for tag in soup.find_all("details"):
        summary = tag.find("summary")
        if isinstance(summary, Tag) and not tag.find("details") and not in_furniture(tag):
            yield from _asked(said(summary), prose(_shown(one for one in tag.contents if one is not summary), base))


def definitions(soup: BeautifulSoup, base: str) -> Iterator[Asked]:
    """Find lists of terms and what is said of each."""
    for tag in soup.find_all("dl"):
        if in_furniture(tag):
            continue
        term, told = None, list[PageElement]()
        for part in [*tag.find_all(("dt", "dd")), None]:
            if part is None or part.name == "dt":
                if term is not None and told:
                    yield from _asked(said(term), prose(told, base))
                term, told = part, []
            else:
                told.append(part)


def headings(soup: BeautifulSoup, base: str) -> Iterator[Asked]:
    """Find headings that ask, and what follows each until the next of its rank, or the next that asks."""
    # one that opens at a tap is an accordion's
    every = [tag for tag in soup.find_all(HEADINGS) if not tag.find(True, attrs={"aria-expanded": True})]
    asking = {id(tag): heading for tag in every if is_question((heading := _Heading(tag)).text)}
    for tag in every:
        if id(tag) in asking and not in_furniture(tag):

            def ends(other: Tag, rank: str = tag.name) -> bool:
                return other.name in HEADINGS and (other.name <= rank or id(other) in asking)

            heading = asking[id(tag)]
            yield from _asked(heading.text, prose(chain(heading.rest, _following(tag)), base, ends))


class _Heading:
    """What a heading says; `rest` is what stands in it only because nobody closed it."""

    def __init__(self, tag: Tag) -> None:
        first = next((one for one in tag.children if isinstance(one, Tag) and BLOCKS.fullmatch(one.name)), None)
        before = prose(reversed(list(first.previous_siblings))).text if first else ""
        self.text = one_line(before) or said(tag)
        self.rest: list[PageElement] = [first, *first.next_siblings] if first and before else []


def accordions(soup: BeautifulSoup, base: str) -> Iterator[Asked]:
    """Find what scripts open at a tap: https://www.w3.org/WAI/ARIA/apg/patterns/accordion/."""
    for tag in soup.find_all(True, attrs={"aria-expanded": True}):
        if in_furniture(tag):
            continue
        controls = attribute(tag, "aria-controls").split()
        panel = soup.find(id=controls[0]) if controls else _panel(tag)
        if isinstance(panel, Tag):
            yield from _asked(one_line(tag.get_text(" ")), prose([panel], base))


Finder = Callable[[BeautifulSoup, str], Iterator[Asked]]
FORMS: Mapping[str, Finder] = {
    "json-ld": json_ld,
    "microdata": microdata,
    "details": details,
    "dl": definitions,
    "headings": headings,
    "accordion": accordions,
}
"""What finds the questions of a page, in the order in which it is tried."""

MARKED = ("json-ld", "microdata")
"""The forms that say themselves that something is a question."""


def found(form: str, soup: BeautifulSoup, base: str) -> list[Asked]:
    """Return the questions that a page marks in one way, each once.

    Where a page does not say that they are questions, most must read as such, or only those that do are taken.
    """
    first: dict[str, Asked] = {}
    for one in FORMS[form](soup, base):
        first.setdefault(one.question.casefold(), one)
    questions = [one for one in first.values() if is_question(one.question)]
    everything = form in MARKED or 2 * len(questions) > len(first)
    return list(first.values()) if everything else questions


def _asked(question: str, answer: Prose) -> Iterator[Asked]:
    question = one_line(question)
    if question and answer.text and len(question) <= LONGEST:
        yield Asked(question, answer.text, answer.links)


def _following(tag: Tag) -> Iterator[PageElement]:
    """Yield what comes after an element, further and further out, until the page's text ends."""
    here: PageElement | None = tag
    while here is not None:
        yield from _shown(here.next_siblings)
        here = here.parent
        if isinstance(here, Tag) and here.name in ("main", "article", "body", "html", "[document]"):
            return


def _shown(nodes: Iterable[PageElement]) -> Iterator[PageElement]:
    return (node for node in nodes if not (isinstance(node, Tag) and is_hidden(node)))


def _panel(tag: Tag) -> PageElement | None:
    """Return what comes right after a button, or after the heading around it."""
    if isinstance(tag.parent, Tag) and tag.parent.name in HEADINGS:
        tag = tag.parent
    return tag.find_next_sibling()


def _things(data: Any) -> Iterator[dict[str, Any]]:
    """Yield every thing in JSON-LD, however deep, in the page's order."""
    stack = [data]
    while stack:
        thing = stack.pop()
        if isinstance(thing, dict):
            yield thing
            stack.extend(reversed(list(thing.values())))
        elif isinstance(thing, list):
            stack.extend(reversed(thing))


def _dicts(value: Any) -> Iterator[dict[str, Any]]:
    yield from (one for one in (value if isinstance(value, list) else [value]) if isinstance(one, dict))


def _is_a(thing: Mapping[str, Any], name: str) -> bool:
    kinds = thing.get("@type")
    return any(str(kind).rsplit("/", 1)[-1] == name for kind in (kinds if isinstance(kinds, list) else [kinds]))
