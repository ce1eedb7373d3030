"""Twilio: https://www.twilio.com/docs/messaging/api/message-resource."""

from datetime import datetime, timezone
from email.utils import parsedate_to_datetime

from vardlots.sms.errors import TryLater
from vardlots.sms.http import Account, Line, body_of, refused

URL = "https://api.twilio.com/2010-04-01"
NEWEST = "100"
SERVICE = "MG"
"""How the name of a messaging service begins, which may stand where a number else does."""
FINAL = frozenset({21211, 21214, 21217, 21408, 21602, 21610, 21612, 21614, 21617})
"""Errors about the number or the text: no number, not a mobile, not reachable, unsubscribed, empty, too long.

Any other is about the account or its queue, and may pass. Source: https://www.twilio.com/docs/api/errors
"""


class Twilio:
    """Send through Twilio; the account's user is its SID, the password its token."""

    name = "twilio"

    def __init__(self, account: Account) -> None:
        self._line = Line(account)
        self._path = f"/Accounts/{account.user}/Messages.json"
        by = "MessagingServiceSid" if account.sender.startswith(SERVICE) else "From"
        self._from = {by: account.sender}

    def send(self, to: str, text: str, key: str) -> str | None:
        """Send a message and return Twilio's name for it."""
        answer = self._line.post(self._path, {**self._from, "To": to, "Body": text})
        body = body_of(answer)
        if answer.is_error:
            code = body.get("code")
            if code in FINAL:
                raise refused(answer, str(code))
            raise TryLater(str(code if isinstance(code, int) else answer.status_code))
        return str(body.get("sid") or "") or None

    def find(self, to: str, text: str, since: datetime) -> tuple[str, ...]:
        """Return the names of the messages with this text that went to a number since a moment, newest first."""
        # not by the day they were sent: those that wait at Twilio have none yet
        rows = self._line.get(self._path, {"To": to, "PageSize": NEWEST}).get("messages") or ()
        return tuple(str(row["sid"]) for row in rows if _is_it(row, to, text, since))


def _is_it(row: dict, to: str, text: str, since: datetime) -> bool:
    outgoing = str(row.get("direction", "")).startswith("outbound")
    # a trial account puts a sentence of Twilio's before the text
    return outgoing and row.get("to") == to and str(row.get("body")).endswith(text) and _created(row) >= since


def _created(row: dict) -> datetime:
    try:
        read = parsedate_to_datetime(str(row.get("date_created")))
    except (TypeError, ValueError):
        return datetime.min.replace(tzinfo=timezone.utc)
    return read if read.tzinfo else read.replace(tzinfo=timezone.utc)
