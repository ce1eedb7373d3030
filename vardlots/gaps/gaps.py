"""What patients ask and the knowledge base does not answer well: their own questions, by meaning."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from vardlots.gaps.asked import Asked, Together, ask, different, still_open, together
from vardlots.gaps.clusters import TOGETHER, clusters
from vardlots.gaps.decisions import EXAMPLES, Decision
from vardlots.gaps.meaning import Meaning, Meanings, meaning_of
from vardlots.gaps.naming import Telling, name_of
from vardlots.gaps.proposals import FEWEST, Proposal, propose
from vardlots.knowledge.whole import plain
from vardlots.replies import Language
from vardlots.retrieval.encoder import Encoder
from vardlots.retrieval.retriever import Retriever
from vardlots.usage.questions import HOWS, How, Kept

MOST = 4_000
"""Different questions that are compared, those asked the latest: each is compared with every other."""


@dataclass(frozen=True)
class Gap:
    """Questions of one meaning that are not answered well: `count` of them, the most central first.

    `id` stays the same while the gap grows: it is that of its first question. `hows` counts what became of them, and
    `proposal` says what could be done; None where they are too few to tell. `meaning` is what a decision about the gap
    may remember for good; None where it would be of so few different texts that they might be one person's.
    """

    id: str
    name: str
    words: tuple[str, ...]
    count: int
    questions: tuple[Kept, ...]
    hows: Mapping[How, int]
    first: datetime
    last: datetime
    proposal: Proposal | None
    meaning: Meaning | None = None

    def examples(self, language: Language, most: int = 3) -> tuple[str, ...]:
        """Return different questions in one language, the most central first."""
        texts = {plain(one.text): one.text for one in reversed(self.questions) if one.language == language}
        return tuple(reversed(texts.values()))[:most]


@dataclass(frozen=True)
class Survey:
    """The gaps, the biggest first, and what is not among them.

    `hidden` counts the gaps that a decision keeps away, `smaller` those that are too small to show, `answered` the
    questions that are answered well now, and `left_out` those that were too many to compare.
    """

    gaps: tuple[Gap, ...]
    hidden: int = 0
    smaller: int = 0
    answered: int = 0
    left_out: int = 0


def find_gaps(
    questions: Sequence[Kept],
    decisions: Sequence[Decision],
    retriever: Retriever,
    encoder: Encoder,
    at_least: int = FEWEST,
    language: Language = "sv",
    waiting: Collection[str] = (),
) -> list[Gap]:
    """Return the gaps of at least so many questions, the biggest first, named in the editor's language if possible.

    The retriever is today's: what it answers well is no gap any more. Nor is what was dismissed, and what was accepted
    into a draft that is `waiting`, by the drafts' ids.
    """
    return list(survey(questions, decisions, retriever, encoder, at_least, language, waiting).gaps)


def survey(
    questions: Sequence[Kept],
    decisions: Sequence[Decision],
    retriever: Retriever,
    encoder: Encoder,
    at_least: int = FEWEST,
    language: Language = "sv",
    waiting: Collection[str] = (),
) -> Survey:
    """Return the gaps, as `find_gaps` does, and how much is not among them."""
    compared = different(questions, MOST)
    asked = _open(ask([same[0].text for same in compared], compared, retriever, encoder), retriever)
    away = [one for one in decisions if one.decision == "dismissed" or one.entry in waiting]
    known, decided = together(asked), Meanings(_meanings(away, retriever, encoder))
    groups = clusters(known.alike)
    left = [group for group in groups if decided.likest(_meaning(group, known, encoder)) < TOGETHER]
    big = [group for group in left if _count(group, known) >= at_least]
    telling = _telling(asked, retriever)
    found = [_gap(known.central(group), known, telling, language, encoder) for group in big]
    taken = sum(map(len, compared))
    return Survey(
        tuple(sorted(found, key=lambda gap: (-gap.count, int(gap.id)))),
        hidden=len(groups) - len(left),
        smaller=len(left) - len(big),
        answered=taken - sum(one.count for one in asked),
        left_out=len(questions) - taken,
    )


def _open(asked: Sequence[Asked], retriever: Retriever) -> list[Asked]:
    """Return what is still not answered well, with those of its questions that are not."""
    found = []
    for one in asked:
        still = tuple(kept for kept in one.questions if still_open(kept, one.ranking, retriever.knowledge))
        found += [replace(one, questions=still)] if still else []
    return found


def _meanings(away: Sequence[Decision], retriever: Retriever, encoder: Encoder) -> list[Meaning]:
    """Return what decisions were about: as today's knowledge base sees their words, or as remembered without them."""
    remembered = [found for one in away if (found := one.remembered(encoder.name))]
    worded = [one.examples for one in away if one.examples and not one.remembered(encoder.name)]
    texts = [text for examples in worded for text in examples]
    asked = iter(ask(texts, [()] * len(texts), retriever, encoder))
    return [*remembered, *(meaning_of(list(islice(asked, len(examples))), encoder.name) for examples in worded)]


def _meaning(group: Sequence[int], known: Together, encoder: Encoder) -> Meaning:
    return meaning_of([known.asked[place] for place in group], encoder.name)


def _telling(asked: Sequence[Asked], retriever: Retriever) -> Telling:
    known = [phrasing.text for phrasing in retriever.phrasings if phrasing.part != "answer"]
    return Telling([one.text for one in asked], retriever.knowledge.ordinary, known)


def _gap(group: Sequence[int], known: Together, telling: Telling, language: Language, encoder: Encoder) -> Gap:
    """Describe a group, whose most central text is first."""
    asked = [known.asked[place] for place in group]
    questions = tuple(one for text in asked for one in text.questions)
    first = min(questions, key=lambda one: (one.created, one.id))
    hows = Counter(one.how for one in questions)
    unhelpful = hows["unhelpful"] / len(questions)
    return Gap(
        id=str(first.id),
        name=name_of(questions, language),
        words=telling.words([one.text for one in questions]),
        count=len(questions),
        questions=questions,
        hows={how: hows[how] for how in HOWS if hows[how]},
        first=first.created,
        last=max(one.created for one in questions),
        proposal=propose([one.ranking for one in asked], [one.count for one in asked], unhelpful),
        meaning=_meaning(group[:EXAMPLES], known, encoder) if len(group) >= EXAMPLES else None,
    )


def _count(group: Sequence[int], known: Together) -> int:
    return sum(known.asked[place].count for place in group)
