"""The demo clinic's site: which pages there are, and each as it is now.

A page is a Jinja template in `widget/demo/`, with values in the single braces of the knowledge base: `{provider.phone}`
is `phone:` of `kb/provider.yaml`. So nothing that the clinic's people edit is written out a second time.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, Iterable, List, Mapping, Optional

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError

from channels.guide import read_guide
from vardlots.errors import KnowledgeError
from vardlots.follow import Followed
from vardlots.replies import LANGUAGES, Language, tel
from vardlots.settings import ROOT, settings

FOLDER = ROOT / "widget" / "demo"
GUIDE = ROOT / "docs" / "widget.md"
TABLES = ("provider", "schedule", "ages", "helplines")
"""The files of the knowledge base whose values pages may show."""
UNMADE = (KnowledgeError, TemplateError, yaml.YAMLError, OSError, UnicodeDecodeError, TypeError, KeyError)
"""What goes wrong when a template or a table is not as it should be."""
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Page:
    """A page: its address, its template within the language's folder, and the same page in the other language."""

    path: str
    name: str
    language: Language
    other: Optional[str] = None

    @property
    def other_language(self) -> Language:
        """Return the language that it is not in."""
        return LANGUAGES[1 - LANGUAGES.index(self.language)]


PAIRS = {
    "start": ("/", "/en/"),
    "how": ("/sa-fungerar-det", "/en/how-it-works"),
    "contact": ("/kontakt", "/en/contact"),
    "accessibility": ("/tillganglighet", "/en/accessibility"),
}
"""Every page that is there in both languages, Swedish first."""
MISSING = {"sv": Page("", "missing", "sv", "/en/"), "en": Page("", "missing", "en", "/")}
"""What is shown where no page is."""


def _pages() -> Iterable[Page]:
    for name, (swedish, english) in PAIRS.items():
        yield Page(swedish, name, "sv", english)
        yield Page(english, name, "en", swedish)
    yield Page("/guide", "guide", "en")


PAGES: Mapping[str, Page] = {page.path: page for page in _pages()}
"""Every page by its address."""


class Site:
    """Make pages, and make them anew when a template or the knowledge base has been edited.

    An edit counts within `every` seconds; one that leaves a page without a value that it shows does not count.
    """

    def __init__(
        self, folder: Path = FOLDER, guide: Path = GUIDE, kb: Optional[Path] = None, every: float = 1.0
    ) -> None:
        self._folder, self._guide, self._every = folder, guide, every
        self._kb = kb or settings().kb
        self._templates = _environment(folder)
        self._made: Dict[Page, Followed[bytes]] = {}

    def read(self, page: Page) -> bytes:
        """Return a page as it is now.

        Raises:
            KnowledgeError: when it cannot be made and never was since the start; it says what is missing.
        """
        if page not in self._made:
            self._made[page] = Followed(self._files, lambda _before: self._make(page), self._every)
        return self._made[page].current()

    def _files(self) -> List[Path]:
        return [*sorted(self._folder.rglob("*.*")), self._guide, *(self._table(name) for name in TABLES)]

    def _make(self, page: Page) -> bytes:
        template = f"{page.language}/{page.name}.html"
        try:
            values = {name: spoken(self._read_table(name), page.language) for name in TABLES}
            guide = read_guide(self._guide.read_text(encoding="utf-8")) if page.name == "guide" else None
            return self._templates.get_template(template).render(page=page, guide=guide, **values).encode()
        except UNMADE as error:
            raise KnowledgeError(f"the page {template} cannot be made: {error}") from error

    def _table(self, name: str) -> Path:
        """Return a table of the knowledge base; one that it lacks is the project's own."""
        path = self._kb / f"{name}.yaml"
        return path if path.is_file() else ROOT / "kb" / path.name

    def _read_table(self, name: str) -> Any:
        return yaml.load(self._table(name).read_text(encoding="utf-8-sig"), Loader=LOADER)


def spoken(value: Any, language: Language) -> Any:
    """Return a table's value with one language of everything that it has in both."""
    if isinstance(value, list):
        return [spoken(inside, language) for inside in value]
    if not isinstance(value, dict):
        return value
    if set(value) == set(LANGUAGES):
        return value[language]
    return {key: spoken(inside, language) for key, inside in value.items()}


def shown(value: Any) -> Any:
    """Return a value that can be shown.

    Raises:
        KnowledgeError: when it is a group of values, or nothing.
    """
    if value is None or isinstance(value, (dict, list, tuple, bool)):
        raise KnowledgeError(f"a page shows a value that is no text and no number: {value!r}")
    return value


def of_kind(clinicians: Iterable[Mapping[str, Any]], kind: str) -> str:
    """Return the names of those who give one kind of help, as one reads them."""
    return ", ".join(str(clinician["name"]) for clinician in clinicians if clinician["kind"] == kind)


def with_id(rows: Iterable[Mapping[str, Any]], name: str) -> Mapping[str, Any]:
    """Return the row of a table that has an id.

    Raises:
        KnowledgeError: when none has it.
    """
    row = next((row for row in rows if row["id"] == name), None)
    if row is None:
        raise KnowledgeError(f"no row has the id {name}; write it, or change the page that shows it")
    return row


def _environment(folder: Path) -> Environment:
    environment = Environment(
        variable_start_string="{",
        variable_end_string="}",
        autoescape=True,
        undefined=StrictUndefined,
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
        cache_size=0,  # Site keeps what was made of them
        loader=FileSystemLoader(folder),
    )
    environment.filters.update(tel=lambda number: tel(str(number)), of_kind=of_kind, with_id=with_id)
    return environment
