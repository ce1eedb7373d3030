"""`vardlots kb gaps`: what patients ask and the knowledge base does not answer well, and what to do about it."""

import json
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Annotated

import typer

from vardlots.cli import gap_tables as tables
from vardlots.cli.author import author
from vardlots.errors import VardlotsError
from vardlots.gaps.accepting import accept, dismiss, id_for
from vardlots.gaps.asked import STOCKHOLM
from vardlots.gaps.decisions import decisions, reopen
from vardlots.gaps.gaps import Gap, Survey, survey
from vardlots.gaps.phrasings import choose, held_out_texts
from vardlots.gaps.proposals import FEWEST
from vardlots.knowledge import read_knowledge
from vardlots.knowledge.content import did_you_mean
from vardlots.knowledge.drafts import read_drafts
from vardlots.knowledge.repository import commits, edited_folder
from vardlots.replies import LANGUAGES, Language
from vardlots.retrieval.encoder import Encoder, encoder
from vardlots.retrieval.ranker import FILE, read_ranker
from vardlots.retrieval.retriever import Retriever
from vardlots.settings import ROOT, Settings, settings
from vardlots.usage.questions import open_questions

QUESTIONS = ROOT / "bench" / "dev" / "questions.yaml"

Folder = Annotated[Path | None, typer.Option("--kb", help="The folder to read and edit, instead of the project's own.")]
Everything = Annotated[bool, typer.Option("--all", help=f"Also what was asked fewer than {FEWEST} times.")]
Since = Annotated[str, typer.Option("--since", help="Only what was asked since this day, such as 2026-11-01.")]
InLanguage = Annotated[str, typer.Option("--language", help="sv or en: names, and the only language to add in.")]
Accept = Annotated[str, typer.Option("--accept", metavar="ID", help="Do something about this gap.")]
Into = Annotated[str, typer.Option("--into", metavar="ENTRY", help="With --accept: the entry to add phrasings to.")]
Draft = Annotated[bool, typer.Option("--draft", help="With --accept: begin a new entry, in kb/drafts.yaml.")]
Dismiss = Annotated[str, typer.Option("--dismiss", metavar="ID", help="Nothing is to be done; do not ask again.")]
Decided = Annotated[bool, typer.Option("--decisions", help="List what was decided, newest first.")]
Reopen = Annotated[int | None, typer.Option("--reopen", metavar="N", help="Forget a decision, by its number.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask: do what is shown.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for programs; it changes nothing without --yes.")]


def gaps(
    everything: Everything = False,
    since: Since = "",
    language: InLanguage = "",
    accepted: Accept = "",
    into: Into = "",
    draft: Draft = False,
    dismissed: Dismiss = "",
    decided: Decided = False,
    reopened: Reopen = None,
    yes: Yes = False,
    as_json: AsJson = False,
    kb: Folder = None,
) -> None:
    """Group the questions that were not answered well by what they mean; the biggest group is the biggest gap."""
    if language and language not in LANGUAGES:
        raise typer.BadParameter(f"{language!r} is not a language here: sv or en")
    if (into or draft) and not accepted:
        raise typer.BadParameter("--into and --draft go with --accept")
    if sum(map(bool, (accepted, dismissed, decided, reopened is not None))) > 1 or (into and draft):
        raise typer.BadParameter("one thing at a time")
    here = settings()
    if decided or reopened is not None:
        _decisions(here, reopened, as_json)
        return
    spoken: Language | None = next((name for name in LANGUAGES if name == language), None)
    desk = _Desk.of(kb or edited_folder(here), here)
    found = desk.survey(_moment(since), 1 if everything or accepted or dismissed else FEWEST, spoken or "sv")
    if accepted:
        _accept(desk, _named(found, accepted), into, draft, (spoken,) if spoken else LANGUAGES, yes, as_json)
    elif dismissed:
        _dismiss(desk, _named(found, dismissed), yes, as_json)
    elif as_json:
        typer.echo(json.dumps(tables.survey_body(found), ensure_ascii=False, indent=2))
    else:
        tables.show_survey(found, everything)


@dataclass(frozen=True)
class _Desk:
    """What to ask and where to write."""

    here: Settings
    folder: Path
    retriever: Retriever
    encoder: Encoder

    @classmethod
    def of(cls, folder: Path, here: Settings) -> "_Desk":
        reader = encoder(replace(here, kb=folder))
        return cls(here, folder, Retriever(read_knowledge(folder), reader, read_ranker(folder / FILE)), reader)

    def survey(self, since: datetime | None, at_least: int, language: Language) -> Survey:
        url = self.here.database_url
        waiting = [one.id for one in read_drafts(self.folder).drafts]
        asked = open_questions(url, since)
        return survey(asked, decisions(url), self.retriever, self.encoder, at_least, language, waiting)


def _accept(
    desk: _Desk, gap: Gap, into: str, draft: bool, languages: tuple[Language, ...], yes: bool, as_json: bool
) -> None:
    """Show what would be written, ask, and write it."""
    entry = None if draft else _entry(desk, gap, into)
    held_out = held_out_texts(QUESTIONS)
    chosen = choose(gap, desk.retriever.knowledge, desk.encoder, entry, languages, held_out)
    taken = {*desk.retriever.knowledge.entries, *(one.id for one in read_drafts(desk.folder).drafts)}
    new = id_for(gap, taken) if draft else None
    if not as_json:
        tables.show_plan(gap, chosen, entry, new)
    if not yes:
        if as_json:
            typer.echo(json.dumps(tables.plan_body(gap, chosen, entry, new), ensure_ascii=False, indent=2))
            return
        typer.confirm("Write this?", abort=True)
    editor, commit = author(desk.folder), commits(desk.here)
    base = desk.here.database_url, desk.folder, gap, chosen
    saved = accept(*base, editor=editor, entry=entry, draft=new, commit=commit)
    if as_json:
        body = {**tables.plan_body(gap, chosen, entry, new), "commit": saved.commit, "warning": saved.warning}
        typer.echo(json.dumps(body, ensure_ascii=False, indent=2))
    else:
        tables.show_saved(saved, chosen, entry, new)


def _dismiss(desk: _Desk, gap: Gap, yes: bool, as_json: bool) -> None:
    if not yes:
        if as_json:
            raise typer.BadParameter("--json asks nothing: give --yes too")
        tables.show_gap(gap)
        typer.confirm("Is nothing to be done about this?", abort=True)
    dismiss(desk.here.database_url, gap, author(desk.folder))
    if as_json:
        typer.echo(json.dumps({"id": gap.id, "dismissed": gap.count}))
    else:
        typer.echo(f"{gap.count} questions are dismissed; later ones of the same meaning are not listed.")


def _decisions(here: Settings, reopened: int | None, as_json: bool) -> None:
    if reopened is None:
        found = decisions(here.database_url)
        if as_json:
            typer.echo(json.dumps(tables.decisions_body(found), ensure_ascii=False, indent=2))
        else:
            tables.show_decisions(found)
    elif reopen(here.database_url, reopened):
        typer.echo(json.dumps({"reopened": reopened}) if as_json else f"Decision {reopened} is forgotten.")
    else:
        raise NoSuchGap(f"there is no decision {reopened}: `vardlots kb gaps --decisions` lists them")


class NoSuchGap(VardlotsError):
    """The gap, the decision or the entry that was named is not there."""


def _named(found: Survey, name: str) -> Gap:
    gap = next((one for one in found.gaps if one.id == name), None)
    if not gap:
        raise NoSuchGap(f"there is no gap {name} now: `vardlots kb gaps --all` lists them by their ids")
    return gap


def _entry(desk: _Desk, gap: Gap, into: str) -> str:
    entries = desk.retriever.knowledge.entries
    name = into or (gap.proposal.entry if gap.proposal else None)
    if not name:
        raise NoSuchGap(f"nothing is proposed for gap {gap.id}: say --into ENTRY, or --draft for a new one")
    if name not in entries:
        raise NoSuchGap(f"no entry has the id {name!r}; {did_you_mean(name, entries)}write one of kb/faq.yaml")
    return name


def _moment(since: str) -> datetime | None:
    """Read a day as its beginning in Stockholm."""
    if not since:
        return None
    try:
        return datetime.combine(date.fromisoformat(since), time(), STOCKHOLM)
    except ValueError as error:
        raise typer.BadParameter(f"{since!r} is not a day: write it such as 2026-11-01") from error
