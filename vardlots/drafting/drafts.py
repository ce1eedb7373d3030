"""From the questions of a page to drafts: in their language, under a name, with the clinic's values by their paths."""

import re
import unicodedata
from collections.abc import Collection, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from vardlots.drafting.forms import Asked
from vardlots.drafting.page import Page
from vardlots.knowledge import Entry, Link, Localized, read_knowledge
from vardlots.knowledge.drafts import read_drafts
from vardlots.knowledge.rules.contacts import hard_coded_contact, hard_coded_page
from vardlots.knowledge.rules.rule import Place, Whole
from vardlots.knowledge.style import read_style
from vardlots.knowledge.whole import plain
from vardlots.language import LanguageModel, model_of
from vardlots.replies import LANGUAGES, Language
from vardlots.sheets.plan import Change, Changed, Plan

LONGEST_ID = 40


def drafted(page: Page, folder: Path, path: Path | None = None) -> Plan:
    """Make drafts of a page's questions, for the folder (`kb/`); one that is asked there already is left out.

    `path` is the file of the page, whose day becomes the day of the source; without one it is today.

    Raises:
        BadFile: when the folder has mistakes of its own.
    """
    whole = Whole(read_knowledge(folder), read_style(folder), date.today())
    drafts = read_drafts(folder).drafts
    known = {*whole.claimed, *(plain(text) for one in drafts for text in _questions(one.question))}
    maker = _Maker(whole, model_of(folder), page, _source(page, path))
    ids = {*whole.knowledge.entries, *(one.id for one in drafts)}
    made: list[Changed] = []
    for asked in page.asked:
        if plain(asked.question) in known:
            continue
        data = maker.draft(asked, ids)
        ids.add(data["id"])
        made.append(Changed(data["id"], "", data, tuple(_changes(data))))
    left = [one.question for one in page.asked if plain(one.question) in known]
    return Plan(drafts=tuple(made), left_out=(*left, *page.others))


def slug(question: str, small: Collection[str], taken: Collection[str]) -> str:
    """Return a name for a question: its telling words in ASCII, with a number where the name is taken."""
    words = re.findall(r"\w+", question.casefold())
    telling = [word for word in words if word not in small] or words
    folded = unicodedata.normalize("NFKD", "-".join(telling).translate(_LETTERS)).encode("ascii", "ignore").decode()
    name = re.sub(r"[^a-z0-9]+", "-", folded).strip("-")
    name = name if len(name) <= LONGEST_ID else name[: LONGEST_ID + 1].rpartition("-")[0] or name[:LONGEST_ID]
    name = name if re.match(r"[a-z]", name) else f"question-{name}".strip("-")
    names = (name if number == 1 else f"{name}-{number}" for number in range(1, len(taken) + 2))
    return next(one for one in names if one not in taken)


class _Maker:
    """Make the drafts of one page."""

    def __init__(self, whole: Whole, languages: LanguageModel, page: Page, source: str) -> None:
        self._whole, self._languages, self._page, self._source = whole, languages, page, source

    def draft(self, asked: Asked, taken: Collection[str]) -> dict[str, Any]:
        """Return a draft as its file has it."""
        language = self._language(asked)
        small = self._whole.style.of(language).small
        data: dict[str, Any] = {
            "id": slug(asked.question, small, taken),
            "question": {language: asked.question},
            "answer": {language: asked.answer},
            "links": [{"title": {language: link.title}, "url": link.url} for link in asked.links],
            "source": [self._source],
        }
        self._by_paths(data, language)
        if not data["links"]:
            del data["links"]
        return data

    def _language(self, asked: Asked) -> Language:
        heard = self._languages.hear(f"{asked.question} {asked.answer}")
        return heard.name if heard.sure or not self._page.language else self._page.language

    def _by_paths(self, data: dict[str, Any], language: Language) -> None:
        """Write the clinic's own addresses, numbers and pages by their paths, as the rules for answers would."""
        links = [Link.model_construct(title=Localized(**one["title"]), url=one["url"]) for one in data["links"]]
        entry = Entry.model_construct(id=data["id"], answer=Localized(**data["answer"]), links=tuple(links))
        place = Place(self._whole, 0, entry)
        edits = {flaw.edit for rule in (hard_coded_contact, hard_coded_page) for flaw in rule(place) if flaw.edit}
        for edit in sorted(edits, key=lambda one: -one.start):
            holder, last = data, edit.where[-1]
            for step in edit.where[2:-1]:
                holder = holder[step]  # type: ignore[index]
            text = holder[last]  # type: ignore[index]
            end = edit.start + len(edit.old)
            if text[edit.start : end] == edit.old:
                holder[last] = text[: edit.start] + (edit.new or "") + text[end:]  # type: ignore[index]


def _source(page: Page, path: Path | None) -> str:
    saved = datetime.fromtimestamp(path.stat().st_mtime).date() if path else date.today()
    where = page.address or ("" if page.name == "-" else page.name)
    return ", ".join(part for part in (page.title, where, saved.isoformat()) if part)


def _questions(question: Localized) -> Iterator[str]:
    return (text for language in LANGUAGES if (text := getattr(question, language)))


def _changes(data: dict[str, Any]) -> Iterator[Change]:
    for name in ("question", "answer"):
        for language, text in data[name].items():
            yield Change(data["id"], f"{name}.{language}", "", text)
    for number, link in enumerate(data.get("links", []), 1):
        yield Change(data["id"], f"links {number}", "", f"{', '.join(link['title'].values())} {link['url']}")


_LETTERS = str.maketrans({"æ": "a", "ø": "o", "ß": "ss", "_": "-"})
