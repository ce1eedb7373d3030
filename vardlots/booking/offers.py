"""Which free times to show: a handful that match a wish, spread out, or honestly the nearest ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

from vardlots.booking.schedule import Slot
from vardlots.booking.wishes import Wish

PAGE = 4
"""Times shown at once: what fits on a phone without scrolling."""

_PARTS = (time(11), time(14), time(17))


@dataclass(frozen=True)
class Offer:
    """Times to choose among. `exact` is false when nothing matched the wish; `more` when there are others."""

    slots: tuple[Slot, ...]
    exact: bool
    more: bool


def choose(free: Sequence[Slot], wish: Wish, page: int = 0) -> Offer:
    """Pick a page of the free times: matching the wish, or else those nearest to it, in order of time."""
    matching = _one_a_time([slot for slot in free if wish.allows(slot.local)])
    near = [slot for slot in free if not wish.excludes(slot.local)]
    ranked = spread(matching, wish) if matching else sorted(_one_a_time(near), key=lambda slot: _away(slot, wish))
    pages = max(1, -(-len(ranked) // PAGE))
    first = (page % pages) * PAGE
    return Offer(tuple(sorted(ranked[first : first + PAGE])), bool(matching), len(ranked) > PAGE)


def spread(slots: Sequence[Slot], wish: Wish) -> list[Slot]:
    """Order times so that the first few differ: over days, then over the parts of a day.

    Somebody in a hurry gets the first ones, and who named a clock time gets the closest ones.
    """
    if wish.soonest:
        return list(slots)
    if wish.at:
        return sorted(slots, key=lambda slot: (wish.minutes_from(slot.local), slot))
    seen: dict[object, int] = {}

    def turn(slot: Slot) -> tuple[int, int, Slot]:
        day = slot.local.date()
        part = (day, sum(slot.local.time() >= edge for edge in _PARTS))
        if part not in seen:
            seen[day] = seen.get(day, -1) + 1
        seen[part] = seen.get(part, -1) + 1
        return seen[part], seen[day] if seen[part] == 0 else 0, slot

    return [slot for _, _, slot in sorted(map(turn, slots))]


def _one_a_time(slots: Sequence[Slot]) -> list[Slot]:
    """Keep one clinician a start: two at the same minute are no choice to a patient who named neither."""
    return list({slot.start: slot for slot in reversed(slots)}.values())[::-1]


def _away(slot: Slot, wish: Wish) -> tuple[float, Slot]:
    """Measure how far a time is from a wish. Four hours off weigh like a day off."""
    return wish.days_from(slot.local) * 4 + wish.minutes_from(slot.local) / 60, slot
