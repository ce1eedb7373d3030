"""How fast a turn is over REST, beside Rasa's own starter bot in the same minutes on the same machine."""

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import count, repeat
from typing import Any

from bench import machine, plain, stack
from bench.chat import Chat
from bench.scripts import SCRIPTS, Script
from bench.statistics import percentile
from vardlots.errors import VardlotsError

ROUNDS = {1: 20, 8: 3}
"""Rounds by the number of people at a time. A round is a conversation of five turns each, of every kind."""
QUICK_ROUNDS = {1: 4, 8: 1}
BUDGET = 70.0
"""Seconds that the rounds of one number of people may take; after that no new round begins."""
WARM_UP = 2


class NoAnswer(VardlotsError):
    """A turn was not answered; the text says which."""


@dataclass(frozen=True)
class Lane:
    """A bot, and the conversations held with it: one kind of turn."""

    name: str
    chat: Chat
    scripts: tuple[Script, ...]


@dataclass
class Turns:
    """The seconds of every turn of one kind, what kinds the replies were, and how long the batches took."""

    seconds: list[float] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    elapsed: float = 0.0

    def add(self, other: "Turns") -> None:
        """Take in the turns of a conversation."""
        self.seconds += other.seconds
        self.kinds += other.kinds

    def as_dict(self) -> dict[str, Any]:
        """Return milliseconds, and messages a second."""
        return {
            "n": len(self.seconds),
            "p50_ms": round(percentile(self.seconds, 50) * 1000, 1),
            "p95_ms": round(percentile(self.seconds, 95) * 1000, 1),
            "per_second": round(len(self.seconds) / self.elapsed, 1),
            "kinds": dict(self.kinds),
        }


def measure(quick: bool = False) -> dict[str, Any]:
    """Start the assistant and the starter bots, time their turns in alternation, and return the figures.

    A quick run starts the assistant once, and compares with the lean starter bot only.
    """
    where, start = machine.about(), {}
    if not quick:
        with stack.running() as first:
            start["first"] = first.seconds
    with ExitStack() as servers:
        ours = servers.enter_context(stack.running())
        others = {name: servers.enter_context(plain.running(name)) for name in (["lean"] if quick else plain.VARIANTS)}
        start |= {"second" if start else "first": ours.seconds} | {name: bot.seconds for name, bot in others.items()}
        timed = _timed(_lanes(ours, others), QUICK_ROUNDS if quick else ROUNDS)
        memory = {"vardlots": ours.memory(), **{name: bot.memory() for name, bot in others.items()}}
    return {
        "about": where,
        "turns": timed,
        "ratios": {senders: ratios(rows) for senders, rows in timed.items()},
        "start_s": {name: round(seconds, 1) for name, seconds in start.items()},
        "memory_mib": {name: {part: size >> 20 for part, size in parts.items()} for name, parts in memory.items()},
    }


def ratios(rows: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, float]]:
    """Return each kind's p50 as a multiple of each starter bot's rule turn, measured in the same rounds."""
    rules = {name: rows[rule_turn(name)]["p50_ms"] for name in plain.VARIANTS if rule_turn(name) in rows}
    return {
        kind: {name: round(row["p50_ms"] / rule, 2) for name, rule in rules.items()}
        for kind, row in rows.items()
        if kind in SCRIPTS
    }


def rule_turn(variant: str) -> str:
    """Return the name of a starter bot's row."""
    return f"rule turn, {variant} bot"


def _lanes(ours: Chat, others: Mapping[str, Chat]) -> list[Lane]:
    rules = [Lane(rule_turn(name), bot, (plain.RULE_TURNS,)) for name, bot in others.items()]
    return [*(Lane(kind, ours, scripts) for kind, scripts in SCRIPTS.items()), *rules]


def _timed(lanes: Sequence[Lane], rounds: Mapping[int, int]) -> dict[str, dict[str, Any]]:
    """Return, for each number of people at a time, the turns of each lane; the lanes take turns in every round."""
    timed: dict[str, dict[str, Any]] = {}
    _hold(lanes, 1, WARM_UP)  # the first turns load what is loaded late
    for senders, number in rounds.items():
        timed[str(senders)] = {name: turns.as_dict() for name, turns in _hold(lanes, senders, number).items()}
    return timed


def _hold(lanes: Sequence[Lane], senders: int, rounds: int) -> dict[str, Turns]:
    times = {lane.name: Turns() for lane in lanes}
    until = time.perf_counter() + BUDGET
    with ThreadPoolExecutor(senders) as pool:
        for number in range(rounds):
            for lane in lanes if time.perf_counter() < until else ():
                scripts = [lane.scripts[(number + place) % len(lane.scripts)] for place in range(senders)]
                started = time.perf_counter()
                for turns in pool.map(_converse, repeat(lane.chat), scripts):
                    times[lane.name].add(turns)
                times[lane.name].elapsed += time.perf_counter() - started
    return times


_numbers = count()


def _converse(chat: Chat, script: Script) -> Turns:
    """Hold a conversation as somebody new, and return its turns.

    Raises:
        NoAnswer: when a turn gets none, for then its time means nothing.
    """
    sender, turns = f"speed-{next(_numbers)}", Turns()
    for text in script:
        started = time.perf_counter()
        messages = chat.say(sender, text)
        turns.seconds.append(time.perf_counter() - started)
        kind = messages[0].get("custom", {}).get("kind", "text") if messages else "error"
        if kind == "error":
            raise NoAnswer(f"{chat.url} had no answer to {text!r}: {messages!r}")
        turns.kinds[kind] += 1
    return turns
