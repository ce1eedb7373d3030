"""What the outbox forgets: numbers and texts, some days after a message was sent, or was not."""

from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import CursorResult, update

from vardlots.sms.table import rules
from vardlots.sms.tables import FAILED, QUEUED, SENDING, OutboxMessage
from vardlots.store import transaction

GONE = "gone"


def forget_old(url: str, now: datetime) -> int:
    """Remove number and text of what was settled `keep_days` ago; return of how many messages.

    That a message was sent, and when, stays: it tells nothing of anybody. What waits for a gateway that there is not
    goes as well, once it is that long too late.

    Raises:
        StoreUnavailable: when the database does not answer.
    """
    before = now - timedelta(days=rules().keep_days)
    in_vain = update(OutboxMessage).where(OutboxMessage.state == QUEUED, OutboxMessage.give_up < before)
    settled = update(OutboxMessage).where(
        OutboxMessage.recipient != "", OutboxMessage.state.not_in((QUEUED, SENDING)), OutboxMessage.changed < before
    )
    # the key may hold the number; the row's own is as good for a message that nobody makes again
    nothing = {"recipient": "", "text": "", "appointment": None, "key": GONE, "serial": OutboxMessage.id}
    with transaction(url) as session:
        lost = {"state": FAILED, "error": "too late", "next_try": None, "changed": OutboxMessage.give_up}
        session.execute(in_vain.values(lost).execution_options(synchronize_session=False))
        return cast(
            CursorResult, session.execute(settled.values(nothing).execution_options(synchronize_session=False))
        ).rowcount
