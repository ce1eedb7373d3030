"""Look after the cases while the application runs: one task, however many channels it has."""

import asyncio
import logging

from sanic import Sanic

from channels.people.people import People

log = logging.getLogger(__name__)
EVERY = 15.0
"""Seconds between two looks."""


def watched(app: Sanic, people: People) -> None:
    """Have an application look after its cases from its start to its end; asking again changes nothing."""
    if not hasattr(app.ctx, "watch"):
        app.ctx.people, app.ctx.watch = people, None
        app.register_listener(_start, "after_server_start")
        app.register_listener(_stop, "before_server_stop")


async def _start(app: Sanic, _loop: object = None) -> None:
    app.ctx.watch = asyncio.ensure_future(_look_after(app.ctx.people))


async def _stop(app: Sanic, _loop: object = None) -> None:
    if app.ctx.watch:
        app.ctx.watch.cancel()


async def _look_after(people: People) -> None:
    while True:
        await asyncio.sleep(EVERY)
        try:
            await people.watch()
        except Exception as error:  # tomorrow's cases need looking after, too
            log.error("looking after the cases failed: %s", type(error).__name__)
