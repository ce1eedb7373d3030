"""What the form of an answer shows: the fields, what can be chosen, what the checks say beside each field."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from office.answers.excusing import allowed_in, chances_of
from office.answers.files import packed
from office.answers.forms import UNITS, Row, interval, lines
from office.answers.looking import Told
from office.answers.seen import OFFERS, day_of, known_values, replies_of, sentences
from office.answers.told import told, told_allowed
from office.answers.work import Work
from office.context import language_of, office_of, page
from office.words import speaker
from vardlots.knowledge import Finding
from vardlots.knowledge.models import Owner
from vardlots.knowledge.texts import Values

SPARE = 2
"""Empty rows for links, at least."""
COUNTED = ("also_asked_sv", "also_asked_en", "must_match_sv", "must_match_en")
"""The fields whose lines are counted beside their label."""
SPOTS = (
    "", "id", "question", "question_sv", "question_en", "answer", "answer_sv", "answer_en", "also_asked",
    "also_asked_sv", "also_asked_en", "must_match", "must_match_sv", "must_match_en", "must_not_match", "links",
    "offer", "owner", "topic", "review_every", "source", "valid_from", "reviewed", "allow",
)  # fmt: skip
"""Where findings are told: beside the fields that they are about."""


def form_page(
    request: Request,
    work: Work,
    status: int = 200,
    *,
    stopped: str = "",
    refused: Sequence[Finding] = (),
    trouble: str = "",
    why: str = "",
) -> Response:
    """Show the form. `stopped` names the sentence that says why it was not saved; `trouble` is what the files say."""
    office, language = office_of(request), language_of(request)
    reading, shown = office.shelf.reading(), live(request, work, at_last=bool(stopped))
    beside = {(one.finding.rule, one.finding.why) for one in shown["look"].told}
    others = [finding for finding in refused if (finding.rule, finding.why) not in beside]
    knowledge = reading.knowledge
    texts = [f"{entry.answer.sv}\n{entry.answer.en}" for entry in knowledge.entries.values()] if knowledge else []
    return page(
        request,
        "edit.html",
        status,
        here="entries",
        **shown,
        packed=packed(work.seen),
        interval=interval(work.fields.every),
        units=UNITS,
        rows=[*work.fields.links, *([Row()] * max(SPARE, 3 - len(work.fields.links)))],
        owners=[owner.value for owner in Owner],
        topics=_topics(request),
        offers=offers(request),
        values=known_values(office.shelf.folder, texts),
        stopped=stopped,
        refused=told(others, language, speaker(language)),
        trouble=trouble,
        findings=[one for one in reading.findings if one.level == "error"] if trouble else (),
        why=why,
    )


def live(request: Request, work: Work, at_last: bool = False) -> dict[str, Any]:
    """Return what the form shows of an answer as it is typed, and the pieces that a script asks for.

    `at_last`, when somebody wanted to save, what is not written yet is told as well.
    """
    shelf, language, say = office_of(request).shelf, language_of(request), speaker(language_of(request))
    looked, knowledge, spots = work.looked(shelf, at_last), shelf.reading().knowledge, spots_of(work)
    looked = replace(looked, told=_beside(looked.told, spots))
    allowed = _beside(allowed_in(work, shelf, at_last), spots)
    return {
        "work": work,
        "fields": work.fields,
        "look": looked,
        "spots": {
            name: [
                *told(looked.of(name), language, say),
                *told_allowed((one.finding for one in allowed if one.field == name), language, say),
            ]
            for name in spots
        },
        "excuses": chances_of(looked, allowed, work.fields.allow, spots, language, say),
        "replies": replies_of(work.fields, Values(shelf.folder), sentences(shelf.folder), day_of(work.entry)),
        "counts": {name: len(lines(getattr(work.fields, name))) for name in COUNTED},
        "new_topic": bool(knowledge and work.fields.topic and work.fields.topic not in knowledge.intents),
    }


def spots_of(work: Work) -> tuple[str, ...]:
    """Return where findings are told in a form: the id of an answer that there is has no field."""
    return tuple(name for name in SPOTS if name != "id" or work.kind != "entry")


def _beside(found: Iterable[Told], spots: Sequence[str]) -> tuple[Told, ...]:
    """Return findings beside their fields, and at the end of the form where it has no such field."""
    return tuple(one if one.field in spots else replace(one, field="") for one in found)


def _topics(request: Request) -> list[tuple[str, list[str]]]:
    """Return the subjects that there are, each with the questions of its answers."""
    knowledge = office_of(request).shelf.reading().knowledge
    if knowledge is None:
        return []
    language = language_of(request)
    return [
        (topic, [knowledge.question(entry.id, language) for entry in entries])
        for topic, entries in sorted(knowledge.intents.items())
    ]


def offers(request: Request) -> list[tuple[str, str]]:
    """Return the buttons that an answer may have, as patients see them."""
    said, language = sentences(office_of(request).shelf.folder), language_of(request)
    return [(offer, said.title(f"offer.{offer}", language)) for offer in OFFERS if f"offer.{offer}" in said]
