"""The files under `kb/` that people edit, and how each is checked."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from pydantic import BaseModel

from vardlots.ages.rules import Ages
from vardlots.booking.schedule import Schedule
from vardlots.fees.tariffs import Tariffs
from vardlots.garbage import uncollected
from vardlots.knowledge import BadFile, Faq, Finding, FollowUps, Knowledge, OutOfScope, Provider, check_folder
from vardlots.knowledge.content import read
from vardlots.knowledge.drafts import check_drafts
from vardlots.knowledge.models import Drafts
from vardlots.knowledge.source import read_source
from vardlots.knowledge.style import Style
from vardlots.knowledge.texts import Values
from vardlots.knowledge.whole import missing_values
from vardlots.people.table import PeopleFile
from vardlots.phrases import leaves, mistakes
from vardlots.regions import Regions
from vardlots.safety.lines import Helplines
from vardlots.safety.table import Safety
from vardlots.sms.checks import check_texts
from vardlots.sms.table import SmsFile
from vardlots.triage.table import Triage

MODELS: Mapping[str, type[BaseModel]] = {
    "faq": Faq,
    "out_of_scope": OutOfScope,
    "follow_ups": FollowUps,
    "provider": Provider,
    "style": Style,
    "fees": Tariffs,
    "ages": Ages,
    "regions": Regions,
    "schedule": Schedule,
    "people": PeopleFile,
    "sms": SmsFile,
    "safety": Safety,
    "helplines": Helplines,
    "triage": Triage,
    "drafts": Drafts,
}
"""What may stand in a file, by its name; editors get a JSON Schema of each."""

ANSWERS = ("faq", "out_of_scope", "follow_ups", "provider")
"""The files that belong together: `check_folder` reads them as one."""

OPTIONAL = ("drafts",)
"""The files that there need not be."""

WORDS = ("vocabulary", "language")
"""Lists of words: any YAML will do."""


def check_files(
    folder: Path, today: date | None = None, knowledge: Knowledge | None = None, deep: bool = False
) -> list[Finding]:
    """Check every file of a folder (`kb/`) that people edit: the answers first, then the tables, then the sentences.

    `today` decides what is past its review; `knowledge` is what was read of the folder, where somebody has already.
    `deep` also compares all answers with each other where there are many.
    """
    checks: list[Callable[[], Iterable[Finding]]] = [
        lambda: check_folder(folder, today, knowledge, deep),
        *(partial(_table, folder, name) for name in MODELS if name not in (*ANSWERS, *OPTIONAL)),
        *(partial(_words, folder / f"{name}.yaml") for name in WORDS),
        *(partial(sentences, path) for path in sorted((folder / "replies").glob("*.yaml"))),
        lambda: check_texts(folder),
        lambda: _drafts(folder),
    ]
    with uncollected():
        # a table that an answer takes a value from may have been told with the answers
        return list(dict.fromkeys(found for check in checks for found in _told(check)))


def _told(check: Callable[[], Iterable[Finding]]) -> list[Finding]:
    try:
        return sorted(check(), key=lambda finding: (finding.file, finding.line))
    except BadFile as error:
        return list(error.findings)


def _table(folder: Path, name: str) -> Iterator[Finding]:
    source, _model, found = read(folder / f"{name}.yaml", MODELS[name])
    yield from found
    if name in ("ages", "triage"):
        yield from missing_values(source, Values(folder))


def _drafts(folder: Path) -> Iterator[Finding]:
    """Find what is wrong with the drafts: work to plan, for no patient meets them."""
    return (replace(finding, level="warning") for finding in check_drafts(folder))


def _words(path: Path) -> Iterable[Finding]:
    return read_source(path).findings


def sentences(path: Path) -> Iterator[Finding]:
    """Find what is wrong with a file of `kb/replies/`.

    Raises:
        BadFile: when it is not YAML.
    """
    source = read_source(path)
    yield from source.findings
    told = {finding.line for finding in source.findings}
    for where, text in leaves(source.data):
        for wrong in mistakes(text):
            line = source.line(*where, *([wrong.language] if wrong.language else []))
            if line not in told:
                yield Finding(source.name, line, wrong.rule, wrong.why, wrong.fix, wrong.sv, ".".join(where))
