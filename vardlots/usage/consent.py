"""Whether questions that were not answered well may be kept, and for how long."""

import os
from typing import Literal, get_args

Keeping = Literal["yes", "ask", "no"]
"""Keep them; only one whose writer taps a button that asks; never."""
MODES: tuple[Keeping, ...] = get_args(Keeping)
DAYS = 90.0
LONGEST_DAYS = 3650.0


def keeping() -> Keeping:
    """Return `VARDLOTS_KEEP_QUESTIONS`: whether questions are kept; `yes` when it is not set.

    Raises:
        ValueError: when it is none of the modes.
    """
    value = os.environ.get("VARDLOTS_KEEP_QUESTIONS", "").strip() or "yes"
    if value in MODES:
        return value
    raise ValueError(f"VARDLOTS_KEEP_QUESTIONS is {value!r}; write one of {', '.join(MODES)}")


def days_kept() -> float:
    """Return `VARDLOTS_QUESTION_DAYS`: how many days a question is kept; 90 when it is not set.

    Raises:
        ValueError: when it is no number above 0, or one above ten years.
    """
    value = os.environ.get("VARDLOTS_QUESTION_DAYS", "").strip() or str(DAYS)
    try:
        days = float(value)
    except ValueError:
        days = 0.0
    if not 0 < days <= LONGEST_DAYS:
        raise ValueError(f"VARDLOTS_QUESTION_DAYS is {value!r}; write a number of days above 0, such as 90")
    return days
