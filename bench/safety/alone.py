"""The safety net by itself: how many alarms it sees, how often it cries wolf, and how words badly typed change that."""

import random
from collections.abc import Callable, Iterable, Mapping, Sequence

import yaml

from bench import machine
from bench.mistakes import Mistake
from bench.retrieval.clock import Clock
from bench.safety.messages import SETS, Message, read
from bench.safety.systems import SYSTEMS, net
from bench.statistics import percentile, share
from bench.tables import Table, shown
from training.noise import PLAIN, mistype
from vardlots.replies import LANGUAGES
from vardlots.safety.kinds import KINDS
from vardlots.safety.net import safety_net
from vardlots.settings import ROOT

SEED = 11
URGENT = frozenset({"emergency-department", "call-112"})
"""Levels of care navigation at which somebody must go or call at once."""
COLUMNS = ("", "alarms recognised", "Swedish", "English", "false alarms", "Swedish", "English")


def compared(name: str) -> Table:
    """Return what each system makes of a set."""
    messages = read(name)
    rows = [[one.title, *_cells(messages, one.alarms([m.text for m in messages]))] for one in SYSTEMS.values()]
    note = f"{_size(messages)} Share with its 95 % interval (Wilson)."
    return Table(f"Alarms and false alarms, {SETS[name]}", COLUMNS, rows, note, machine.about())


def by_kind(name: str) -> Table:
    """Return how many alarms of each kind are recognised as an alarm, and as one of that kind."""
    messages = read(name)
    rows = []
    for kind in KINDS:
        judged = [safety_net().judge(one.text).kind for one in messages if one.kind == kind]
        rows.append([kind, str(len(judged)), shown(share(map(bool, judged))), shown(share(j == kind for j in judged))])
    columns = ("kind", "n", "recognised as an alarm", "as one of this kind")
    return Table(f"Kinds of alarm, {SETS[name]}", columns, rows, "", machine.about())


def typed_badly(name: str) -> Table:
    """Return what remains of it when people type as people do."""
    messages = read(name)
    rows = [
        [title, *_cells(messages, net([change(one.text) for one in messages]))] for title, change in CHANGES.items()
    ]
    return Table(f"Typed in a hurry, {SETS[name]}", COLUMNS, rows, "", machine.about())


def bare() -> Table:
    """Return how often a complaint told in a few words, as care navigation begins, is taken for an alarm."""
    rows = []
    for language in LANGUAGES:
        body = yaml.safe_load((ROOT / "bench/triage" / f"dialogues_{language}.yaml").read_text(encoding="utf-8"))
        alarms = {row["first"]: safety_net().judge(row["first"]).kind is not None for row in body["dialogues"]}
        urgent = {row["first"] for row in body["dialogues"] if row["level"] in URGENT}
        parts = ([alarms[text] for text in alarms if (text in urgent) == wanted] for wanted in (False, True))
        rows.append([language, *(cell for part in parts for cell in (str(len(part)), shown(share(part))))])
    columns = ("language", "end below the emergency department", "alarms", "end there or at 112", "alarms")
    note = "What makes the second group urgent is said in later answers, so an alarm here is early in both."
    return Table("Complaints told in a few words", columns, rows, note, machine.about())


def speed(name: str) -> Table:
    """Return how long a judgement takes, on one thread."""
    clock, model = Clock(), safety_net()
    for message in read(name):
        clock.time(model.judge, message.text)
    long = " ".join(message.text for message in read(name))[:2000]
    slow = Clock()
    for at in range(20):
        slow.time(model.judge, f"{at} {long}")
    rows = [
        [title, f"{percentile(one.wall, 50):.1f} ms", f"{percentile(one.wall, 95):.1f} ms"]
        for title, one in ((f"a message of the {SETS[name]}", clock), ("2,000 characters", slow))
    ]
    return Table("How long a judgement takes", ("", "median", "95th percentile"), rows, "", machine.about())


def mistakes(name: str) -> list[Mistake]:
    """Return every message that is judged wrongly."""
    wrong = []
    for message in read(name):
        judged = safety_net().judge(message.text)
        if message.alarm != (judged.kind is not None):
            expected = f"{message.kind}: {message.about}"
            wrong.append(Mistake(name, message.language, message.text, expected, f"{judged.kind} {judged.score:.2f}"))
    return wrong


def _typo(text: str) -> str:
    draw = random.Random(f"{SEED}{text}")
    words = text.split(" ")
    places = [at for at, word in enumerate(words) if len(word) >= 5 and word.isalpha()]
    if places:
        at = draw.choice(places)
        words[at] = mistype(words[at], draw)
    return " ".join(words)


CHANGES: Mapping[str, Callable[[str], str]] = {
    "as written": lambda text: text,
    "small letters": str.lower,
    "without å, ä and ö": lambda text: text.translate(PLAIN),
    "without any punctuation": lambda text: "".join(sign for sign in text if sign not in ".,;:!?"),
    "a typing mistake in one longer word": _typo,
    "CAPITALS": str.upper,
}


def _cells(messages: Sequence[Message], alarms: Sequence[bool]) -> list[str]:
    pairs = list(zip(messages, alarms, strict=True))
    return [shown(share(got for one, got in chosen)) for wanted in (True, False) for chosen in _parts(pairs, wanted)]


def _parts(pairs: Iterable[tuple[Message, bool]], wanted: bool) -> list[list[tuple[Message, bool]]]:
    chosen = [(one, got) for one, got in pairs if one.alarm == wanted]
    return [chosen, *([pair for pair in chosen if pair[0].language == language] for language in LANGUAGES)]


def _size(messages: Sequence[Message]) -> str:
    alarms = sum(message.alarm for message in messages)
    return f"{alarms} alarms and {len(messages) - alarms} harmless messages, half of each in either language."
