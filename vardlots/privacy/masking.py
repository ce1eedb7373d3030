"""Take out of a text what identifies a person, and say which kinds there were."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from vardlots.privacy.contacts import emails, phones
from vardlots.privacy.groups import Span
from vardlots.privacy.identity import card_numbers, personal_numbers
from vardlots.privacy.plain import Plain

Kind = Literal["personal", "card", "email", "phone"]
KINDS: tuple[Kind, ...] = get_args(Kind)
IDENTITY: frozenset[Kind] = frozenset({"personal", "card"})
"""What nobody needs here, whatever a person came for."""
CONTACT: frozenset[Kind] = frozenset({"email", "phone"})
"""What a form may ask for."""


@dataclass(frozen=True)
class Masked:
    """A text without what identifies a person, and the kinds that were taken out of it."""

    text: str
    kinds: frozenset[Kind] = frozenset()


@dataclass(frozen=True)
class _Sensitive:
    """How one kind is found in a plain text, and what stands in its place."""

    kind: Kind
    find: Callable[[str], Iterator[Span]]
    label: str


_SENSITIVE = (
    _Sensitive("card", card_numbers, "[kortnummer]"),
    _Sensitive("personal", personal_numbers, "[personnummer]"),
    _Sensitive("email", emails, "[e-post]"),
    _Sensitive("phone", phones, "[telefonnummer]"),
)
"""In this order: what was taken for a card is no personal number any more, and an address has no phone number in it."""


def screen(text: str, keep: Iterable[Kind] = ()) -> Masked:
    """Mask every kind but those of `keep`, which only contacts can be: what a form asks for (see `wanted`).

    Raises:
        ValueError: when `keep` names a kind that is never kept.
    """
    kept = frozenset(keep)
    if not kept <= CONTACT:
        raise ValueError(f"keep is {sorted(kept)}; only {sorted(CONTACT)} may be kept")
    plain, found = Plain.of(text), []
    for sensitive in _SENSITIVE:
        if sensitive.kind not in kept:
            spans = _merged(sensitive.find(plain.text))
            found += [(*plain.original(*span), sensitive) for span in spans]
            plain = plain.without(spans)
    return Masked(_replaced(text, sorted(found, key=lambda one: one[:2])), frozenset(one[2].kind for one in found))


def mask(text: str) -> str:
    """Mask personal identity and coordination numbers, card numbers, e-mail addresses and phone numbers."""
    return screen(text).text


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Return the spans in order, those that overlap as one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def _replaced(text: str, found: list[tuple[int, int, _Sensitive]]) -> str:
    parts, done = [], 0
    for start, end, sensitive in found:
        parts += [text[done:start], sensitive.label]
        done = end
    return "".join([*parts, text[done:]])
