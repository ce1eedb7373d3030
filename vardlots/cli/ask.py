"""`vardlots ask`: what the assistant would make of a question, and why."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from vardlots.knowledge import Knowledge, LiveKnowledge
from vardlots.language import model_of
from vardlots.replies import LANGUAGES, Language
from vardlots.retrieval.encoder import encoder
from vardlots.retrieval.ranker import FILE, Decision, read_ranker
from vardlots.retrieval.retriever import Candidate, LiveRetriever, Ranking, Signal
from vardlots.retrieval.signals import MEANING
from vardlots.settings import settings

Asked = Annotated[str, typer.Argument(help="The question, as a patient would type it.", show_default=False)]
InLanguage = Annotated[str, typer.Option("--language", help="sv or en, instead of the one it sounds like.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]
Interactive = Annotated[bool, typer.Option("--interactive", "-i", help="Go on asking, until an empty line.")]

SHOWN = 3
REASONS = 3
WORDING: dict[Decision, tuple[str, str]] = {
    "answer": ("answers", "bold green"),
    "suggest": ("suggests, as it is not sure", "bold yellow"),
    "hold_back": ("holds back: no entry seems to answer this", "bold red"),
}


def ask(
    question: Asked = "", language: InLanguage = "", as_json: AsJson = False, interactive: Interactive = False
) -> None:
    """Rank the entries for a question, without Rasa's opinion on the intent, and show what speaks for each."""
    if not question and not interactive:
        raise typer.BadParameter("type a question, or -i to ask several")
    if language and language not in LANGUAGES:
        raise typer.BadParameter(f"{language!r} is not a language here: sv or en")
    desk = _Desk(as_json)
    if question:
        desk.show(question, language)
    while interactive and (question := typer.prompt("?", default="", show_default=False)):
        desk.show(question, language)


class _Desk:
    """Everything loaded once, for one question or many."""

    def __init__(self, as_json: bool) -> None:
        here = settings()
        ranker = read_ranker(here.kb / FILE)
        self._as_json = as_json
        self._retriever = LiveRetriever(LiveKnowledge(here.kb), encoder(here), ranker)
        self._language = model_of(here.kb)

    def show(self, question: str, chosen: str) -> None:
        """Rank one question and print the ranking."""
        language: Language = next((name for name in LANGUAGES if name == chosen), self._language.hear(question).name)
        retriever = self._retriever.settle()
        ranking = retriever.ask(question, language, why=True)
        if self._as_json:
            body = {"question": question, "language": language, **asdict(ranking)}
            typer.echo(json.dumps(body, ensure_ascii=False, indent=2))
        else:
            self._print(ranking, language)

    def _print(self, ranking: Ranking, language: Language) -> None:
        console = Console(highlight=False)
        wording, style = WORDING[ranking.decision]
        told = Text.assemble((f"The desk {wording}", style), f" · in scope {ranking.scope:.0%} · read as {language}")
        console.print(told)
        if ranking.candidates:
            console.print(_table(ranking.candidates[:SHOWN], self._retriever.current().knowledge, language))
            console.print(Text(f"in scope or not: {_reasons(ranking.scope_signals, ' · ')}", "dim"))


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
