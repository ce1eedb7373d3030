"""What an element of a page says: short paragraphs of plain text, and where its links lead."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from bs4.element import NavigableString, PageElement, PreformattedString, Tag

from vardlots.drafting.markup import attribute, is_furniture, is_hidden, parsed

BLOCKS = re.compile(
    r"address|article|aside|blockquote|body|caption|center|d[dlt]|details|div|fieldset|figcaption|figure|h[1-6r]|"
    r"header|li|main|[ou]l|p|pre|section|summary|table|tbody|tfoot|thead|tr"
)
LEFT_OUT = frozenset(("button", "input", "textarea", "label", "object", "audio", "video", "canvas", "math", "aside"))
MOST = 20_000
"""So many letters of an answer are taken."""

_BLANKS = re.compile(r"[ \t\r\n\f\v\u00ad\u200b\u200c\u200d\u2060\ufeff]+")
_BULLET = re.compile(r"-|\d+\.")
_WEB = re.compile(r"(https://|mailto:|tel:)[^\s{}]+")


@dataclass(frozen=True)
class PageLink:
    """A link of a page: what it shows and where it leads, a web, mailto: or tel: address."""

    title: str
    url: str


@dataclass(frozen=True)
class Prose:
    """Paragraphs, with an empty line between them, and the links in them, each once."""

    text: str
    links: tuple[PageLink, ...] = ()


def prose(nodes: Iterable[PageElement], base: str = "", stop: Callable[[Tag], bool] | None = None) -> Prose:
    """Return what elements of a page say. An item of a list is a paragraph: only so do patients see it as a line.

    What is hidden is left out, but for the elements themselves: an answer that opens at a tap is hidden until then.
    `base` is the page's own address; the text ends at the first element that `stop` says yes to.
    """
    writer = _Writer(base)
    for node, leaving in _walk(nodes, stop):
        if leaving:
            writer.leave(node)
        else:
            writer.enter(node)
    return writer.written()


def plain_prose(text: str, base: str = "") -> Prose:
    """Return what a text says that may be HTML."""
    if not re.search(r"<[a-zA-Z/!]|&[a-zA-Z#]", text):
        parts = (one_line(part) for part in re.split(r"\n\s*\n|\r\n\s*\r\n", text))
        return Prose("\n\n".join(part for part in parts if part)[:MOST])
    return prose(parsed(text).contents, base)


def one_line(text: str) -> str:
    """Return a text on one line; braces become brackets, for ours are filled in by the assistant."""
    return _BLANKS.sub(" ", text).replace("{", "(").replace("}", ")").strip()


def said(tag: Tag) -> str:
    """Return what an element says, on one line."""
    return one_line(prose([tag]).text or tag.get_text(" "))


def _walk(nodes: Iterable[PageElement], stop: Callable[[Tag], bool] | None) -> Iterator[tuple[PageElement, bool]]:
    """Yield every node that is read, on the way in and on the way out; without recursion, for pages nest deeply."""
    for top in nodes:
        stack: list[tuple[PageElement, bool]] = [(top, False)]
        while stack:
            node, leaving = stack.pop()
            if isinstance(node, Tag) and not leaving:
                if stop and stop(node):
                    return
                if _is_control(node) or is_furniture(node) or (node is not top and is_hidden(node)):
                    continue
                stack.append((node, True))
                stack.extend((child, False) for child in reversed(node.contents))
            yield node, leaving


def _is_control(tag: Tag) -> bool:
    return tag.name in LEFT_OUT or attribute(tag, "role") == "button" or tag.has_attr("aria-expanded")


class _Writer:
    """Put together paragraphs from what is met on the way through a page."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._paragraphs: list[str] = []
        self._now: list[str] = []
        self._links: dict[str, PageLink] = {}
        self._numbers: list[int] = []

    def enter(self, node: PageElement) -> None:
        """Read a text, or begin an element."""
        if isinstance(node, NavigableString):
            if not isinstance(node, PreformattedString):  # a comment
                self._now.append(_BLANKS.sub(" ", node))
            return
        assert isinstance(node, Tag)
        if BLOCKS.fullmatch(node.name):
            self._flush()
        if node.name == "br":
            self._now.append("\n")
        elif node.name in ("td", "th") and self._now:
            self._now.append(" | ")
        elif node.name in ("ol", "ul"):
            self._numbers.append(0 if node.name == "ol" else -1)
        elif node.name == "li":
            self._now.append(self._bullet())
        elif node.name == "a":
            self._link(node)

    def leave(self, node: PageElement) -> None:
        """End an element."""
        assert isinstance(node, Tag)
        if node.name in ("ol", "ul") and self._numbers:
            self._numbers.pop()
        if node.name == "li" and _BULLET.fullmatch("".join(self._now).strip()):
            self._now = []  # an item that says nothing
        if BLOCKS.fullmatch(node.name):
            self._flush()

    def written(self) -> Prose:
        """Return all that was read."""
        self._flush()
        text = "\n\n".join(self._paragraphs)
        return Prose(text if len(text) <= MOST else text[:MOST].rsplit("\n\n", 1)[0], tuple(self._links.values()))

    def _flush(self) -> None:
        lines = (one_line(line) for line in "".join(self._now).split("\n"))
        text = "\n".join(line for line in lines if line).strip(" |")
        if _BULLET.fullmatch(text):
            return  # a list's item whose text is in an element of its own
        self._paragraphs += [text] if text else []
        self._now = []

    def _bullet(self) -> str:
        if not self._numbers or self._numbers[-1] < 0:
            return "- "
        self._numbers[-1] += 1
        return f"{self._numbers[-1]}. "

    def _link(self, node: Tag) -> None:
        url, title = address(attribute(node, "href"), self._base), one_line(node.get_text(" "))
        # an address that the text itself says is no place to read more
        if url and title and not (url.startswith(("mailto:", "tel:")) and re.search(r"@|\d{4}|\d\d \d\d", title)):
            self._links.setdefault(url, PageLink(title[:200], url))


def address(href: str, base: str) -> str:
    """Return a link's address as an answer may have it, or nothing where it leads nowhere from outside the page."""
    href = href.strip()
    if not href or href.startswith("#"):
        return ""
    try:
        url = urljoin(base, href)
    except ValueError:
        return ""
    url = re.sub(r"^http://", "https://", url)
    if url.startswith("mailto:"):
        url = url.split("?", 1)[0]
    return url if _WEB.fullmatch(url) and len(url) < 2000 else ""
