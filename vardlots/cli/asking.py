"""A desk to try questions at: what the assistant would make of each, why, and what that was before an edit."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from vardlots.knowledge import Knowledge, LiveKnowledge
from vardlots.knowledge.content import did_you_mean
from vardlots.language import model_of
from vardlots.replies import LANGUAGES, Language
from vardlots.retrieval.compare import Outcome
from vardlots.retrieval.encoder import Encoder
from vardlots.retrieval.questions import outcome_of
from vardlots.retrieval.ranker import FILE, Decision, read_ranker
from vardlots.retrieval.retriever import Candidate, LiveRetriever, Ranking, Signal
from vardlots.retrieval.signals import MEANING
from vardlots.settings import Settings

SHOWN = 3
REASONS = 3
WORDING: dict[Decision, tuple[str, str]] = {
    "answer": ("answers", "bold green"),
    "suggest": ("suggests, as it is not sure", "bold yellow"),
    "hold_back": ("holds back: no entry seems to answer this", "bold red"),
}
BEFORE: dict[Decision, str] = {"answer": "answered {0} {1:.0%}", "suggest": "suggested {0}", "hold_back": "held back"}
MISTAKEN = "The files have a mistake, so the last version that was right answers: run `vardlots kb check`."


class Desk:
    """Everything loaded once, for one question or many; each is asked of the files as they are now."""

    def __init__(self, here: Settings, encoder: Encoder, as_json: bool) -> None:
        self._ranker = read_ranker(here.kb / FILE)
        self._as_json = as_json
        self._live = LiveKnowledge(here.kb, every=0)
        self._retriever = LiveRetriever(self._live, encoder, self._ranker)
        self._language = model_of(here.kb)
        self._heard: Language = "sv"
        self._before: dict[str, Outcome] = {}

    def show(self, question: str, chosen: str) -> None:
        """Rank one question and print the ranking, in the language chosen, or the one that it sounds like."""
        language = self._heard = _named(chosen) or self._language.hear(question).name
        ranking = self._retriever.settle().ask(question, language, why=True)
        if self._as_json:
            body = {"question": question, "language": language, **asdict(ranking)}
            typer.echo(json.dumps(body, ensure_ascii=False, indent=2))
        else:
            self._print(ranking, language)
            self._remember(question, outcome_of(ranking))

    def open(self, name: str, chosen: str) -> None:
        """Print an entry as it stands: where, its question and its answer, in the language chosen or heard last."""
        knowledge, language = self._retriever.settle().knowledge, _named(chosen) or self._heard
        if name not in knowledge.entries:
            hint = did_you_mean(name, knowledge.entries)
            typer.echo(f"no entry has the id {name!r}; {hint}write one of kb/faq.yaml", err=self._as_json)
            return
        shown = _Shown.of(knowledge, name, language)
        if self._as_json:
            typer.echo(json.dumps(asdict(shown), ensure_ascii=False, indent=2))
        else:
            shown.print()

    def _print(self, ranking: Ranking, language: Language) -> None:
        console = Console(highlight=False)
        wording, style = WORDING[ranking.decision]
        told = Text.assemble((f"The desk {wording}", style), f" · in scope {ranking.scope:.0%} · read as {language}")
        console.print(told)
        if ranking.candidates:
            console.print(_table(ranking.candidates[:SHOWN], self._retriever.current().knowledge, language))
            console.print(Text(f"in scope or not: {_reasons(ranking.scope_signals, ' · ')}", "dim"))
        limits = self._ranker.plain.limits
        told = Text(
            f"it suggests from {limits.suggest:.0%} in scope, and answers from {limits.answer:.0%} right", "dim"
        )
        console.print(told)
        if self._live.error:
            console.print(Text(MISTAKEN, "yellow"))

    def _remember(self, question: str, outcome: Outcome) -> None:
        """Say what became of the same question before, if it was something else: an edit did that."""
        before = self._before.get(question)
        self._before[question] = outcome
        if before and (before.decision, before.entries[:1]) != (outcome.decision, outcome.entries[:1]):
            told = BEFORE[before.decision].format(
                ", ".join(before.entries[: 1 if before.answer else None]), before.sure
            )
            Console(highlight=False).print(Text(f"Before your edit, it {told}.", "cyan"))


def _named(name: str) -> Language | None:
    return next((language for language in LANGUAGES if language == name), None)


@dataclass(frozen=True)
class _Shown:
    """An entry to look at, in one language; `also_asked` is how many phrasings it has in each."""

    id: str
    file: str
    line: int
    topic: str
    question: str
    answer: tuple[str, ...]
    reviewed: str
    also_asked: Mapping[Language, int]

    @classmethod
    def of(cls, knowledge: Knowledge, name: str, language: Language) -> "_Shown":
        entry, source = knowledge.entries[name], knowledge.sources["faq"]
        line = source.line("entries", tuple(knowledge.entries).index(name))
        said = knowledge.question(name, language), knowledge.answer(name, language)
        asked = {which: len(entry.also_asked.get(which)) for which in LANGUAGES}
        return cls(name, source.name, line, entry.topic, *said, entry.reviewed.isoformat(), asked)

    def print(self) -> None:
        console = Console(highlight=False)
        # the place on a line of its own, so that a terminal can open it
        console.print(Text(f"{self.file}:{self.line}", "cyan"), soft_wrap=True)
        console.print(Text(self.question, "bold"))
        console.print(Text("\n\n".join(self.answer)))
        known = ", ".join(f"{count} {which}" for which, count in self.also_asked.items())
        console.print(Text(f"{self.id} · {self.topic} · reviewed {self.reviewed} · also asked: {known}", "dim"))


def _table(candidates: Sequence[Candidate], knowledge: Knowledge, language: Language) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    for name in ("right", "entry", "question", "why"):
        table.add_column(name, overflow="fold")
    for candidate in candidates:
        question = knowledge.question(candidate.entry_id, language)
        cells = (f"{candidate.score:.0%}", candidate.entry_id, question, _reasons(candidate.signals, "\n"))
        table.add_row(*map(Text, cells))
    return table


def _reasons(signals: Sequence[Signal], between: str) -> str:
    """Write the signals that say most, each with its value and what it adds."""
    telling = sorted(signals, key=lambda signal: -abs(signal.adds))[:REASONS]
    return between.join(f"{signal.adds:+.1f} {MEANING[signal.name]} ({signal.value:.2f})" for signal in telling)
