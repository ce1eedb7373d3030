"""What is found when the same questions are typed less well.

Each way of typing is made by rule, with a seed, from the development questions; nothing is fitted on any of them.
"""

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from zlib import crc32

from bench.questions import Question
from bench.retrieval.desk import Desk, held_out
from bench.statistics import share
from bench.tables import Table
from vardlots.retrieval.lexical import fold
from vardlots.retrieval.retriever import Ranking, Retriever

WORD = re.compile(r"[^\W\d_]+")
LONG = 4
"""Letters that a word must have more of to get a typo."""
PART = 4
"""Letters that either half of a compound has at least."""
ROWS = ("qwertyuiopå", "asdfghjklöä", "zxcvbnm")
OPENERS = {"sv": ("Förresten, ", "Hej! ", "Du, en fråga: "), "en": ("By the way, ", "Hi there! ", "Quick question: ")}
SWENGLISH: Mapping[str, str] = {
    "läkare": "doctor", "läkaren": "doctorn", "läkartid": "doctor-tid", "sjuksköterska": "nurse",
    "tid": "appointment", "boka": "booka", "avboka": "cancella", "avgift": "fee", "avgiften": "feen",
    "recept": "prescription", "barn": "kids", "journal": "medical record", "konto": "account", "remiss": "referral",
    "vårdcentral": "health center", "frikort": "exemption card", "väntetid": "waiting time", "tolk": "interpreter",
    "intyg": "certificate", "doctor": "läkare", "nurse": "sköterska", "appointment": "tid", "fee": "avgift",
    "prescription": "recept", "prescriptions": "recept", "kids": "barn", "child": "barn", "record": "journal",
    "account": "konto", "referral": "remiss", "certificate": "intyg", "interpreter": "tolk", "midwife": "barnmorska",
    "waiting": "vänte", "midwives": "barnmorskor", "clinic": "klinik", "pharmacy": "apotek", "medicine": "medicin",
    "cancel": "avboka",
}  # fmt: skip
"""Words that people who live in two languages swap."""

COLUMNS = (
    *("typed", "questions changed", "recall@1 as it was", "now", "recall@3 as it was", "now"),
    *("in scope held back as it was", "now", "out of scope held back as it was", "now"),
)
NOTE = (
    "The development questions of `bench/dev/` ({faq} that an entry answers, {outside} out of scope), changed by rule; "
    "the figures are of the questions that a rule changes, before and after. No diacritics: å, ä, ö and é lose their "
    "marks. Typos: in each word of more than four letters one letter is dropped, doubled, swapped with the next, or "
    "hit beside its key, by chance with a fixed seed. Compounds apart: a Swedish word is cut where both parts are "
    "words of the knowledge base. Swenglish: {swaps} words are swapped for those of the other language. Without Rasa's "
    "opinion."
)

Change = Callable[[Question], str]


def no_diacritics(question: Question) -> str:
    """Take the marks off the letters."""
    return fold(question.text)


def typos(question: Question) -> str:
    """Put one typo into each longer word, the same ones every time."""
    chance = random.Random(crc32(question.text.encode()))
    return WORD.sub(lambda found: _typo(found[0], chance) if len(found[0]) > LONG else found[0], question.text)


def plain(question: Question) -> str:
    """Leave out capitals and punctuation."""
    return " ".join(re.sub(r"[^\w\s-]", " ", question.text.lower()).split())


def swenglish(question: Question) -> str:
    """Swap words for those of the other language."""
    return WORD.sub(lambda found: SWENGLISH.get(found[0].lower(), found[0]), question.text)


def opened(question: Question) -> str:
    """Put a few words in front that say nothing."""
    openers = OPENERS[question.language]
    text = question.text[:1].lower() + question.text[1:] if question.text[1:2].islower() else question.text
    return openers[crc32(question.text.encode()) % len(openers)] + text


class Apart:
    """Write compounds apart, where both halves are words that the knowledge base has."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._words = {word for text in texts for word in WORD.findall(text.casefold()) if len(word) >= PART}

    def __call__(self, question: Question) -> str:
        """Cut the words of a Swedish question."""
        if question.language != "sv":
            return question.text
        return WORD.sub(lambda found: self._cut(found[0]), question.text)

    def _cut(self, word: str) -> str:
        for at in range(len(word) - PART, PART - 1, -1):
            left, right = word[:at].casefold(), word[at:].casefold()
            if right in self._words and (left in self._words or left.removesuffix("s") in self._words):
                return f"{word[:at]} {word[at:]}"
        return word


def robustness(desk: Desk) -> Table:
    """Ask every question as it is, and in each way of typing."""
    retriever = desk.retriever
    texts = [phrasing.text for phrasing in retriever.phrasings if phrasing.owner >= 0]
    questions, _ = held_out("faq", "outside")
    changes: Mapping[str, Change] = {
        "no diacritics": no_diacritics,
        "a typo in each longer word": typos,
        "typos, and no diacritics": lambda question: fold(typos(question)),
        "compounds apart": Apart(texts),
        "no capitals, no punctuation": plain,
        "Swenglish": swenglish,
        "a few words in front": opened,
    }
    before = [retriever.ask(question.text, question.language) for question in questions]
    rows = [_row(name, change, retriever, questions, before) for name, change in changes.items()]
    faq = sum(question.group == "faq" for question in questions)
    note = NOTE.format(faq=faq, outside=len(questions) - faq, swaps=len(SWENGLISH))
    return Table("The same questions, typed less well", COLUMNS, rows, note)


@dataclass(frozen=True)
class _Asked:
    question: Question
    ranking: Ranking

    def among(self, count: int) -> bool:
        """Say whether a right entry is among the first ones."""
        return any(one.entry_id in self.question.accepted for one in self.ranking.candidates[:count])

    @property
    def held(self) -> bool:
        """Say whether nothing was answered or suggested."""
        return self.ranking.decision == "hold_back"


def _row(
    name: str, change: Change, retriever: Retriever, questions: Sequence[Question], before: Sequence[Ranking]
) -> list[str]:
    texts = [change(question) for question in questions]
    pairs = [
        (_Asked(question, ranking), _Asked(question, retriever.ask(text, question.language)))
        for question, ranking, text in zip(questions, before, texts, strict=True)
        if text != question.text
    ]
    faq = [pair for pair in pairs if pair[0].question.group == "faq"]
    outside = [pair for pair in pairs if pair[0].question.group == "outside"]
    asked: Sequence[tuple[Sequence[tuple[_Asked, _Asked]], Callable[[_Asked], bool]]] = (
        (faq, lambda one: one.among(1)),
        (faq, lambda one: one.among(3)),
        (faq, lambda one: one.held),
        (outside, lambda one: one.held),
    )
    shares = [share(good(pair[side]) for pair in group) for group, good in asked for side in (0, 1)]
    return [name, str(len(pairs)), *(f"{one.value:.3f}" if one.of else "–" for one in shares)]


def _typo(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word) - 1)  # people seldom get the first letter wrong
    kind = chance.choice(("drop", "double", "swap", "beside"))
    changed = {"drop": "", "double": word[at] * 2, "swap": word[at + 1] + word[at], "beside": _beside(word[at], chance)}
    return word[:at] + changed[kind] + word[at + (2 if kind == "swap" else 1) :]


def _beside(letter: str, chance: random.Random) -> str:
    """Return a letter whose key is next to the one meant."""
    for row in ROWS:
        at = row.find(letter.lower())
        if at >= 0:
            return chance.choice([row[near] for near in (at - 1, at + 1) if 0 <= near < len(row)])
    return letter * 2
