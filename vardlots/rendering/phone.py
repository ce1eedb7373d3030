"""A reply as messages to a phone: text messages, where every sign costs, and WhatsApp, where none does.

Source: Twilio's Message resource (1,600 characters a message, which it sends in parts).
"""

from vardlots.rendering.plain import plain
from vardlots.rendering.sms import sms
from vardlots.rendering.splitting import split, utf16
from vardlots.replies import Reply

LONGEST = 1_600


def text_messages(reply: Reply) -> tuple[str, ...]:
    """Return a reply in the GSM alphabet, choices with their numbers, nothing said twice."""
    return tuple(split(sms(plain(reply, brief=True)), LONGEST, utf16))


def whatsapp(reply: Reply) -> tuple[str, ...]:
    """Return a reply as it is written, choices with their numbers."""
    return tuple(split(plain(reply), LONGEST, utf16))
