"""`GET /status`: which version of the knowledge base answers patients, and what keeps a newer one out."""

import asyncio
from collections.abc import Iterable, Iterator
from datetime import datetime

from sanic import Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from vardlots.errors import KnowledgeError
from vardlots.knowledge import Finding
from vardlots.knowledge.revisions import last_change
from vardlots.phrases import unsaid
from vardlots.retrieval.retriever import LiveRetriever
from vardlots.serving import Serving, Trouble
from vardlots.settings import settings
from vardlots.trained import read_trained
from vardlots.triage.complaints import recogniser
from vardlots.triage.table import triage
from vardlots.unmended import Unmended
from vardlots.watch import Watch


class Status:
    """What a desk serves, and a watch that keeps it new."""

    def __init__(self, desk: LiveRetriever, started: datetime | None = None) -> None:
        self._desk, self.started = desk, started or desk.since
        self.unmended = Unmended(settings().kb)
        self.watch = Watch([desk.look, _recogniser, unsaid, self.unmended.look])

    def serving(self) -> Serving:
        """Return what serves now; it asks git, so let a thread do it."""
        live, trained = self._desk, read_trained(settings().models)
        live.current()
        preparing = live.preparing  # before the version: what has just become ready is then told
        knowledge = live.current().knowledge
        entries = knowledge.entries.values()
        revision, committed = _revision()
        sentences = unsaid()
        if sentences:  # saved since the last look, perhaps: where the mistake is must be known as well
            self.unmended.look()
        return Serving(
            version=knowledge.version,
            entries=len(entries),
            phrasings=sum(len(entry.also_asked.all()) for entry in entries),
            since=live.since,
            started=self.started,
            looked=self.watch.looked,
            preparing=preparing,
            troubles=tuple(_troubles([*live.findings, *self.unmended.findings], sentences)),
            revision=revision,
            committed=committed,
            trained=trained.at if trained else None,
            intents=tuple(sorted(trained.intents)) if trained else (),
            untrained=trained.unknown(entries) if trained else (),
        )


def add_status(app: Sanic, status: Status) -> None:
    """Answer a GET at `/status` with a `Serving` as JSON."""

    @app.get("/status")
    async def serving(_: Request) -> HTTPResponse:
        return response.json((await asyncio.to_thread(status.serving)).as_dict())


def _recogniser() -> None:
    """Make the recogniser of a new table of complaints, which takes seconds, before anybody waits for it."""
    if triage().enabled:
        recogniser()


def _revision() -> tuple[str | None, bool]:
    """Return the commit that last changed the folder, and whether it is as it was then; None where there is no git."""
    try:
        return last_change(settings().kb)
    except KnowledgeError:
        return None, False


def _troubles(findings: Iterable[Finding], sentences: str | None) -> Iterator[Trouble]:
    told = list(dict.fromkeys(findings))
    for one in told:
        yield Trouble(one.file, one.line, one.why, one.fix, one.sv, one.entry)
    if sentences and not any("/replies/" in one.file for one in told):
        swedish = f"De senaste meningarna räknas inte: {sentences}."
        yield Trouble("kb/replies", 1, sentences, "put back what is missing", swedish)
