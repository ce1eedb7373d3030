"""Phone numbers as people type them, by Google's numbering plans."""

import re
from dataclasses import dataclass

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberFormat, PhoneNumberType

REGION = "SE"
_MOBILE = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE)
_PERSONAL = re.compile(r"(?:\d\d)?\d\d(?:0[1-9]|1[0-2])[0-3]\d\s?[-–+]\s?\d{4}")
_LOOSE = re.compile(r"(?<![\w+])(?:\+|00)?\d(?:[\s().\-/–]*\d){6,14}(?![\w])")


@dataclass(frozen=True)
class Phone:
    """A valid phone number: `e164` to store and compare, `pretty` to show."""

    e164: str
    pretty: str
    mobile: bool


def parse_phone(text: str) -> Phone | None:
    """Find the first valid phone number in a text; without a country code it is Swedish.

    Dates, times, personal identity numbers and numbers that no network has given out are not phone numbers.
    """
    for candidate in _LOOSE.findall(text):
        number = _read(candidate)
        if number is not None:
            return _phone(number)
    return None


def _read(candidate: str) -> PhoneNumber | None:
    """Read digits that may be a number; a bare one must start with 0, or as a Swedish mobile without it."""
    digits = re.sub(r"\D", "", candidate)
    if _PERSONAL.fullmatch(candidate):
        return None
    if candidate.startswith(("+", "00")):
        typed = "+" + digits.removeprefix("00")
    elif digits.startswith("0"):
        typed = digits
    elif re.fullmatch(r"46[1-9]\d{6,9}", digits):
        typed = "+" + digits
    elif re.fullmatch(r"7[02369]\d{7}", digits):
        typed = "0" + digits
    else:
        return None
    return _valid(typed.replace("+460", "+46"))


def _valid(typed: str) -> PhoneNumber | None:
    try:
        number = phonenumbers.parse(typed, REGION)
    except phonenumbers.NumberParseException:
        return None
    return number if phonenumbers.is_valid_number(number) else None


def _phone(number: PhoneNumber) -> Phone:
    swedish = number.country_code == 46
    shape = PhoneNumberFormat.NATIONAL if swedish else PhoneNumberFormat.INTERNATIONAL
    return Phone(
        e164=phonenumbers.format_number(number, PhoneNumberFormat.E164),
        pretty=phonenumbers.format_number(number, shape),
        mobile=phonenumbers.number_type(number) in _MOBILE,
    )
