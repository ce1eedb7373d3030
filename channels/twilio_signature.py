"""Whether a request really comes from Twilio: it signs each with the account's token."""

from urllib.parse import parse_qs

from sanic.request import Request, RequestParameters
from twilio.request_validator import RequestValidator

HEADER = "X-Twilio-Signature"


def from_twilio(request: Request, token: str, url: str) -> bool:
    """Say whether Twilio signed a request's form.

    `url` is the webhook's address as Twilio knows it, for that is part of what is signed: behind a proxy the request
    itself knows another one. An empty token trusts nobody.
    """
    signature = request.headers.get(HEADER, "")
    return bool(token and signature) and RequestValidator(token).validate(url, fields_of(request), signature)


def fields_of(request: Request) -> RequestParameters:
    """Return the fields of a form, the empty ones among them: Sanic's own `form` drops those, and Twilio signs them."""
    return RequestParameters(parse_qs(request.body.decode("utf-8", "replace"), keep_blank_values=True))
