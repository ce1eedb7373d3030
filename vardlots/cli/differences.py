"""What `vardlots kb diff` found, and how it is written for the people who edit."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rich.console import Console
from rich.table import Table
from rich.text import Text

from vardlots.knowledge import Knowledge
from vardlots.replies import Language
from vardlots.retrieval.compare import WHATS, Asked, Change, Entries, Outcome, What

COLOURS: Mapping[What, str] = {
    "worse": "bold red",
    "weaker": "yellow",
    "new_wrong": "bold red",
    "other": "yellow",
    "better": "green",
    "stronger": "green",
    "new": "green",
    "gone": "dim",
}

WORDS: Mapping[Language, Mapping[str, str]] = {
    "sv": {
        "worse": "fel nu",
        "weaker": "osäkrare nu",
        "new_wrong": "ny, blir fel",
        "other": "annat svar",
        "better": "rätt nu",
        "offered": "föreslås nu",
        "stronger": "säkrare nu",
        "new": "ny",
        "gone": "borttagen",
        "answer": "svarar {entries} {sure} %",
        "suggest": "föreslår {entries}",
        "hold_back": "avstår",
        "nobody": "Frågor som ingen post ska svara på",
        "must_match": "ska svara",
        "must_not_match": "ska inte svara",
        "development": "utvecklingsfråga",
        "gathered": "patientfråga",
        "then": "då",
        "now": "nu",
        "closest": "närmast är ”{text}”",
        "new_entries": "Nya poster: {ids}.",
        "gone_entries": "Borttagna poster: {ids}.",
        "reworded": "Ändrad fråga eller ändrat svar: {ids}.",
        "unknown": "Kända frågor nämner poster som inte finns: {ids}. Rätta namnen där, eller ta bort dem.",
        "same": "Ingen fil skiljer sig från {revision}: varje fråga får samma svar som då.",
        "nothing": "Jämfört med {revision}: alla {questions} kända frågor får samma svar som då.",
        "summary": "Jämfört med {revision}: {counts}. {rest} av {questions} kända frågor som förut.",
        "right": "Rätt svar: {before} av {questions_before} då, {now} av {questions} nu.",
        "bad": "Rätta det som är fel nu, innan en patient möter det.",
    },
    "en": {
        "worse": "now wrong",
        "weaker": "less sure now",
        "new_wrong": "new, and wrong",
        "other": "another answer",
        "better": "now right",
        "offered": "now suggested",
        "stronger": "surer now",
        "new": "new",
        "gone": "gone",
        "answer": "answers {entries} {sure}%",
        "suggest": "suggests {entries}",
        "hold_back": "holds back",
        "nobody": "Questions that no entry should answer",
        "must_match": "must match",
        "must_not_match": "must not match",
        "development": "development",
        "gathered": "asked by a patient",
        "then": "then",
        "now": "now",
        "closest": "closest is “{text}”",
        "new_entries": "New entries: {ids}.",
        "gone_entries": "Entries that are gone: {ids}.",
        "reworded": "Another question or answer: {ids}.",
        "unknown": "Known questions name entries that do not exist: {ids}. Mend the names, or remove them.",
        "same": "No file differs from {revision}: every question gets the answer that it got then.",
        "nothing": "Against {revision}: all {questions} known questions get the answer that they got then.",
        "summary": "Against {revision}: {counts}. {rest} of {questions} known questions are as before.",
        "right": "Answered right: {before} of {questions_before} then, {now} of {questions} now.",
        "bad": "Mend what is wrong now, before a patient meets it.",
    },
}


@dataclass(frozen=True)
class Closest:
    """The text of an entry that is closest to a question, and where it stands."""

    text: str
    file: str
    line: int


@dataclass(frozen=True)
class Differences:
    """Everything that differs from a revision; `asked` and `knowledge` are of then and of now.

    `why` has the closest text of the entry that answers wrong now, by the question's key. Where no file differs there
    is nothing but the revision.
    """

    revision: str
    commit: str
    asked: tuple[Sequence[Asked], Sequence[Asked]] = ((), ())
    changes: Sequence[Change] = ()
    entries: Entries = field(default_factory=Entries)
    knowledge: tuple[Knowledge, Knowledge] | None = None
    why: Mapping[tuple[str, ...], Closest] = field(default_factory=dict)

    @property
    def before(self) -> Sequence[Asked]:
        """The questions of then."""
        return self.asked[0]

    @property
    def now(self) -> Sequence[Asked]:
        """The questions of now."""
        return self.asked[1]

    @property
    def regressions(self) -> int:
        """How many questions were right, or offered, and are wrong now."""
        return sum(change.regression for change in self.changes)

    @property
    def unknown(self) -> tuple[str, ...]:
        """The ids that questions ask for and no entry has now: it was renamed or removed, and they were not."""
        named = dict.fromkeys(name for asked in self.now for name in sorted(asked.known.accepted))
        return tuple(name for name in named if self.knowledge and name not in self.knowledge[1].entries)

    @property
    def counts(self) -> dict[str, int]:
        """How many questions changed in each way, the gravest first, without the ways that none did."""
        found = Counter(change.what for change in self.changes)
        return {what: found[what] for what in WHATS if found[what]}

    @staticmethod
    def right(asked: Iterable[Asked]) -> int:
        """Return how many are right."""
        return sum(one.grade == "right" for one in asked)


def show(found: Differences, language: Language) -> None:
    """Print the changes by entry, those with the gravest first, then the entries, then a summary."""
    console, words = Console(highlight=False), WORDS[language]
    if not found.knowledge:
        console.print(Text(words["same"].format(revision=found.revision), "green"))
        return
    groups: dict[str | None, list[Change]] = {}
    for change in found.changes:
        groups.setdefault(change.known.entry, []).append(change)
    for entry, changes in groups.items():
        console.print(_heading(entry, found.knowledge, language))
        console.print(_table(changes, found, words))
        console.print()
    for name in ("new", "gone", "reworded"):
        ids = getattr(found.entries, name)
        if ids:
            console.print(Text(words[name if name == "reworded" else f"{name}_entries"].format(ids=", ".join(ids))))
    if found.unknown:
        console.print(Text(words["unknown"].format(ids=", ".join(found.unknown)), "yellow"))
    console.print(_summary(found, words))


def _heading(entry: str | None, knowledge: tuple[Knowledge, Knowledge], language: Language) -> Text:
    if entry is None:
        return Text(WORDS[language]["nobody"], "bold")
    was, now = knowledge
    having = next((one for one in (now, was) if entry in one.entries), None)
    return Text.assemble((entry, "bold"), f"  {having.question(entry, language) if having else ''}")


def _table(changes: Iterable[Change], found: Differences, words: Mapping[str, str]) -> Table:
    table = Table.grid(padding=(0, 2), pad_edge=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for change in changes:
        offered = change.what == "better" and change.now and change.now.grade == "offered"
        what = Text(words["offered" if offered else change.what], COLOURS[change.what])
        table.add_row(what, _told(change, found.why.get(change.known.key), words))
    return table


def _told(change: Change, why: Closest | None, words: Mapping[str, str]) -> Text:
    """Write a question, what became of it then, and what does now."""
    known = change.known
    told = Text.assemble(known.text, (f"  {words[known.kind]} · {known.language}", "dim"))
    for name, asked in (("then", change.before), ("now", change.now)):
        if asked:
            told.append(f"\n{words[name]}: {_outcome(asked.outcome, words)}")
    if why:
        told.append(f"\n{words['closest'].format(text=why.text)}  {why.file}:{why.line}", "dim")
    return told


def _outcome(outcome: Outcome, words: Mapping[str, str]) -> str:
    entries = (outcome.answer,) if outcome.answer else outcome.entries
    return words[outcome.decision].format(entries=", ".join(entries), sure=round(100 * outcome.sure))


def _summary(found: Differences, words: Mapping[str, str]) -> Text:
    said = {"revision": found.revision, "questions": len(found.now), "questions_before": len(found.before)}
    if not found.changes:
        return Text(words["nothing"].format(**said), "bold green")
    counts = ", ".join(f"{count} {words[what]}" for what, count in found.counts.items())
    rest = len(found.now) - sum(change.now is not None for change in found.changes)
    told = [words["summary"].format(**said, counts=counts, rest=rest)]
    told.append(words["right"].format(**said, before=found.right(found.before), now=found.right(found.now)))
    if found.regressions:
        told.append(words["bad"])
    doubtful = found.counts.keys() & {"weaker", "new_wrong"}
    style = "bold red" if found.regressions else "bold yellow" if doubtful else "bold green"
    return Text("\n".join(told), style)
