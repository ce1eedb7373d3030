"""Questions as they were kept, for tests of gaps."""

from collections.abc import Sequence
from datetime import datetime, timedelta, timezone

from vardlots.usage.questions import How, Kept

NOW = datetime(2026, 11, 28, 12, 0, tzinfo=timezone.utc)

PARKING = (
    ("var finns parkeringen vid mottagningen", "sv"),
    ("finns parkering vid mottagningen", "sv"),
    ("Var finns parkeringen vid mottagningen?", "sv"),
    ("parkering vid mottagningen", "sv"),
    ("var ligger parkeringen vid mottagningen", "sv"),
    ("parking parkering mottagningen", "en"),
)
"""About one thing that the small knowledge base of `retrieval_desk` lacks; two are the same."""
DOGS = (("kan min hund få vaccin", "sv"), ("vaccin till min hund", "sv"), ("hundvaccin till min hund", "sv"))


def kept(
    texts: Sequence[tuple[str, str]], how: How = "held_back", first: int = 1, entry: str | None = None
) -> list[Kept]:
    """Return questions with ids from `first` on, each asked an hour after the one before."""
    return [
        Kept(number, text, "en" if language == "en" else "sv", how, entry, None, NOW + timedelta(hours=number))
        for number, (text, language) in enumerate(texts, start=first)
    ]
