"""What an editor waits for: a check, a save, the files read again after it, and what is told while they write."""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from bench.statistics import percentile
from office.answers.looking import look
from office.shelf import Shelf
from vardlots.knowledge.editing import changed, digest, entry_data
from vardlots.knowledge.repository import Editor
from vardlots.knowledge.saving import save
from vardlots.settings import settings

EDITOR = Editor("Bench", "bench@example.se")


@dataclass
class Spent:
    """How long something took, each time: seconds of processor, children's too, and of the clock."""

    worked: list[float] = field(default_factory=list)
    waited: list[float] = field(default_factory=list)

    def on(self, work: Callable[[], object]) -> None:
        """Do something, and note how long it took."""
        worked, started = _worked(), time.perf_counter()
        work()
        self.worked.append(_worked() - worked)
        self.waited.append(time.perf_counter() - started)

    def __str__(self) -> str:
        return f"{percentile(self.worked, 50):.2f} / {percentile(self.waited, 50):.2f} s"


@dataclass(frozen=True)
class Waits:
    """What an editor waits for in the office, and how long."""

    saved: Spent
    read: Spent
    looked: Spent


def checked(kb: Path, rounds: int = 2) -> Spent:
    """Check a folder with `vardlots kb check`, in a process of its own each time."""
    command = [str(Path(sys.executable).with_name("vardlots")), "kb", "check", "--quiet", "--kb", str(kb)]
    spent = Spent()
    for _ in range(rounds):
        spent.on(partial(subprocess.run, command, stdout=subprocess.DEVNULL, check=False))
    return spent


def edited(kb: Path, rounds: int) -> Waits:
    """Change the answer in the middle of a folder again and again, as the office does; its folder becomes a git's.

    Each time the form is looked at once, before it is saved. The first time, when nothing is remembered, does not
    count.
    """
    _git(kb.parent, "init", "--quiet")
    _git(kb.parent, "add", ".")
    _git(kb.parent, "-c", "user.name=Bench", "-c", "user.email=bench@example.se", "commit", "--quiet", "-m", "Begin")
    shelf, path = Shelf(settings(), kb), kb / "faq.yaml"
    for number in range(rounds + 1):
        if number < 2:  # what the first round took is thrown away
            waits = Waits(Spent(), Spent(), Spent())
        knowledge = shelf.reading().knowledge
        assert knowledge, "the folder cannot be read"
        entry_id = list(knowledge.entries)[len(knowledge.entries) // 2]
        before = entry_data(path.read_text(encoding="utf-8"), entry_id)
        data = {**before, "answer": {**before["answer"], "sv": f"{before['answer']['sv']}\n\nÄndring {number}."}}
        waits.looked.on(partial(look, kb, knowledge, data, entry_id))
        edit, base = partial(changed, entry_id=entry_id, new=data), {entry_id: digest(before)}
        waits.saved.on(partial(save, kb, edit, editor=EDITOR, message="Change an answer", base=base))
        waits.read.on(shelf.reading)
    return waits


def _worked() -> float:
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def _git(folder: Path, *words: str) -> None:
    subprocess.run(["git", "-C", str(folder), *words], check=True, env={**os.environ, "LC_ALL": "C"})


def row(count: int, check: Spent, waits: Waits) -> Sequence[str]:
    """Return a row of the table: processor / clock, the median of each."""
    return [f"{count:,}", *(str(spent) for spent in (check, waits.looked, waits.saved, waits.read))]
