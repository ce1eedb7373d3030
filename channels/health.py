"""A channel's own address, which says that it is there: for whoever starts it, and for a load balancer."""

from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse


def add_health(routes: Blueprint) -> None:
    """Answer a GET at a channel's address."""

    @routes.route("/", methods=["GET"])
    async def health(_: Request) -> HTTPResponse:
        return response.json({"status": "ok"})
