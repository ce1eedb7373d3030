"""What an editor chooses to do about a gap: which of its questions to add, in which words, and to which answer."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from office.answers.forms import Sent
from vardlots.gaps.gaps import Gap
from vardlots.gaps.naming import MASK
from vardlots.gaps.phrasings import LONGEST, MOST, Left, Phrasings, choose, held_out_texts
from vardlots.knowledge import Knowledge
from vardlots.knowledge.whole import plain
from vardlots.privacy.masking import screen
from vardlots.replies import LANGUAGES, Language
from vardlots.retrieval.encoder import Encoder
from vardlots.retrieval.lexical import fold
from vardlots.settings import ROOT

QUESTIONS = ROOT / "bench" / "dev" / "questions.yaml"
"""Questions that the search is measured with: nothing may learn from them."""
OFFERED = 6
"""Questions to choose from, in each language."""


@dataclass(frozen=True)
class Offered:
    """A question that may be added; the central ones are chosen beforehand."""

    name: str
    language: Language
    text: str
    chosen: bool


@dataclass(frozen=True)
class Option:
    """An answer to add questions to: its id, and its question."""

    entry: str
    question: str


def offered(
    gap: Gap, knowledge: Knowledge, encoder: Encoder, questions: Path = QUESTIONS
) -> tuple[tuple[Offered, ...], tuple[Left, ...]]:
    """Return the questions of a gap to choose from, and those that are not fit for it."""
    entry = gap.proposal.entry if gap.proposal else None
    entry = entry if entry in knowledge.entries else None
    found = choose(gap, knowledge, encoder, entry, held_out=held_out_texts(questions), most=OFFERED)
    rows = [row for language in LANGUAGES for row in _rows(language, found.get(language))]
    return tuple(rows), found.left


def _rows(language: Language, texts: Sequence[str]) -> Iterator[Offered]:
    for number, text in enumerate(texts):
        yield Offered(f"{language}_{number}", language, text, number < MOST)


def chosen(form: Sent) -> Phrasings:
    """Return the questions that were chosen, as they were written, and one's own: what is empty is none."""
    names = [name for name in form.all("use") if re.fullmatch(r"(sv|en)_\d{1,3}", name)]
    found: dict[Language, list[str]] = {}
    for language in LANGUAGES:
        places = [*(name for name in names if name.startswith(language)), f"own_{language}"]
        texts = [" ".join(form.get(name).split()) for name in places]
        found[language] = list(dict.fromkeys(text for text in texts if text))
    return Phrasings(tuple(found["sv"]), tuple(found["en"]))


def wrong(phrasings: Phrasings) -> Literal["person", "long"] | None:
    """Tell what keeps questions from being added: one points a person out (or did, before it was kept), or is long."""
    texts = [*phrasings.sv, *phrasings.en]
    if any(screen(text).kinds or MASK.search(text) for text in texts):
        return "person"
    return "long" if any(len(text) > LONGEST for text in texts) else None


def options(knowledge: Knowledge, language: Language, words: str = "", first: Sequence[str] = ()) -> list[Option]:
    """Return the answers that every word is found in, in the order of their questions; `first` are those at the top."""
    wanted = fold(words.casefold()).split()
    found = [
        Option(one, knowledge.question(one, language)) for one in knowledge.entries if _has(knowledge, one, wanted)
    ]
    place = {entry: number for number, entry in enumerate(first)}
    return sorted(found, key=lambda one: (place.get(one.entry, len(place)), fold(one.question.casefold())))


def nearest(gap: Gap, most: int = 5) -> list[str]:
    """Return the answers that the questions of a gap came nearest to when they were asked, the most frequent first."""
    counts: dict[str, int] = {}
    for one in gap.questions:
        if one.entry:
            counts[one.entry] = counts.get(one.entry, 0) + 1
    best = sorted(counts, key=lambda entry: -counts[entry])
    proposed = [gap.proposal.entry] if gap.proposal and gap.proposal.entry else []
    return list(dict.fromkeys([*proposed, *best]))[:most]


def _has(knowledge: Knowledge, entry_id: str, wanted: Sequence[str]) -> bool:
    if not wanted:
        return True
    entry = knowledge.entries[entry_id]
    said = [entry_id, *entry.also_asked.all(), *(knowledge.question(entry_id, language) for language in LANGUAGES)]
    text = fold("\n".join(said).casefold())
    return all(word in text for word in wanted)


def several(texts: Sequence[str]) -> list[tuple[str, int]]:
    """Return different texts with how often each was asked, in their order."""
    counts: dict[str, tuple[str, int]] = {}
    for text in texts:
        first, count = counts.get(plain(text), (text, 0))
        counts[plain(text)] = first, count + 1
    return list(counts.values())
