"""Forget a person who asks for it, by phone number or e-mail address."""

from sqlalchemy import delete, select

from vardlots.contact.address import Address
from vardlots.contact.tables import HandOver, OutboxMessage
from vardlots.store import transaction


def forget(url: str, address: Address) -> dict[str, int]:
    """Delete a person's requests and text messages; return how many rows of each table went.

    Feedback holds nothing that tells whose it is, so it stays.

    Raises:
        StoreUnavailable: when the database does not answer.
    """
    owned = (OutboxMessage, OutboxMessage.recipient), (HandOver, HandOver.contact)
    gone: dict[str, int] = {}
    with transaction(url) as session:
        for table, whose in owned:
            gone[table.__tablename__] = len(session.scalars(select(table.id).where(whose == address.value)).all())
            session.execute(delete(table).where(whose == address.value))
    return gone
