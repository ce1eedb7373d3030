"""How `vardlots kb gaps` writes what it found, for people and for programs."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from vardlots.gaps.decisions import Decision
from vardlots.gaps.gaps import Gap, Survey
from vardlots.gaps.phrasings import Phrasings, Why
from vardlots.gaps.proposals import FEWEST, Proposal
from vardlots.knowledge.saving import Saved
from vardlots.replies import LANGUAGES
from vardlots.usage.questions import How

HOWS: dict[How, str] = {
    "doubt": "answered, unsure",
    "suggested": "suggested",
    "held_back": "held back",
    "unhelpful": "did not help",
}
WHY: dict[Why, str] = {
    "known": "the entry has one like it",
    "test": "it is a test, which must not be a phrasing too",
    "elsewhere": "another entry has it",
    "held_out": "it is a development question, held out: nothing may learn from it",
    "masked": "something was masked in it",
    "long": "it is too long",
}
LEFT_SHOWN = 5


def show_survey(found: Survey, everything: bool) -> None:
    """Print the gaps as a table, and what is not in it."""
    console = Console(highlight=False)
    if found.gaps:
        table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 1, 0))
        for name in ("gap", "asked", "about", "became", "proposal"):
            table.add_column(name, no_wrap=name in ("gap",), justify="right" if name == "asked" else "left")
        for gap in found.gaps:
            table.add_row(Text(gap.id, "bold"), str(gap.count), _about(gap), _hows(gap), Text(_proposal(gap.proposal)))
        console.print(table)
        console.print(Text("vardlots kb gaps --accept ID [--into ENTRY | --draft], or --dismiss ID", "dim"))
    else:
        console.print(Text("No gap: nothing that patients asked waits for an answer.", "green"))
    console.print(Text(_rest(found, everything), "dim"))


def show_gap(gap: Gap) -> None:
    """Print one gap."""
    console = Console(highlight=False)
    console.print(Text.assemble((f"{gap.id}  ", "bold"), f"asked {gap.count} times  ", (", ".join(gap.words), "cyan")))
    for language in LANGUAGES:
        for text in gap.examples(language, most=5):
            console.print(Text.assemble((f"  {language}  ", "dim"), text))


def show_plan(gap: Gap, chosen: Phrasings, entry: str | None, draft: str | None) -> None:
    """Print what accepting a gap would write."""
    console = Console(highlight=False)
    show_gap(gap)
    where = f"kb/faq.yaml, {entry}" if entry else f"kb/drafts.yaml, a new entry {draft}"
    console.print(Text(f"\nInto {where}:", "bold"))
    for language in LANGUAGES:
        for text in chosen.get(language):
            console.print(Text.assemble((f"  {language}  ", "dim"), (f"+ {text}", "green")))
    if not (chosen.sv or chosen.en):
        nothing = "nothing to add; the gap's questions count as answered by it" if entry else "no question can be used"
        console.print(Text(f"  {nothing}", "yellow"))
    for left in chosen.left[:LEFT_SHOWN]:
        console.print(Text.assemble((f"  {left.language}  ", "dim"), f"not “{left.text}”: ", (WHY[left.why], "yellow")))


def show_saved(saved: Saved, chosen: Phrasings, entry: str | None, draft: str | None) -> None:
    """Print what came of accepting a gap."""
    console = Console(highlight=False)
    many = len(chosen.sv) + len(chosen.en)
    said = (
        f"{many} phrasing{'s' * (many > 1)} added to {entry}."
        if entry
        else f"{draft} is begun in kb/drafts.yaml: write its answer."
    )
    console.print(Text(said if many else f"The questions count as answered by {entry}.", "green"))
    if saved.commit:
        console.print(Text(f"git commit {saved.commit[:10]}", "dim"))
    if saved.warning:
        console.print(Text(saved.warning, "yellow"))
    for finding in saved.findings:
        console.print(Text(f"{finding.file}:{finding.line} {finding.why}; {finding.fix}", "yellow"))


def show_decisions(found: Sequence[Decision]) -> None:
    """Print what was decided."""
    if not found:
        Console().print("Nothing has been decided yet.")
        return
    table = Table(box=None, pad_edge=False, header_style="dim")
    for name in ("number", "when (UTC)", "decision", "gap", "entry", "by"):
        table.add_column(name, overflow="fold")
    for one in found:
        when = f"{one.moment:%Y-%m-%d %H:%M}"
        table.add_row(*map(Text, (str(one.id), when, one.decision, _called(one), one.entry or "", one.editor)))
    Console(highlight=False).print(table)


def survey_body(found: Survey) -> dict[str, Any]:
    """Return the gaps for JSON."""
    rest = {name: getattr(found, name) for name in ("hidden", "smaller", "answered", "left_out")}
    return {"gaps": [_body(gap) for gap in found.gaps], **rest}


def plan_body(gap: Gap, chosen: Phrasings, entry: str | None, draft: str | None) -> dict[str, Any]:
    """Return what accepting a gap writes, for JSON."""
    return {"id": gap.id, "entry": entry, "draft": draft, **asdict(chosen)}


def decisions_body(found: Sequence[Decision]) -> list[dict[str, Any]]:
    """Return what was decided, for JSON."""
    return [_without_numbers(one) | {"moment": one.moment.isoformat(timespec="seconds")} for one in found]


def _body(gap: Gap) -> dict[str, Any]:
    body = _without_numbers(gap)
    for kept in body["questions"]:
        kept["created"] = kept["created"].isoformat(timespec="seconds")
    return body | {name: body[name].isoformat(timespec="seconds") for name in ("first", "last")}


def _without_numbers(one: Gap | Decision) -> dict[str, Any]:
    return {name: value for name, value in asdict(one).items() if name != "meaning"}


def _called(one: Decision) -> str:
    return one.name or f"{one.asked} questions, forgotten in their time"


def _about(gap: Gap) -> Text:
    about = Text.assemble((gap.name, "bold"), (f"\n{', '.join(gap.words)}", "cyan"))
    for language in LANGUAGES:
        texts = [text for text in gap.examples(language, most=3) if text != gap.name][:2]
        about.append("".join(f"\n{language}  {text}" for text in texts), "dim")
    return about


def _hows(gap: Gap) -> Text:
    return Text("\n".join(f"{count} {HOWS[how]}" for how, count in gap.hows.items()))


def _proposal(proposal: Proposal | None) -> str:
    if not proposal:
        return f"fewer than {FEWEST}"
    share = f"first for {proposal.share:.0%}"
    match proposal.kind:
        case "phrasing":
            return f"phrasings for {proposal.entry}\n{share}"
        case "answer":
            return f"mend the answer of {proposal.entry}\n{share}"
        case "new_entry":
            return "a new entry"


def _rest(found: Survey, everything: bool) -> str:
    told = [f"{found.answered} questions are answered well now"] if found.answered else []
    if found.smaller and not everything:
        told.append(f"{found.smaller} gaps of fewer than {FEWEST} questions: --all shows them")
    if found.hidden:
        told.append(f"{found.hidden} were dismissed or wait as drafts: --decisions")
    if found.left_out:
        told.append(f"{found.left_out} older questions were too many to compare")
    return "; ".join(told)
