"""What the outbox forgets: numbers and texts, some days after a message was sent, or was not."""

from datetime import datetime, timedelta

from sqlalchemy import or_, update

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
    settled = OutboxMessage.state.not_in((QUEUED, SENDING)) & (OutboxMessage.changed < before)
    waits_in_vain = (OutboxMessage.state == QUEUED) & (OutboxMessage.give_up < before)
    with transaction(url) as session:
        rows = update(OutboxMessage).where(OutboxMessage.recipient != "", or_(settled, waits_in_vain))
        lost = (OutboxMessage.state == QUEUED) & (OutboxMessage.give_up < before)
        session.execute(update(OutboxMessage).where(lost).values(state=FAILED, error="too late", changed=before))
        # the key may hold the number; the row's own is as good for a message that nobody makes again
        nothing = {"recipient": "", "text": "", "appointment": None, "key": GONE, "serial": OutboxMessage.id}
        return session.execute(rows.values(nothing).execution_options(synchronize_session=False)).rowcount  # type: ignore[attr-defined]
