"""How long it takes until a changed knowledge base is known, and the weights are fitted anew.

Processor time of one thread, the shortest of several runs: it does not count what else the machine was busy with.
"""

import time
from collections.abc import Callable
from dataclasses import replace

from bench.retrieval.desk import Desk
from bench.tables import Table
from vardlots.cli.fit import out_of_scope
from vardlots.knowledge import Knowledge
from vardlots.retrieval.fit import UNFITTED, cross_validate, fit_ranker, regress
from vardlots.retrieval.lexical import CharNgrams
from vardlots.retrieval.phrasings import phrasings_of
from vardlots.retrieval.retriever import Retriever
from vardlots.retrieval.samples import elsewhere, measure, samples_of
from vardlots.retrieval.vocabulary import Vocabulary
from vardlots.settings import ROOT

RUNS = 5
NEW = "kan jag få hjälp av er när jag är ute på sjön"
NOTE = (
    "{texts} texts of {entries} entries. Processor time, the shortest of {runs} runs; the encoder's vectors of the "
    "texts that did not change are kept. The first row is what a running assistant does when somebody saves a new "
    "phrasing; the rows marked – are parts of it. The others are what `vardlots kb fit` does: {samples} questions are "
    "measured, each without itself, and the weights are fitted on the signals."
)


def shortest(work: Callable[[], object], runs: int = RUNS) -> float:
    """Return the least processor time of some runs, in seconds."""
    spent = []
    for _ in range(runs):
        started = time.process_time()
        work()
        spent.append(time.process_time() - started)
    return min(spent)


def with_phrasing(knowledge: Knowledge, text: str) -> Knowledge:
    """Return the knowledge base with one more phrasing in its first entry."""
    name, entry = next(iter(knowledge.entries.items()))
    asked = entry.also_asked.model_copy(update={"sv": (*entry.also_asked.sv, text)})
    return replace(knowledge, entries={**knowledge.entries, name: entry.model_copy(update={"also_asked": asked})})


def refit(desk: Desk) -> Table:
    """Change the knowledge base, and fit anew."""
    knowledge, model = desk.knowledge, desk.encoder
    retriever = Retriever(knowledge, model, UNFITTED)
    changed, texts = with_phrasing(knowledge, NEW), [phrasing.text for phrasing in retriever.phrasings]
    outside = out_of_scope(ROOT / "data" / "nlu")
    samples = [*samples_of(retriever), *elsewhere(outside, retriever, model)]
    scored = measure(samples, retriever, model)
    work: dict[str, Callable[[], object]] = {
        "a phrasing is added: everything that depends on the texts": lambda: Retriever(
            changed, model, UNFITTED, retriever
        ),
        "– the n-grams, and the likeness of all texts in spelling": lambda: CharNgrams(texts).likeness(),
        "– the words": lambda: Vocabulary(texts),
        "– the texts themselves": lambda: phrasings_of(changed),
        "the weights, given the signals": lambda: regress(scored, opinions=False),
        "the same, cross-validated": lambda: cross_validate(scored, opinions=False),
    }
    rows = [[name, f"{shortest(one):.2f}"] for name, one in work.items()]
    rows.append(
        [
            "`vardlots kb fit` without Rasa's opinion",
            f"{shortest(lambda: fit_ranker(knowledge, model, outside=outside), 1):.2f}",
        ]
    )
    sizes = {"texts": len(texts), "entries": len(knowledge.entries), "runs": RUNS, "samples": len(samples)}
    return Table("Until a change is known", ("", "seconds"), rows, NOTE.format(**sizes))
