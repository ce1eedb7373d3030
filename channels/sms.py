"""Replies to our text messages, at `/webhooks/sms`: a word cancels, an alarm is answered, and nobody reads the rest.

A patient does not talk to the assistant here; `channels.stock.twilio` is the door for that. Answers go back as the
webhook's own response, so that an alarm's needs neither a database nor anybody else's server.
"""

import hmac
import logging
import time
from collections import OrderedDict
from dataclasses import replace
from typing import Any, Callable, Dict, Mapping, Optional, Set, Tuple
from xml.sax.saxutils import escape

from rasa.core.channels.channel import InputChannel, UserMessage
from rasa.shared.exceptions import InvalidConfigException
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from channels.buttons import ButtonSigner
from channels.desk import Answer, Desk, Rasa
from channels.guard import BadRequest
from channels.health import add_health
from channels.languages import ears
from channels.twilio_signature import fields_of, from_twilio
from vardlots.errors import KnowledgeError
from vardlots.phrases import phrases
from vardlots.rendering.phone import text_messages
from vardlots.replies import Button, Language, Reply
from vardlots.safety.kinds import KINDS
from vardlots.secret import secret
from vardlots.sms.words import Cancelling, cancel_words, cancelling, is_phone
from vardlots.welcome import contact

log = logging.getLogger(__name__)

DOOR = "sms"
INTENT = "/cancel_by_text"
ELKS, TWILIO = "46elks", "twilio"
SETTINGS = {ELKS: ("secret",), TWILIO: ("auth_token", "webhook_url")}
SHORTEST_SECRET = 16
ONCE_AN_HOUR = 3600.0
"""Seconds; more often nobody is told that nobody reads: two machines could write to each other for ever."""
REMEMBERED = 10_000


class Counter:
    """Answer what people text back."""

    def __init__(self, rasa: Rasa, clock: Callable[[], float] = time.monotonic) -> None:
        self._rasa, self._clock = rasa, clock
        self._signer = ButtonSigner(secret())
        self._told: OrderedDict[str, float] = OrderedDict()
        # Rasa gets nothing but our own command: what else people write would start things that they cannot see
        self.desk = Desk(DOOR, self._run, self._signer)

    async def answer(self, phone: str, text: str, known: Optional[str]) -> Tuple[str, ...]:
        """Return the text messages that answer one; none where it needs no answer. `known` is the gateway's id of it.

        Raises:
            BadRequest: when it is no message.
        """
        if not is_phone(phone):
            raise BadRequest("that is no telephone's number")  # an operator's own, say: nobody to answer
        conversation = f"{DOOR}:{phone}"
        wanted = cancelling(text, _words())
        body: Dict[str, Any] = {"message": text or "?", "metadata": {"greeted": True}}
        if wanted:
            sealed = self._signer.seal(Button("", _command(wanted)), conversation)
            body = {"message": sealed.payload, "metadata": {"greeted": True, "language": wanted.language}}
        answer = await self.desk.answer({**body, "id": known or None}, "", conversation)  # the gateway's own address
        reply = replace(answer.reply, buttons=(), asks=None)  # "1" would choose nothing here
        return text_messages(reply) if self._is_due(phone, answer) else ()

    async def _run(self, message: UserMessage) -> None:
        """Let Rasa cancel; say to anything else that nobody reads it. The desk looks for alarms by itself."""
        if (message.text or "").startswith(INTENT):
            await self._rasa(message)
            return
        reply = _nobody_reads(_language(message.text or ""))
        assert message.output_channel
        assert message.sender_id
        await message.output_channel.send_custom_json(message.sender_id, reply.as_dict())

    def _is_due(self, phone: str, answer: Answer) -> bool:
        """Say whether an answer is to be sent: always, but for what would be said over and over."""
        reply = answer.reply
        if not reply.paragraphs or (reply.kind == "error" and answer.wait):
            return False
        if reply.kind != "fallback" or answer.again:  # again: the gateway did not hear what was said the first time
            return True
        now = self._clock()
        if now - self._told.get(phone, -ONCE_AN_HOUR) < ONCE_AN_HOUR:
            return not _hints(reply.language).isdisjoint(reply.paragraphs)
        self._told[phone] = now
        self._told.move_to_end(phone)
        if len(self._told) > REMEMBERED:
            self._told.popitem(last=False)
        return True


class SmsBlueprint(Blueprint):
    """The gateway's webhook."""

    def __init__(self, counter: Counter) -> None:
        super().__init__("desk_sms", __name__)
        self.ctx.desk = counter.desk

    def register(self, app: Sanic, options: Dict[str, Any]) -> None:
        """Add the routes."""
        self.ctx.desk.attach(app)
        super().register(app, options)


class SmsInput(InputChannel):
    """Hear what people text back. `credentials.yml`: `channels.sms.SmsInput`, with `gateway` and what it needs."""

    def __init__(self, given: Mapping[str, str]) -> None:
        self._given = given

    @classmethod
    def name(cls) -> str:
        """Return the channel's name."""
        return DOOR

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[str, Any]]) -> InputChannel:
        """Read the settings.

        Raises:
            InvalidConfigException: when one is missing, unknown or too short; its text has no value in it.
        """
        given = credentials if isinstance(credentials, Mapping) else {}
        needed = SETTINGS.get(str(given.get("gateway")))
        where = "credentials.yml: channels.sms.SmsInput"
        if needed is None:
            raise InvalidConfigException(f"{where} needs `gateway: {ELKS}` or `gateway: {TWILIO}`")
        unknown = sorted(set(given) - {"gateway", *needed})
        missing = [name for name in needed if not isinstance(given.get(name), str) or not given[name].strip()]
        if unknown or missing:
            told = [*(f"lacks {name}" for name in missing), *(f"has no setting {name}" for name in unknown)]
            raise InvalidConfigException(f"{where} {', '.join(told)}; for {given['gateway']} it takes {needed}")
        if given["gateway"] == ELKS and len(given["secret"]) < SHORTEST_SECRET:
            raise InvalidConfigException(f"{where}: the secret must have {SHORTEST_SECRET} characters or more")
        return cls({name: str(value) for name, value in given.items()})

    def blueprint(self, on_new_message: Rasa) -> SmsBlueprint:
        """Return the routes: a health check, and the webhook of the gateway that is named."""
        counter = Counter(on_new_message)
        routes = SmsBlueprint(counter)
        add_health(routes)

        if self._given["gateway"] == ELKS:

            @routes.route(f"/{ELKS}/<shown>", methods=["POST"])
            async def from_elks(request: Request, shown: str) -> HTTPResponse:
                if not hmac.compare_digest(shown.encode(), self._given["secret"].encode()):
                    return response.text("Not here.", status=404)
                said = await _answered(counter, request, "from", "message", "id")
                if said is None:
                    return _again()
                return response.text("\n\n".join(said)) if said else response.empty()

        else:

            @routes.route(f"/{TWILIO}", methods=["POST"])
            async def from_twilio_(request: Request) -> HTTPResponse:
                if not from_twilio(request, self._given["auth_token"], self._given["webhook_url"]):
                    return response.text("This is not signed by Twilio.", status=403)
                said = await _answered(counter, request, "From", "Body", "MessageSid")
                if said is None:
                    return _again()
                messages = "".join(f"<Message>{escape(text)}</Message>" for text in said)
                return response.text(f"<Response>{messages}</Response>", content_type="text/xml; charset=utf-8")

        return routes


async def _answered(
    counter: Counter, request: Request, sender: str, text: str, known: str
) -> Optional[Tuple[str, ...]]:
    """Answer a gateway's form; None when that could not be done. What is no message gets no answer, now or later."""
    form = fields_of(request)
    try:
        return await counter.answer(form.get(sender) or "", form.get(text) or "", form.get(known))
    except BadRequest:
        return ()
    except Exception as error:  # its text may hold what somebody wrote
        log.error("a text message could not be answered: %s", type(error).__name__)
        return None


def _again() -> HTTPResponse:
    """Return what makes 46elks deliver a message again; Twilio notes it where its owner sees it."""
    return response.text("Try again later.", status=503)


def _words() -> Mapping[str, Language]:
    """Return the words that cancel; none where their file has never been right, for an alarm needs none of them."""
    try:
        return cancel_words()
    except KnowledgeError as error:
        log.error("nobody can cancel by text message until this is mended: %s", error)
        return {}


def _command(wanted: Cancelling) -> str:
    return f'{INTENT}{{"reference": "{wanted.reference}"}}' if wanted.reference else INTENT


def _nobody_reads(language: Language) -> Reply:
    here = contact()
    values = {"phone": here.phone or here.email, "url": here.url or here.email}
    return Reply("fallback", language, phrases().say("sms.nobody_reads", language, **values))


def _hints(language: Language) -> Set[str]:
    """Return what is said beside an answer to what would be an alarm if it happened now."""
    return {line for kind in KINDS for line in phrases().say(f"safety.if_now.{kind}", language)}


def _language(text: str) -> Language:
    heard = ears().hear(text)
    return heard.name if heard.sure else "sv"
