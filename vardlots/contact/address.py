"""Where a person can be reached: a phone number or an e-mail address."""

import re
from dataclasses import dataclass
from typing import Literal

from vardlots.contact.phone import Phone, parse_phone

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
LONGEST_EMAIL = 254
"""What RFC 5321 lets an address be."""


@dataclass(frozen=True)
class Address:
    """Where to answer somebody: `value` to store, `hint` to show, which tells little to whoever looks on."""

    kind: Literal["phone", "email"]
    value: str
    hint: str


def parse_address(text: str) -> Address | None:
    """Find the first e-mail address, or else the first phone number, in a text."""
    email = parse_email(text)
    if email:
        name, _, domain = email.partition("@")
        return Address("email", email, f"{name[0]}…@{domain}")
    phone = parse_phone(text)
    return Address("phone", phone.e164, last_digits(phone)) if phone else None


def parse_email(text: str) -> str | None:
    """Find the first e-mail address in a text."""
    found = _EMAIL.search(text)
    address = found.group() if found else ""
    return address if "@" in address and len(address) <= LONGEST_EMAIL else None


def last_digits(phone: Phone) -> str:
    """Return the last four digits: enough to see a typing error, too little to ring."""
    return phone.e164[-4:]
