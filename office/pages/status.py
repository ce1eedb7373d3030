"""What patients are answered with now, and whether it is what stands in the files."""

from collections.abc import Callable
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from office.context import Office, language_of, office_of, page
from office.endpoints import shown
from office.pieces import piece
from office.serving.assistant import State, address, ask, last_saved, state
from office.serving.saves import saves
from office.when import moment, number
from office.words import Say, speaker
from vardlots.replies import Language
from vardlots.serving import Serving
from vardlots.usage.consent import days_kept, keeping
from vardlots.usage.questions import open_questions


def status(request: Request) -> Response:
    """Show which version serves since when, what keeps a newer one out, and how edits are saved."""
    office, say = office_of(request), speaker(language_of(request))
    serving, judged = _judged(office)
    times = {name: moment(at, say, office.now()) for name, at in _times(serving).items()}
    return page(
        request,
        "status.html",
        here="status",
        serving=serving,
        state=judged,
        line=_line(serving, judged, say),
        number=number,
        name=_names(office, language_of(request)),
        times=times,
        saves=saves(office.here, office.shelf.folder),
        database=office.url.partition(":")[0].partition("+")[0],
        questions=len(open_questions(office.url)),
        keeping=keeping(),
        days=f"{days_kept():g}",
    )


def line(request: Request) -> Response:
    """Answer with the one sentence of it, or with nothing where that is what the page shows already."""
    serving, judged = _judged(office_of(request))
    said = _line(serving, judged, speaker(language_of(request)))
    if request.query_params.get("said") == said:
        return Response(status_code=204)  # what did not change is not read out again
    return piece(request, "status_line.html", state=judged, line=said)


def _judged(office: Office) -> tuple[Serving | None, State]:
    """Ask the assistant, and judge what it says by the files."""
    serving, knowledge, folder = ask(address()), office.shelf.reading().knowledge, office.shelf.folder
    saved = last_saved([*folder.glob("*.yaml"), *folder.glob("replies/*.yaml")])
    on_branch = office.here.edits.startswith("branch:")
    return serving, state(serving, knowledge.version if knowledge else None, saved, on_branch=on_branch)


def _line(serving: Serving | None, judged: State, say: Say) -> str:
    trouble = serving.troubles[0].file if serving and serving.troubles else ""
    return say(f"status.line.{judged}", file=trouble)


def _names(office: Office, language: Language) -> Callable[[str], str]:
    """Return what names an entry by its question; by its id, where the files hold no such entry."""
    knowledge = office.shelf.reading().knowledge
    entries = knowledge.entries if knowledge else {}
    return lambda one: entries[one].question.in_language(language) if one in entries else one


def _times(serving: Serving | None) -> dict[str, datetime]:
    if serving is None:
        return {}
    times = {"since": serving.since, "started": serving.started, "looked": serving.looked}
    return {**times, "trained": serving.trained} if serving.trained else times


ROUTES = [
    Route("/status", shown(status), methods=["GET"]),
    Route("/status/line", shown(line), methods=["GET"]),
]
