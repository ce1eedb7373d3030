"""The embed guide as a page: `docs/widget.md` is its only source."""

import posixpath
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Iterator, Sequence, Tuple

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

FOLDER = "docs"
"""Where the guide is, and its links to files of the project begin."""
WEB = re.compile(r"(?:https?|mailto):|#")
"""Links that lead somewhere from a page, too."""


@dataclass(frozen=True)
class Heading:
    """A heading, and the name that it is linked by."""

    level: str
    id: str
    text: str


@dataclass(frozen=True)
class Guide:
    """The guide: its title, the headings of its parts, and as HTML what stands below the title."""

    title: str
    parts: Tuple[Heading, ...]
    html: Markup


def read_guide(text: str) -> Guide:
    """Make HTML of a text in Markdown. HTML in it stays text; a link to a file of the project becomes its name."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = markdown.parse(text)
    headings = list(_name_headings(tokens))
    for token in tokens:
        if token.children:
            token.children = list(_without_files(token.children))
        elif token.type == "th_open":
            token.attrSet("scope", "col")
    titled = bool(headings) and headings[0].level == "h1" and tokens[0].type == "heading_open"
    below = tokens[3:] if titled else tokens
    parts = tuple(heading for heading in headings if heading.level == "h2")
    html = Markup(markdown.renderer.render(below, markdown.options, {}))
    return Guide(headings[0].text if titled else "", parts, html)


def anchor(heading: str) -> str:
    """Return the name that a heading is linked by, as in the file itself."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")


def _name_headings(tokens: Sequence[Token]) -> Iterator[Heading]:
    for start, inside in pairwise(tokens):
        if start.type == "heading_open":
            text = "".join(part.content for part in inside.children or ())
            start.attrSet("id", anchor(text))
            yield Heading(start.tag, anchor(text), text)


def _without_files(parts: Sequence[Token]) -> Iterator[Token]:
    """Yield the parts of a line; a link to a file of the project becomes its words, and the file's path after them."""
    path = ""
    for part in parts:
        if part.type == "link_open" and not WEB.match(str(part.attrGet("href"))):
            path = _path(str(part.attrGet("href")))
        elif part.type == "link_close" and path:
            yield Token("text", "", 0, content=" (")
            yield Token("code_inline", "code", 0, content=path)
            yield Token("text", "", 0, content=")")
            path = ""
        else:
            yield part


def _path(link: str) -> str:
    """Return the path of a file of the project that the guide links to."""
    return posixpath.normpath(posixpath.join(FOLDER, link.partition("#")[0]))
