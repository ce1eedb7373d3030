"""Which entry wins each question of the knowledge base: what `vardlots kb check --deep` tells of.

Every question is ranked as the assistant would, without Rasa's opinion. A phrasing is compared with the others only, as
if it were not on its list: what wins it then is what wins the next patient who words it a little differently.
"""

from collections.abc import Iterator

from vardlots.knowledge import Entry, Finding, Knowledge
from vardlots.knowledge.checks import allowed
from vardlots.knowledge.findings import short
from vardlots.knowledge.rules.rivals import OUTVOTED, STOLEN
from vardlots.knowledge.rules.rule import Rule
from vardlots.knowledge.source import Where
from vardlots.replies import LANGUAGES
from vardlots.retrieval.encoder import Encoder
from vardlots.retrieval.phrasings import tidy
from vardlots.retrieval.ranker import Ranker
from vardlots.retrieval.retriever import Retriever
from vardlots.retrieval.samples import Kind, measure, samples_of

SURE = 0.95
"""How likely, if any entry is right, the winner of somebody else's phrasing must be, to be told of."""

TOLD: dict[Kind, tuple[Rule, str, str, str]] = {
    "must": (
        STOLEN,
        "{text} must lead here, but {winner} would answer it",
        "add phrasings like it here, in words of their own; `vardlots ask` shows why",
        "{text} ska leda hit men besvaras av {winner}. Skriv fler sätt att fråga här som liknar det.",
    ),
    "asked": (
        OUTVOTED,
        "were it not listed, {winner} would answer {text}",
        "move it there, or add phrasings like it here",
        "Stod den inte här skulle {winner} besvara {text}. Flytta den dit, eller skriv fler som liknar den.",
    ),
}


def rivals(knowledge: Knowledge, encoder: Encoder, ranker: Ranker) -> list[Finding]:
    """Return what to mend of questions that another entry would answer, in the order of the file."""
    retriever = Retriever(knowledge, encoder, ranker)
    samples = [sample for sample in samples_of(retriever) if sample.kind in TOLD]
    scored = measure(samples, retriever, encoder)
    shares, scope = ranker.plain.shares(scored.signals), ranker.plain.in_scope(scored.signals)
    places = {(entry_id, kind, text): place for entry_id, kind, text, place in _places(knowledge)}
    entries = list(knowledge.entries.values())
    found: list[Finding] = []
    for sample, share, inside in zip(samples, shares, scope, strict=True):
        winner = int(share.argmax())
        answered = ranker.plain.decide(inside, inside * share[winner]) == "answer"
        sure = sample.kind == "must" or share[winner] >= SURE
        place = places.get((entries[sample.right].id, sample.kind, sample.text))
        if winner != sample.right and answered and sure and place:
            found += _found(knowledge, entries[sample.right], entries[winner], sample.kind, place)
    return sorted(found)


def _found(knowledge: Knowledge, entry: Entry, winner: Entry, kind: Kind, place: Where) -> Iterator[Finding]:
    rule, *told = TOLD[kind]
    source = knowledge.sources["faq"]
    text = source.at(*place)
    why, fix, swedish = (part.format(text=short(text), winner=winner.id) for part in told)
    if not allowed(entry, rule.name):
        yield Finding(source.name, source.line(*place), rule.name, why, fix, swedish, entry.id, rule.level)


def _places(knowledge: Knowledge) -> Iterator[tuple[str, Kind, str, Where]]:
    for number, entry in enumerate(knowledge.entries.values()):
        for language in LANGUAGES:
            for at, text in enumerate(entry.also_asked.get(language)):
                yield entry.id, "asked", tidy(text), ("entries", number, "also_asked", language, at)
            for at, text in enumerate(entry.must_match.get(language)):
                yield entry.id, "must", tidy(text), ("entries", number, "must_match", language, at)
