"""What patients ask about, when, and how well it is answered: charts, and the same numbers as tables and files."""

from collections.abc import Callable

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from office.context import Office, language_of, office_of, page
from office.endpoints import shown
from office.figures.charts import csv_file
from office.figures.comparing import summaries
from office.figures.counting import NAMES, Counted, busy_sentence
from office.figures.periods import DAYS, Period, period
from office.when import day, number, weekday
from office.words import Say, speaker
from vardlots.replies import Language
from vardlots.usage.figures import Busy

BUSY = "busiest"
SHADES = 5
"""So many shades has the table of busy hours, beside none."""
CSV = "text/csv; charset=utf-8"


def figures(request: Request) -> Response:
    """Show the figures of a period, the usual one unless another is asked for."""
    office, say, wanted = office_of(request), speaker(language_of(request)), _period(request)
    counted = _counted(request, wanted)
    busy = counted.busy()
    return page(
        request,
        "figures.html",
        here="figures",
        period=wanted,
        choices=DAYS,
        since=day(wanted.since.date(), say),
        summaries=summaries(office.url, wanted, say),
        charts=[counted.chart(name) for name in NAMES if name != BUSY],
        busy=busy,
        busy_sentence=busy_sentence(busy, say),
        shades=shades(busy),
        number=number,
        weekday=weekday,
    )


def download(request: Request) -> Response:
    """Send the numbers of one chart as a file for a spreadsheet program."""
    name, language, wanted = request.path_params["name"], language_of(request), _period(request)
    if name not in NAMES:
        raise HTTPException(404)
    counted = _counted(request, wanted)
    body = _busy_csv(counted.busy(), language) if name == BUSY else counted.chart(name).csv(language)
    file = f"vardlots-{name}-{wanted.days}.csv"
    return Response(body, media_type=CSV, headers={"Content-Disposition": f'attachment; filename="{file}"'})


def shades(busy: Busy) -> list[list[int]]:
    """Return how dark each hour of each weekday is: 0 for none, else 1 to `SHADES`, the busiest the darkest."""
    most = max(max(row) for row in busy.counts)
    return [[-(-count * SHADES // most) if count else 0 for count in row] for row in busy.counts]


def _counted(request: Request, wanted: Period) -> Counted:
    office, language = office_of(request), language_of(request)
    return Counted(office.url, wanted, speaker(language), _names(office, language))


def _period(request: Request) -> Period:
    return period(request.query_params.get("days", ""), office_of(request).now())


def _names(office: Office, language: Language) -> Callable[[str], str]:
    """Return what names an entry by its question; by its id, where the files hold it no longer."""
    knowledge = office.shelf.reading().knowledge
    entries = knowledge.entries if knowledge else {}
    return lambda one: entries[one].question.in_language(language) if one in entries else one


def _busy_csv(busy: Busy, language: Language) -> bytes:
    say: Say = speaker(language)
    heads = [say("figures.weekday"), *(f"{hour:02}" for hour in range(24))]
    return csv_file(heads, [(weekday(place, say), row) for place, row in enumerate(busy.counts)], language)


ROUTES = [
    Route("/figures", shown(figures), methods=["GET"]),
    Route("/figures/{name}.csv", shown(download), methods=["GET"]),
]
