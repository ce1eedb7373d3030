"""Try a question: what the assistant would do with it, what the patient would see, and why.

What is typed travels in the body of a request, for addresses land in histories and logs; it is neither stored nor
logged.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from office.answers.effects import EFFECTS
from office.answers.files import text_of
from office.answers.told import Sentence, told
from office.context import language_of, office_of, page
from office.endpoints import Form, posted, shown
from office.pieces import piece, wants_piece
from office.tryout import LONGEST, Tried, get_ready, named, try_out
from office.when import share
from office.words import Say, speaker
from office.writing import write
from vardlots.errors import KnowledgeError, RefusedEdit
from vardlots.knowledge.editing import phrasings_added
from vardlots.replies import Language


@dataclass(frozen=True)
class Event:
    """What came of adding a phrasing: a key of `office/words/trying.yaml`, the entry's question, what to mend.

    `more` is the address of the page that tells what it does to other questions.
    """

    key: str
    question: str = ""
    findings: tuple[Sentence, ...] = ()
    more: str = ""


@dataclass(frozen=True)
class Asked:
    """What was typed, and the language that was chosen for it ("" for the one that is heard)."""

    question: str = ""
    spoken: str = ""


def trying(request: Request) -> Response:
    """Show the page, with nothing asked yet."""
    return _answer(request, Asked())


def ask(request: Request, form: Form) -> Response:
    """Answer with what would come of a question; another page of the office may send one in its `language`."""
    asked = _asked(form)
    return _answer(request, replace(asked, spoken=asked.spoken or named(form.get("language")) or ""))


def ready(request: Request, _form: Form) -> Response:
    """Get ready for the first question, while it is being typed."""
    get_ready(office_of(request).shelf)
    return Response(status_code=204)


def add(request: Request, form: Form) -> Response:
    """Add a question to an entry's ways to ask, and ask it again."""
    asked, entry = _asked(form), form.get("entry")
    tried = try_out(office_of(request).shelf, asked.question, named(form.get("language")))
    if tried is None or tried.masked:
        return _answer(request, asked, Event("not_added"))
    return _answer(request, replace(asked, spoken=tried.language), _added(request, entry, tried))


def _added(request: Request, entry: str, tried: Tried) -> Event:
    office, language = office_of(request), language_of(request)
    say, texts, before = speaker(language), {tried.language: [tried.text]}, list[str]()

    def put(text: str) -> str:
        before.append(text)
        return phrasings_added(text, entry, sv=texts.get("sv", []), en=texts.get("en", []))

    try:
        saved = write(request, put, say("trying.commit", id=entry), {})
    except RefusedEdit as error:
        return Event("refused", findings=tuple(told(error.findings, language, say)))
    except KnowledgeError:
        return Event("not_saved")
    knowledge = office.shelf.retriever().knowledge
    question = knowledge.question(entry, language) if entry in knowledge.entries else entry
    more = f"/entries/{entry}?edit={EFFECTS.note(before[-1], text_of(office.shelf.folder))}"
    return Event("added_only_file" if saved.warning else "added", question, more=more)


def _asked(form: Form) -> Asked:
    return Asked(form.get("question")[:LONGEST], named(form.get("spoken")) or "")


def _answer(request: Request, asked: Asked, event: Event | None = None) -> Response:
    shelf, say = office_of(request).shelf, speaker(language_of(request))
    broken = False
    try:
        tried = try_out(shelf, asked.question, named(asked.spoken)) if asked.question else None
        broken = asked.question != "" and shelf.reading().broken
    except KnowledgeError:
        tried, broken = None, True
    values: dict[str, Any] = {
        "asked": asked,
        "tried": tried,
        "event": event,
        "broken": broken,
        "percent": partial(percent, say=say),
        "told_language": _languages(say),
        "longest": LONGEST,
    }
    if wants_piece(request):
        return piece(request, "tried.html", **values)
    return page(request, "trying.html", here="trying", piece=False, **values)


def percent(probability: float, say: Say) -> str:
    """Return a probability as people write it; never one of nothing, or of all."""
    if probability < 0.01:
        return say("trying.below_one")
    return share(min(probability, 0.99), 1, say)


def _languages(say: Say) -> Callable[[Language], str]:
    return lambda language: say(f"trying.languages.in_{language}")


ROUTES = [
    Route("/try", shown(trying), methods=["GET"]),
    Route("/try", posted(ask, anybody=True), methods=["POST"]),
    Route("/try/ready", posted(ready, anybody=True), methods=["POST"]),
    Route("/try/add", posted(add), methods=["POST"]),
]
