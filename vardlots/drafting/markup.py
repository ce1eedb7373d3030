"""HTML of strangers: decoded, read as far as it goes, and told apart from what frames a page."""

import codecs
import re
import warnings
from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.element import Tag

FURNITURE = ("nav", "footer", "dialog", "form", "select", "template", "noscript", "script", "style", "iframe", "svg")
"""What is on a page and is no text of it."""
ROLES = ("navigation", "banner", "contentinfo", "search", "dialog", "alertdialog", "menu", "menubar")

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,30})", re.IGNORECASE)
_BANNER = re.compile(r"cookie|consent|gdpr|onetrust|usercentrics|samtycke", re.IGNORECASE)
_HEADING = re.compile(r"<(/?)(h[1-6])\b", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_UNSEEN = {"sr-only", "visually-hidden", "screen-reader-text", "visuallyhidden"}


def decoded(data: bytes) -> str:
    """Return a page's text. What a page says of its coding is often no longer true after it was saved."""
    for mark, coding in ((codecs.BOM_UTF8, "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(coding, "replace")
    try:
        return data.decode("utf-8")  # nothing else passes for it by accident
    except UnicodeDecodeError:
        found = _CHARSET.search(data[:4096])
        said = found[1].decode("ascii", "replace").lower() if found else ""
        # as browsers do: who says Latin-1 means what Windows has, and this was no UTF-8
        coding = "cp1252" if not said or said.startswith(("utf", "iso-8859-1", "latin", "us-ascii")) else said
    try:
        return data.decode(coding, "replace")
    except (LookupError, UnicodeError):
        return data.decode("cp1252", "replace")


def parsed(text: str) -> BeautifulSoup:
    """Return the tree of a page, or of a piece of one, however broken it is."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that a text looks like a file's name, or like XML
        return BeautifulSoup(_closed(text), "html.parser")


def _closed(text: str) -> str:
    """Return HTML without comments, and without a last tag that never ends; a heading ends where the next begins.

    The parser looks for the end of each from where it begins, which takes hours where thousands have none.
    """
    kept, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        kept.append(text[at:start])
        at = end + 3
    kept.append(text[at:].replace("<!--", ""))
    whole = "".join(kept)
    last = whole.rfind(">") + 1
    return "".join(_apart(whole[:last] + whole[last:].split("<", 1)[0]))


def _apart(text: str) -> Iterator[str]:
    """Yield a page in pieces, every heading ended before the next begins, as browsers do."""
    at, inside = 0, ""
    for found in _HEADING.finditer(text):
        yield text[at : found.start()]
        at = found.start()
        if inside and not found[1]:
            yield f"</{inside}>"
        inside = "" if found[1] else found[2]
    yield text[at:]


def is_furniture(tag: Tag) -> bool:
    """Tell whether an element frames the page: a menu, a banner, a footer, a question about cookies."""
    if tag.name in FURNITURE or attribute(tag, "role") in ROLES:
        return True
    if tag.name == "header":
        return not tag.find_parent(("main", "article", "section"))
    named = f"{attribute(tag, 'id')} {attribute(tag, 'class')}"
    return tag.name not in ("html", "body", "main", "article") and bool(_BANNER.search(named))


def is_hidden(tag: Tag) -> bool:
    """Tell whether nobody sees an element, or only a machine is to."""
    return (
        tag.has_attr("hidden")
        or attribute(tag, "aria-hidden") == "true"
        or bool(_HIDDEN.search(attribute(tag, "style")))
        or bool(_UNSEEN.intersection(attribute(tag, "class").split()))
    )


def in_furniture(tag: Tag) -> bool:
    """Tell whether an element is part of what frames the page."""
    return is_furniture(tag) or any(is_furniture(above) for above in tag.parents if above.name != "[document]")


def attribute(tag: Tag, name: str) -> str:
    """Return an attribute as one text, empty where there is none."""
    value = tag.get(name)
    return " ".join(value) if isinstance(value, list) else str(value or "")
