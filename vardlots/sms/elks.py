"""46elks: https://46elks.com/docs/send-sms and https://46elks.com/docs/sms-history."""

from datetime import datetime, timezone

from vardlots.sms.http import Account, Line, body_of, refused

URL = "https://api.46elks.com/a1"
NEWEST = "100"
"""As many as it tells at once."""


class Elks:
    """Send through 46elks."""

    name = "46elks"

    def __init__(self, account: Account) -> None:
        self._account, self._line = account, Line(account)

    def send(self, to: str, text: str, key: str) -> str | None:
        """Send a message and return 46elks' name for it."""
        answer = self._line.post("/sms", {"from": self._account.sender, "to": to, "message": text})
        if answer.is_error:
            raise refused(answer)
        return str(body_of(answer).get("id") or "") or None

    def find(self, to: str, text: str, since: datetime) -> tuple[str, ...]:
        """Return the names of the messages with this text that went to a number since a moment, newest first."""
        # what it calls the end is the oldest to tell
        query = {"to": to, "end": since.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%f"), "limit": NEWEST}
        rows = self._line.get("/sms", query).get("data") or ()
        return tuple(str(row["id"]) for row in rows if _is_it(row, to, text, since))


def _is_it(row: dict, to: str, text: str, since: datetime) -> bool:
    outgoing = str(row.get("direction", "")).startswith("outgoing")
    return outgoing and (row.get("to"), row.get("message")) == (to, text) and _created(row) >= since


def _created(row: dict) -> datetime:
    """Read when it was created, in UTC; a row that does not say is as old as can be."""
    try:
        read = datetime.fromisoformat(str(row.get("created", "")).removesuffix("Z"))
    except ValueError:
        return datetime.min.replace(tzinfo=timezone.utc)
    return read if read.tzinfo else read.replace(tzinfo=timezone.utc)
