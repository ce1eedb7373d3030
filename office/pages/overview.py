"""The first page: what needs somebody now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from office.answers.health import WEEKS, health_of
from office.answers.listing import Line, lines_of
from office.context import Office, language_of, office_of, page
from office.endpoints import shown
from office.pages.drafts import drafts_of
from office.pages.gaps import surveyor
from office.when import day
from vardlots.errors import StoreUnavailable
from vardlots.gaps.gaps import Gap
from vardlots.gaps.proposals import FEWEST
from vardlots.replies import Language
from vardlots.usage.questions import open_questions

SHOWN = 5
"""Answers named in each list; a link leads to all of them."""
SOON = timedelta(days=30)
"""How long before its day a review is told of."""


@dataclass(frozen=True)
class ToDo:
    """What needs somebody: answers with errors, with a review that is due or soon will be, that help little."""

    wrong: Sequence[Line] = ()
    due: Sequence[Line] = ()
    soon: Sequence[Line] = ()
    least: Sequence[Line] = ()

    @property
    def nothing(self) -> bool:
        """Whether no answer needs anybody."""
        return not (self.wrong or self.due or self.soon or self.least)


@dataclass(frozen=True)
class Waiting:
    """How many questions wait for somebody, and the gaps that are known to be among them, the biggest first."""

    count: int
    gaps: Sequence[Gap]


def overview(request: Request) -> Response:
    """Show what to do: errors first, then answers whose review is due, then what patients missed."""
    office, language = office_of(request), language_of(request)
    reading = office.shelf.reading()
    elsewhere = [one for one in reading.findings if one.level == "error" and not one.file.endswith("faq.yaml")]
    return page(
        request,
        "overview.html",
        here="overview",
        reading=reading,
        elsewhere=elsewhere,
        todo=_todo(office, language),
        waiting=_waiting(request),
        drafts=drafts_of(office.shelf.folder),
        most=SHOWN,
        weeks=WEEKS,
        day=day,
    )


def _todo(office: Office, language: Language) -> ToDo:
    reading = office.shelf.reading()
    if reading.knowledge is None:
        return ToDo()
    lines = lines_of(reading, health_of(office.url, office.now()), language)
    by_day = sorted(lines, key=lambda line: line.entry.review_due)
    return ToDo(
        wrong=[line for line in lines if line.errors],
        due=[line for line in by_day if line.overdue],
        soon=[line for line in by_day if not line.overdue and line.entry.review_due <= line.today + SOON],
        least=sorted((line for line in lines if line.helps_little), key=_share),
    )


def _share(line: Line) -> float:
    return line.health.share or 0.0 if line.health else 0.0


def _waiting(request: Request) -> Waiting | None:
    """Return which questions that were not answered well wait for somebody; None: the database does not say."""
    try:
        count = len(open_questions(office_of(request).url))
        found = surveyor(request).standing(language_of(request)).found if count >= FEWEST else None
    except StoreUnavailable:
        return None
    return Waiting(count, [gap for gap in found.gaps if gap.count >= FEWEST] if found else ())


ROUTES = [Route("/", shown(overview), methods=["GET"])]
