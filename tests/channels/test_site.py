"""The pages of the demo clinic: values filled in, whole, alike in both languages, and nothing from elsewhere."""

import logging
import re
import shutil
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from channels.page import FILES
from channels.site import FOLDER, MISSING, PAGES, PAIRS, Page, Site, spoken
from vardlots.errors import KnowledgeError
from vardlots.settings import ROOT

EVERY = [*PAGES.values(), *MISSING.values()]
LINE = '<script type="module" src="/widget/vardlots-chat.js"></script><vardlots-chat'
PROVIDER = yaml.safe_load((ROOT / "kb" / "provider.yaml").read_text(encoding="utf-8"))
INSIDE = re.compile(r"(/[^#]*)?(#.*)?")


class Seen(HTMLParser):
    """What is on a page: its elements with their attributes, in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        """Note an element."""
        self.elements.append((tag, dict(attrs)))

    def all(self, *tags: str) -> list[dict[str, str | None]]:
        """Return the attributes of every element of these kinds."""
        return [attributes for tag, attributes in self.elements if tag in tags]

    def values(self, name: str) -> list[str]:
        """Return every value of an attribute."""
        return [str(attributes[name]) for _, attributes in self.elements if name in attributes]


def read(page: Page) -> str:
    return Site().read(page).decode()


def seen(page: Page) -> Seen:
    return Seen(read(page))


@pytest.fixture
def kb(tmp_path: Path) -> Path:
    """A copy of what the pages show of the knowledge base."""
    folder = tmp_path / "kb"
    folder.mkdir()
    for name in ("provider", "schedule", "ages", "helplines"):
        shutil.copy(ROOT / "kb" / f"{name}.yaml", folder)
    return folder


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


each = pytest.mark.parametrize("page", EVERY, ids=lambda page: page.path or f"missing-{page.language}")
both = pytest.mark.parametrize("name", PAIRS)


@each
def test_values_of_the_knowledge_base_are_filled_in(page):
    text = read(page)
    for value in (PROVIDER["name"], PROVIDER["phone"], PROVIDER["email"]["support"]):
        assert value in text
    assert PROVIDER["handoff"]["hours"][page.language] in text
    assert page.name == "guide" or not re.search(r"[{}]|None|Undefined", text)


@each
def test_whom_to_call_and_that_the_clinic_is_invented_stands_on_every_page(page):
    links = seen(page).values("href")
    assert {"tel:112", "tel:1177", "tel:0846500400", "mailto:support@lingonkliniken.example"} <= set(links)
    assert {"sv": "är påhittad", "en": "is invented"}[page.language] in read(page)


@each
def test_a_page_is_whole(page):
    found = seen(page)
    [html], [title] = found.all("html"), re.findall(r"<title>(.+?)</title>", read(page))
    assert html["lang"] == page.language
    assert title.endswith(f" – {PROVIDER['name']}")
    assert [len(found.all(tag)) for tag in ("h1", "main", "header", "footer", "vardlots-chat")] == [1] * 5
    [skip] = [link for link in found.all("a") if link.get("class") == "skip"]
    assert found.all("main")[0]["id"] == str(skip["href"]).removeprefix("#")
    assert "width=device-width" in found.values("content")[0]
    assert [name for name, times in Counter(found.values("id")).items() if times > 1] == []


@each
def test_headings_skip_no_level(page):
    levels = [int(tag[1]) for tag, _ in seen(page).elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@each
def test_the_chat_is_on_it_by_the_line_of_the_guide(page):
    assert read(page).count(LINE) == 1
    assert ("inline" in seen(page).all("vardlots-chat")[0]) == (page.name == "contact")


@each
def test_nothing_comes_from_elsewhere_and_nothing_stands_inline(page):
    found = seen(page)
    loaded = [link["href"] for link in found.all("link") if link["rel"] != "alternate"] + found.values("src")
    assert set(map(str, loaded)) <= {*FILES, "/widget/vardlots-chat.js"}
    assert not found.all("style", "iframe", "img", "form", "base")
    assert not [
        name for _, attributes in found.elements for name in attributes if name.startswith("on") or name == "style"
    ]
    assert all("src" in script for script in found.all("script"))


@each
def test_every_link_inside_leads_to_a_page_and_a_place_on_it(page):
    places = {other.path: set(seen(other).values("id")) for other in PAGES.values()}
    places[page.path] = set(seen(page).values("id"))
    links = [str(link["href"]) for link in seen(page).all("a", "link") if link.get("rel") in (None, "alternate")]
    inside = [match for match in map(INSIDE.fullmatch, links) if match]
    assert len(inside) > 5
    lost = [match[0] for match in inside if (match[1] or page.path) not in places]
    nowhere = [match[0] for match in inside if match[2] and match[2][1:] not in places[match[1] or page.path]]
    assert (lost, nowhere) == ([], [])


@each
def test_other_links_dial_write_or_are_encrypted(page):
    links = [str(link["href"]) for link in seen(page).all("a")]
    assert not [link for link in links if not INSIDE.fullmatch(link) and not re.match("https://|mailto:|tel:", link)
                and not (page.name == "guide" and link.startswith("http://localhost:"))]  # fmt: skip


@both
def test_both_languages_have_the_page_and_lead_to_each_other(name):
    swedish, english = (PAGES[path] for path in PAIRS[name])
    assert (swedish.language, english.language) == ("sv", "en")
    for here, there in ((swedish, english), (english, swedish)):
        assert {"href": there.path, "hreflang": there.language, "lang": there.language, "class": "language"} in seen(
            here
        ).all("a")


@both
def test_both_languages_say_the_same(name):
    swedish, english = (seen(PAGES[path]) for path in PAIRS[name])
    shape = [
        [tag for tag, _ in page.elements if tag in ("h1", "h2", "h3", "li", "dt", "p")] for page in (swedish, english)
    ]
    assert shape[0] == shape[1]
    called = [
        [link for link in page.values("href") if re.match("tel:|mailto:|https:", link)] for page in (swedish, english)
    ]
    assert called[0] == called[1]


@both
def test_the_menu_tells_where_one_is(name):
    for path in PAIRS[name]:
        assert {link["href"] for link in seen(PAGES[path]).all("a") if link.get("aria-current") == "page"} == {path}


def test_every_template_belongs_to_a_page_or_is_part_of_one():
    templates = {str(path.relative_to(FOLDER)) for path in FOLDER.glob("*/*.html")}
    pages = {f"{page.language}/{page.name}.html" for page in EVERY}
    parts = {f"{language}/{part}.html" for language in ("sv", "en") for part in ("site", "tested")}
    assert templates == pages | parts


@pytest.mark.parametrize(
    ("path", "claim"), [("/tillganglighet", "delvis förenliga"), ("/en/accessibility", "partially compliant")]
)
def test_the_accessibility_statement_has_what_the_law_asks_for(path, claim):
    text = read(PAGES[path])
    assert [
        word for word in (claim, "2018:1937", "EN 301 549", "https://www.digg.se/", "2026-11-28") if word not in text
    ] == []


def test_what_is_written_in_the_knowledge_base_is_text_and_never_html(kb):
    change(kb / "provider.yaml", "name: Lingonkliniken", "name: '<img src=x onerror=alert(1)> & \"Co\"'")
    change(kb / "provider.yaml", "phone: 08-465 004 00", "phone: '08-1\"><script>'")
    for page in EVERY:
        text = Site(kb=kb).read(page).decode()
        assert "<img" not in text
        assert "<script>" not in text
        assert "&lt;img src=x onerror=alert(1)&gt; &amp; &#34;Co&#34;" in text


def test_an_edit_shows_and_one_that_takes_a_value_away_does_not_count(kb, caplog):
    site = Site(kb=kb, every=0)
    page = PAGES["/kontakt"]
    assert "vardagar 8–17" in site.read(page).decode()
    change(kb / "provider.yaml", "vardagar 8–17", "alla dagar 7–22")
    assert "alla dagar 7–22" in site.read(page).decode()
    with caplog.at_level(logging.ERROR):
        for wrong in ("phone:", "phone: [1", "phon: 08"):
            change(kb / "provider.yaml", "phone: 08-465 004 00", wrong)
            assert "08-465 004 00" in site.read(page).decode()
            change(kb / "provider.yaml", wrong, "phone: 08-465 004 00")
            site.read(page)
    assert caplog.text.count("sv/contact.html cannot be made") == 3
    assert "no text and no number" in caplog.text


def test_a_template_and_the_guide_are_followed_too(tmp_path):
    folder = shutil.copytree(FOLDER, tmp_path / "demo")
    guide = tmp_path / "widget.md"
    guide.write_text("# First\n", encoding="utf-8")
    site = Site(folder, guide, every=0)
    assert "<h1>First</h1>" in site.read(PAGES["/guide"]).decode()
    guide.write_text("# Second words\n", encoding="utf-8")
    assert "Second words" in site.read(PAGES["/guide"]).decode()
    assert "<h1>Kontakt</h1>" in site.read(PAGES["/kontakt"]).decode()
    change(folder / "sv" / "contact.html", "<h1>Kontakt</h1>", "<h1>Hör av dig</h1>")
    assert "<h1>Hör av dig</h1>" in site.read(PAGES["/kontakt"]).decode()


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("{provider.phne}", "phne"),
        ("{provider.email}", "no text and no number"),
        ("{% if %}", "Expected an expression"),
        ("{(helplines.helplines|with_id('gone')).number}", "gone"),
    ],
)
def test_a_page_that_cannot_be_made_says_what_is_missing(tmp_path, words, why):
    folder = shutil.copytree(FOLDER, tmp_path / "demo")
    change(folder / "sv" / "contact.html", "<h1>Kontakt</h1>", words)
    with pytest.raises(KnowledgeError, match=why):
        Site(folder).read(PAGES["/kontakt"])


def test_a_knowledge_base_that_lacks_a_table_borrows_the_projects_own(kb):
    (kb / "helplines.yaml").unlink()
    assert 'href="tel:90101"' in Site(kb=kb).read(PAGES["/"]).decode()


def test_one_language_of_a_table():
    table = {"a": {"sv": "ett", "en": "one"}, "b": [{"sv": 1, "en": 2}, 3], "c": {"sv": "bara"}}
    assert spoken(table, "en") == {"a": "one", "b": [2, 3], "c": {"sv": "bara"}}


SCHEMES = re.findall(r":root \{(.*?)\}", (FOLDER / "site.css").read_text(encoding="utf-8"), re.DOTALL)
READ = [
    ("ink", "paper"), ("ink", "sheet"), ("ink", "note"), ("ink", "leaf-tint"), ("ink", "berry-tint"),
    ("soft", "paper"), ("soft", "sheet"), ("soft", "leaf-tint"),
    ("leaf", "paper"), ("leaf", "sheet"), ("leaf", "note"), ("leaf", "leaf-tint"),
    ("on-fill", "fill"), ("berry", "berry-tint"),
]  # fmt: skip
"""Pairs of text and ground."""


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), READ)
def test_text_has_contrast_enough(scheme, text, ground):
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]+)", SCHEMES[scheme]))
    light, dark = sorted((luminance(colours[text]), luminance(colours[ground])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, as WCAG defines it."""
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
