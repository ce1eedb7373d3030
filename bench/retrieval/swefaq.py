"""SweFAQ: which of an authority's answers belongs to a question, without having seen one such pair."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bench.retrieval.bm25 import BM25
from bench.retrieval.data import Choice, swefaq
from bench.retrieval.paired import compare
from bench.statistics import share
from bench.tables import Missing, Table, shown
from vardlots.retrieval.encoder import Encoder
from vardlots.retrieval.phrasings import FEWEST_WORDS, SENTENCE_END

Scores = Sequence[npt.NDArray[np.floating]]
Parts = Callable[[str], list[str]]

COLUMNS = ("system", "accuracy", "ours against it", "source")
PUBLISHED = (
    ("KBLab/sentence-bert-swedish-cased v2.0, zero-shot", ".673", "", "model card"),
    ("the same, v1.1", ".582", "", "model card"),
    ("the same, v1.0", ".464", "", "model card"),
    ("megatron-bert-large-swedish, fine-tuned on SweFAQ", ".891", "", "SuperLim 2"),
    ("guessing", ".091", "", "SuperLim 2"),
)
NOTE = (
    "SweFAQ 2 (SuperLim), development set: {n} questions, each with 4 to 34 candidate answers, one of them right; "
    "accuracy with its 95 % interval (Wilson), and McNemar's exact test. Nothing was trained or fitted on it. "
    "Together: the cosine of the question with the answer as a whole, with its best three sentences in a row and with "
    "its best sentence, averaged, plus BM25 of the answers on character 3–5-grams. Every score is centred and scaled "
    "over the question's candidates (Montague and Aslam 2001), and meaning and spelling have equal weight (CombSUM, "
    "Fox and Shaw 1994): no weight was looked for. Other ways were tried on these questions with earlier encoders: one "
    "grain of the answer, maxima instead of deviations, BM25 on words or on other n-grams, idf over all answers, token "
    "by token, weights fitted on the clinic's own questions. They gave .60 to .73, most of them .66 to .72, which is "
    "less than the interval apart. {either:.3f} are right by at least one of meaning and spelling; that bounds what "
    "choosing between the two could give. Published, on the same questions: the rows with a source."
)
WINDOW = 3
BY_MEANING, BY_SPELLING = "cosine alone", "BM25 alone, character 3–5-grams"


def whole(answer: str) -> list[str]:
    """Return an answer in one piece."""
    return [answer]


def sentences(answer: str) -> list[str]:
    """Return the sentences of an answer that say something; the answer, when none is long enough."""
    said = SENTENCE_END.split(" ".join(answer.split()))
    return [sentence for sentence in said if len(sentence.split()) >= FEWEST_WORDS] or [answer]


def windows(answer: str) -> list[str]:
    """Return every three sentences in a row."""
    said = sentences(answer)
    return [" ".join(said[at : at + WINDOW]) for at in range(max(1, len(said) - WINDOW + 1))]


GRAINS: Sequence[Parts] = (whole, windows, sentences)


def measure(encoder: Encoder, unrounded: Encoder, teacher: Callable[[], Encoder], data: Path) -> Table:
    """Measure meaning and spelling, each alone and together.

    Raises:
        Missing: when the data are not there.
    """
    choices = swefaq(data)
    grains = [by_cosine(choices, encoder, parts) for parts in GRAINS]
    meaning = _together(grains)
    spelling = [BM25(choice.answers, "characters").scores(choice.question) for choice in choices]
    together = right(choices, _fused(meaning, spelling))
    exact = _together([by_cosine(choices, unrounded, parts) for parts in GRAINS])
    systems = {
        BY_MEANING: right(choices, meaning),
        "cosine of the whole answer alone": right(choices, grains[0]),
        BY_SPELLING: right(choices, spelling),
        "BM25 alone, words": right(choices, [BM25(one.answers, "words").scores(one.question) for one in choices]),
    }
    rows = [
        ["**cosine and character BM25**, in 8 bits, as it is served", shown(share(together)), "", ""],
        ["**cosine and character BM25**, in float32", shown(share(right(choices, _fused(exact, spelling)))), "", ""],
    ]
    try:
        systems["all-MiniLM-L6-v2, cosine of the whole answer"] = right(choices, by_cosine(choices, teacher()))
    except Missing as missing:
        rows.append(["all-MiniLM-L6-v2", f"skipped: {missing}", "", ""])
    rows += [[name, shown(share(each)), str(compare(together, each)), ""] for name, each in systems.items()]
    either = share(map(any, zip(systems[BY_MEANING], systems[BY_SPELLING], strict=True)))
    note = NOTE.format(n=len(choices), either=either.value)
    return Table("Answers to an authority's questions", COLUMNS, [*rows, *PUBLISHED], note)


def _together(grains: Sequence[Scores]) -> Scores:
    return [standard(np.sum([*map(standard, scores)], axis=0)) for scores in zip(*grains, strict=True)]


def _fused(meaning: Scores, spelling: Scores) -> Scores:
    return [one + standard(other) for one, other in zip(meaning, spelling, strict=True)]


def by_cosine(choices: Sequence[Choice], encoder: Encoder, parts: Parts = whole) -> Scores:
    """Return the cosine of each question with the nearest part of each of its candidates."""
    asked = encoder.encode([choice.question for choice in choices])
    texts = list(dict.fromkeys(part for choice in choices for answer in choice.answers for part in parts(answer)))
    vectors = dict(zip(texts, encoder.encode(texts, "answer"), strict=True))
    return [
        np.array([max(float(vectors[part] @ vector) for part in parts(answer)) for answer in choice.answers])
        for choice, vector in zip(choices, asked, strict=True)
    ]


def standard(scores: npt.NDArray[np.floating]) -> npt.NDArray[np.floating]:
    """Return scores centred, and scaled to a standard deviation of 1; all 0 when they are all the same."""
    return (scores - scores.mean()) / (scores.std() or 1.0)


def right(choices: Sequence[Choice], scores: Scores) -> list[bool]:
    """Return whether each question's highest score is that of the right answer."""
    return [int(row.argmax()) == choice.right for choice, row in zip(choices, scores, strict=True)]
