"""The clinic's own development questions: our retrieval beside what else one could do with the same phrasings."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.questions import Question
from bench.retrieval import rasa
from bench.retrieval.desk import Desk, heard, held_out
from bench.retrieval.paired import compare
from bench.retrieval.phrased import Rankings, by_bm25, by_cosine, phrased
from bench.statistics import share
from bench.tables import Missing, Table, shown
from vardlots.replies import LANGUAGES
from vardlots.retrieval.encoder import Encoder
from vardlots.retrieval.retriever import Ranking

COLUMNS = (
    *("system", "Swedish: recall@1", "recall@3", "English: recall@1", "recall@3"),
    *("ours against it, Swedish", "English"),
)
NOTE = (
    "Recall with its 95 % interval (Wilson): a right entry is first, or among the first three. Questions: those of "
    "`bench/dev/` that an entry answers, {sv} Swedish and {en} English; {seen} more are left out, for they stand word "
    "for word among the texts that something was trained or fitted on. Every system has the same {texts} phrasings of "
    "{entries} entries, both languages together; ours has the answers, too, and {weights}. “Ours against it”: on how "
    "many questions only ours, and only the other, is right first, and McNemar's exact test, two-sided, of ours "
    "without Rasa; of eight such tests, p < 0.006 holds at 5 % also after Bonferroni. BM25 (k1 1.5, b 0.75) and "
    "all-MiniLM-L6-v2 take an entry's best phrasing. The ResponseSelector is that of the Rasa in `.venv-rasa`, in the "
    "pipeline of `rasa init`, 100 epochs; its model is kept in `results/`, under a fingerprint of what it learnt from."
)


@dataclass(frozen=True)
class System:
    """A way to rank entries, and what it made of the questions; or why it could not be asked."""

    name: str
    rankings: Rankings | None
    skipped: str = ""


def measure(desk: Desk, teacher: Callable[[], Encoder], work: Path) -> Table:
    """Ask every system the same questions."""
    questions, seen = held_out("faq")
    texts, given = [question.text for question in questions], phrased(desk.knowledge)
    systems = [
        _asked("ours, without Rasa", lambda: _ids(desk.ask(questions))),
        _asked("ours, with Rasa's opinion", lambda: _ids(desk.ask(questions, heard(desk, questions, work)))),
        _asked("BM25, words", lambda: by_bm25(given, texts, "words")),
        _asked("BM25, character 3–5-grams", lambda: by_bm25(given, texts, "characters")),
        _asked("all-MiniLM-L6-v2, cosine", lambda: by_cosine(given, texts, teacher())),
        _asked("Rasa's ResponseSelector", lambda: rasa.selected(desk.knowledge, given, texts, work)),
    ]
    counts = {language: sum(question.language == language for question in questions) for language in LANGUAGES}
    note = NOTE.format(
        **counts, seen=seen, texts=len(given.texts), entries=len(desk.knowledge.entries), weights=desk.weights
    )
    return Table("The clinic's own questions", COLUMNS, rows(systems, questions), note)


def rows(systems: Sequence[System], questions: Sequence[Question]) -> list[list[str]]:
    """Return a row a system; the first is the one that the others are compared with."""
    return [_row(system, systems[0], questions) for system in systems]


def hits(rankings: Rankings, questions: Sequence[Question], k: int, language: str) -> list[bool]:
    """Return, for the questions in a language, whether a right entry is among the first `k`."""
    pairs = zip(rankings, questions, strict=True)
    return [not q.accepted.isdisjoint(ranking[:k]) for ranking, q in pairs if q.language == language]


def _row(system: System, ours: System, questions: Sequence[Question]) -> list[str]:
    if system.rankings is None or ours.rankings is None:
        return [system.name, f"skipped: {system.skipped}", *[""] * (len(COLUMNS) - 2)]
    recalls = [shown(share(hits(system.rankings, questions, k, name))) for name in LANGUAGES for k in (1, 3)]
    if system is ours:
        return [f"**{system.name}**", *recalls, "", ""]
    tests = [
        str(compare(*(hits(one.rankings or [], questions, 1, name) for one in (ours, system)))) for name in LANGUAGES
    ]
    return [system.name, *recalls, *tests]


def _asked(name: str, ask: Callable[[], Rankings]) -> System:
    try:
        return System(name, ask())
    except Missing as missing:
        return System(name, None, str(missing))


def _ids(rankings: Sequence[Ranking]) -> Rankings:
    return [[candidate.entry_id for candidate in ranking.candidates] for ranking in rankings]
