"""Made-up weeks at the invented clinic: an account, counts by the hour, and questions that nobody could answer."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from typing import get_args

from vardlots.editors import accounts
from vardlots.replies import Language
from vardlots.usage.questions import keep_question
from vardlots.usage.tallies import FUNNEL, Count, add

EMAIL, NAME, PASSWORD = "anna@klinik.example", "Anna Ek", "lingon blåbär hjortron"
TOPICS = (
    "fees", "download-app", "child-use", "why-bankid", "opening-hours", "exemption-card", "waiting-time", "midwives",
)  # fmt: skip
OUTCOMES = {"answered": 70, "doubt": 9, "suggested": 12, "held_back": 9}
HOURS = (8, 8, 9, 9, 9, 10, 10, 11, 13, 13, 14, 15, 16, 17, 18, 19, 19, 20, 20, 21)
ON_WEEKDAY, AT_WEEKEND = 38, 14
"""Questions a day, about."""

SMOKING: dict[Language, Sequence[str]] = {
    "sv": (
        "kan man få hjälp med att sluta röka",
        "har ni rökavvänjning",
        "hjälp att sluta röka",
        "hur slutar jag röka",
        "kan läkaren skriva ut något mot röksug",
        "jag vill sluta röka, kan ni hjälpa mig",
    ),
    "en": (
        "can you help me quit smoking",
        "help to stop smoking",
        "do you prescribe anything to stop smoking",
        "I want to quit smoking, who can help",
    ),
}
PETS: dict[Language, Sequence[str]] = {"sv": ("kan min hund följa med till läkaren",), "en": ("do you treat dogs",)}


def fill(url: str, now: datetime, days: int = 60, seed: int = 7) -> None:
    """Make an account, and write what `days` days until `now` might have left in a database. The same every time."""
    random = Random(seed)
    accounts.add(url, EMAIL, NAME, PASSWORD, now, may_edit=True)
    counts: Counter[Count] = Counter()
    for day in range(days):
        for moment in _moments(now - timedelta(days=day), random):
            if moment <= now:
                counts.update(_happened(moment, random))
    add(url, counts)
    for texts in (SMOKING, PETS):
        for language in get_args(Language):
            for number, text in enumerate(texts[language]):
                keep_question(url, text, language, "held_back", now - timedelta(days=3 * number, hours=5))


def _moments(day: datetime, random: Random) -> list[datetime]:
    about = ON_WEEKDAY if day.weekday() < 5 else AT_WEEKEND
    hours = random.choices(HOURS, k=random.randint(about // 2, about * 3 // 2))
    return [day.replace(hour=hour, minute=0) for hour in hours]


def _happened(moment: datetime, random: Random) -> list[Count]:
    """Return what one conversation adds: a question, now and then a verdict on the answer, or a booking."""
    language: Language = "sv" if random.random() < 0.8 else "en"
    topic = random.choices(TOPICS, weights=range(len(TOPICS), 0, -1))[0]
    (outcome,) = random.choices(list(OUTCOMES), weights=list(OUTCOMES.values()))
    counts = [Count.at(moment, outcome, language, topic if outcome != "held_back" else None)]
    if outcome == "answered" and random.random() < 0.2:
        counts.append(Count.at(moment, "helpful" if random.random() < 0.8 else "unhelpful", language, topic))
    if random.random() < 0.06:
        steps = random.randint(1, len(FUNNEL) + 2)  # most who begin go on to the end
        counts += [Count.at(moment, step, language) for step in FUNNEL[:steps]]
    return counts
