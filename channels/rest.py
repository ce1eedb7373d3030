"""Rasa's REST channel with a front door: checked requests, and exactly one reply a turn."""

from typing import Any, Dict

from rasa.core.channels.channel import InputChannel
from sanic import Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.buttons import ButtonSigner
from channels.desk import Desk, Rasa
from channels.guard import BadRequest, read_json
from channels.health import add_health
from channels.limits import address_of
from channels.page import PageBlueprint
from vardlots.secret import secret


class DeskBlueprint(PageBlueprint):
    """The routes of the REST channel and the page, which tell the desk what application they came into."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("desk_rest", __name__)
        self.ctx.desk = desk

    def register(self, app: Sanic, options: Dict[str, Any]) -> None:
        """Add the routes."""
        self.ctx.desk.attach(app)
        super().register(app, options)


class DeskInput(InputChannel):
    """Serve `/webhooks/rest/webhook`: JSON in, a list with the reply and its plain-text twin out."""

    @classmethod
    def name(cls) -> str:
        """Return the stock channel's name, so that stock clients find the address they expect."""
        return "rest"

    def blueprint(self, on_new_message: Rasa) -> DeskBlueprint:
        """Return the routes: a health check and the webhook; the demo page comes along."""
        desk = Desk(self.name(), on_new_message, ButtonSigner(secret()))
        routes = DeskBlueprint(desk)
        add_health(routes)

        @routes.route("/webhook", methods=["POST"])
        async def receive(request: Request) -> HTTPResponse:
            try:
                answer = await desk.answer(read_json(request.body), address_of(request))
            except BadRequest as error:
                return response.json({"error": str(error)}, status=400)
            # 200 also for somebody who writes too much: clients show no other, and it may be an emergency
            headers = {"Retry-After": str(answer.wait)} if answer.wait else {}
            return response.json(desk.render(answer), headers=headers)

        return routes
