"""How long one question takes: encoded, compared with everything, ranked."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.questions import read_questions
from bench.retrieval.clock import Clock
from bench.retrieval.desk import Desk
from bench.retrieval.encoders import exported
from bench.statistics import percentile
from bench.tables import Table
from vardlots.retrieval.encoder import Encoder, Kind, SpeltEncoder, Vectors
from vardlots.retrieval.retriever import Retriever
from vardlots.retrieval.sentences import SentenceEncoder
from vardlots.settings import settings
from vardlots.spelling import spelling

COLUMNS = ("part", "median", "95th percentile", "99th percentile", "median, processor time")
NOTE = (
    "Milliseconds, one thread, {n} questions of `bench/dev/`, no two alike, so that no vector is remembered, one "
    "after another in one process; {phrasings} texts of {entries} entries are searched. “Searching” finds the "
    "{nearest} texts nearest in meaning; the assistant compares with all of them in every way instead. “The rest” is "
    "tidying, weighing and sorting. Processor time is what the thread itself worked, which a busy machine lengthens "
    "less. PyTorch took turns with onnxruntime, {turn} questions each; its median is {ratio:.1f} times as long."
)


NEAREST = 10
TURN = 40
"""Questions in a row, so that what one encoder uses stays in the processor's caches."""


def together(one: Clock, other: Clock) -> Clock:
    """Return each question's time in two parts."""
    pairs = zip(one.wall, other.wall, strict=True), zip(one.worked, other.worked, strict=True)
    return Clock(*(list(map(sum, pair)) for pair in pairs))


def rest(whole: Clock, *parts: Clock) -> Clock:
    """Return what is left of each question's time when its parts are taken away."""
    walls = zip(whole.wall, *(part.wall for part in parts), strict=True)
    works = zip(whole.worked, *(part.worked for part in parts), strict=True)
    return Clock(*([total - sum(less) for total, *less in rows] for rows in (walls, works)))


def row(name: str, clock: Clock) -> list[str]:
    """Return a row of the table."""
    walls = [f"{percentile(clock.wall, percent):.2f}" for percent in (50, 95, 99)]
    return [name, *walls, f"{percentile(clock.worked, 50):.2f}"]


class Timed:
    """An encoder, or the evidence, with a clock on the one thing that a question asks of it."""

    def __init__(self, inner: Any, clock: Clock) -> None:
        self._inner, self._clock = inner, clock

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def encode(self, texts: Sequence[str], kind: Kind = "question") -> Vectors:
        """Encode, timing single questions."""
        if len(texts) > 1:
            return self._inner.encode(texts, kind)
        return self._clock.time(self._inner.encode, texts, kind)

    def signals(self, question: Any) -> Any:
        """Compare a question with everything, timing it."""
        return self._clock.time(self._inner.signals, question)


def measure(desk: Desk, path: str, work: Path) -> Table:
    """Ask every development question once, and once more with PyTorch."""
    total, searching, encoding, comparing, torch = Clock(), Clock(), Clock(), Clock(), Clock()
    fast = exported(path, work / "onnx")
    retriever = _timed(desk, fast, encoding, comparing)
    known, spelt = desk.retriever.vectors.known, SpeltEncoder(fast, spelling(settings().kb))
    slow: Encoder = SpeltEncoder(SentenceEncoder(path), spelling(settings().kb))
    questions = list({question.text: question for question in read_questions()}.values())
    for warm in ("hej på dig", "hello there, how are you"):
        retriever.ask(warm, "sv")
        slow.encode([warm])
    for clock in (encoding, comparing):
        clock.wall.clear()
        clock.worked.clear()
    for start in range(0, len(questions), TURN):
        for question in questions[start : start + TURN]:
            total.time(retriever.ask, question.text, question.language)
        for question in questions[start : start + TURN]:
            vector = spelt.encode([question.text])[0]
            searching.time(known.search, vector, NEAREST)
        for question in questions[start : start + TURN]:
            torch.time(slow.encode, [question.text])
    parts = {
        "**one question, encoded and searched**": together(encoding, searching),
        "**one question, as the assistant asks it**": total,
        "encoding, onnxruntime": encoding,
        "searching the nearest": searching,
        "comparing in every way": comparing,
        "the rest": rest(total, encoding, comparing),
        "encoding, PyTorch": torch,
    }
    note = NOTE.format(
        n=len(questions),
        turn=TURN,
        nearest=NEAREST,
        phrasings=len(retriever.phrasings),
        entries=len(desk.knowledge.entries),
        ratio=percentile(torch.wall, 50) / percentile(encoding.wall, 50),
    )
    return Table("How long a question takes", COLUMNS, [row(*part) for part in parts.items()], note)


def _timed(desk: Desk, encoder: Encoder, encoding: Clock, comparing: Clock) -> Retriever:
    spelt = SpeltEncoder(encoder, spelling(settings().kb))
    timed: Any = Timed(spelt, encoding)
    retriever = Retriever(desk.knowledge, timed, desk.ranker, desk.retriever)
    retriever.evidence = Timed(retriever.evidence, comparing)  # type: ignore[assignment]
    return retriever
