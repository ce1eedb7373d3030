"""What a support team saves, and how one sees that it counts: each kind of edit, with the running assistant."""

import re
import shutil
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

import httpx

from bench.stack import Stack, running
from vardlots.errors import VardlotsError
from vardlots.serving import Serving, read_serving
from vardlots.settings import settings

PAUSE = 0.2
"""Seconds between two looks: asking without a pause would slow down what is being waited for."""
PATIENCE = 120.0

Reply = Mapping[str, Any]

ENTRY = """
  - id: receipt-{number}
    topic: faq_fees
    question:
      sv: Kan jag få ett kvitto nummer {number}?
      en: Can I get receipt number {number}?
    also_asked:
      sv: [har ni kvitton man kan ladda ner, var hittar jag kvittot, kvitto på besöket, skicka kvitto tack]
      en: [do you have receipts I can download, where is my receipt, receipt for my visit, send me a receipt]
    answer:
      sv: Ja. Kvittot finns i appen efter besöket, under Mina besök.
      en: Yes. After your visit, the receipt is in the app, under My visits.
    owner: patient-support
    reviewed: 2026-11-28
    review_every: 1 year
    source: written for a measurement
    must_match: {{sv: [skickar ni ut kvitton], en: [do you send receipts]}}
    must_not_match: [vad kostar det]
"""


class NotServed(VardlotsError):
    """An edit did not count in a very long time; the text says which."""


@dataclass(frozen=True)
class Edit:
    """A kind of edit: its file, what the n-th one makes of the text, what to ask, and how its reply shows it."""

    name: str
    file: str
    made: Callable[[str, int], str]
    question: str
    shown: Callable[[Reply, int], bool]


def _answer(text: str, number: int) -> str:
    start = text.index("  - id: midwives")
    sentence = f"        Ändring nummer {number}.\n\n"
    return text[:start] + re.sub(r"(\n    answer:\n      sv: \|\n)", rf"\1{sentence}", text[start:], count=1)


def _entry(text: str, number: int) -> str:
    return re.sub(r"\n  - id: receipt-.*", "", text, flags=re.DOTALL).rstrip("\n") + ENTRY.format(number=number)


EDITS = (
    Edit(
        "an answer",
        "faq.yaml",
        _answer,
        "Har ni barnmorskor?",
        lambda reply, number: f"Ändring nummer {number}." in reply["text"],
    ),
    Edit(
        "a new entry",
        "faq.yaml",
        _entry,
        "har ni kvitton man kan ladda ner",
        lambda reply, number: reply.get("topic") == f"receipt-{number}",
    ),
    Edit(
        "a fee, in a text",
        "fees.yaml",
        lambda text, number: re.sub(r"ceiling: \{amount: \d+\}", f"ceiling: {{amount: {300 + number}}}", text),
        "Vad kostar det att söka vård hos er?",
        lambda reply, number: f"{300 + number} kr" in reply["text"],
    ),
    Edit(
        "a sentence of `kb/replies/`",
        "replies/conversation.yaml",
        lambda text, number: re.sub(r"(  thank:\n    sv: ).*", rf"\1Varsågod, för gång {number}.", text),
        "tack",
        lambda reply, number: f"för gång {number}." in reply["text"],
    ),
    Edit(
        "a helpline, in Rasa's process",
        "helplines.yaml",
        lambda text, number: re.sub(r"(sv: Ring 112)[^,]*", rf"\1 ({number})", text, count=1),
        "hjälp, jag kan inte andas",
        lambda reply, number: any(f"({number})" in link["title"] for link in reply.get("links", ())),
    ),
)
BROKEN = "a mistake in `kb/faq.yaml`, until the status tells of it"
MENDED = "… and its mending, until it is told of no more"


def edits(rounds: int) -> dict[str, list[float]]:
    """Save every kind of edit some times; return the seconds that each took to count, by the kind."""
    with TemporaryDirectory(prefix="vardlots-saves-") as work:
        kb = Path(shutil.copytree(settings().kb, Path(work) / "kb"))
        with running(VARDLOTS_KB=str(kb)) as stack:
            found = {edit.name: [seconds(stack, kb, edit, number) for number in range(1, rounds + 1)] for edit in EDITS}
            told = [broken(stack, kb) for _ in range(rounds)]
    return {**found, BROKEN: [took for took, _ in told], MENDED: [took for _, took in told]}


def seconds(stack: Stack, kb: Path, edit: Edit, number: int) -> float:
    """Return how long an edit took to count, the one before having been prepared to its end."""
    until(lambda: not status(stack).preparing, edit.name)
    change(kb / edit.file, lambda text: edit.made(text, number))
    return until(lambda: edit.shown(stack.reply(f"bench-{uuid4()}", edit.question, "sv"), number), edit.name)


def broken(stack: Stack, kb: Path) -> tuple[float, float]:
    """Return how long a mistake took to be told of, and how long its mending."""
    change(kb / "faq.yaml", lambda text: text.replace("topic: faq_", "topic: fq_", 1))
    told = until(lambda: bool(status(stack).troubles), BROKEN)
    change(kb / "faq.yaml", lambda text: text.replace("topic: fq_", "topic: faq_", 1))
    return told, until(lambda: not status(stack).troubles, MENDED)


def change(path: Path, made: Callable[[str], str]) -> None:
    """Save another text, in one step as editors do.

    Raises:
        NotServed: when nothing is changed by it.
    """
    before = path.read_text(encoding="utf-8")
    text = made(before)
    if text == before:
        raise NotServed(f"{path}: the edit changes nothing")
    beside = path.with_name(f".{path.name}")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)


def until(true: Callable[[], bool], what: str) -> float:
    """Return the seconds until something is true.

    Raises:
        NotServed: when it has not been in two minutes.
    """
    started = time.monotonic()
    while not true():
        if time.monotonic() - started > PATIENCE:
            raise NotServed(f"{what}: not served in {PATIENCE:.0f} s")
        time.sleep(PAUSE)
    return time.monotonic() - started


def status(stack: Stack) -> Serving:
    """Read the status of a running assistant."""
    answer = httpx.get(stack.actions.health.replace("/health", "/status"), trust_env=False, timeout=60)
    return read_serving(answer.raise_for_status().json())
