"""Figures as Markdown: what was measured, where and when, and how sure it is."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from bench import plain, plots
from bench.machine import sentence
from bench.pages import put
from bench.speed import rule_turn

Figures = Mapping[str, Any]

START, END = "<!-- figures: written by `python -m bench report` -->", "<!-- end of figures -->"

QUALITY: Sequence[tuple[str, str, str]] = (
    ("Questions with an answer", "faq", ""),
    ("answered right", "faq", "answered_right"),
    ("ranked first (answered right, or the first suggestion)", "faq", "ranked_first"),
    ("among three (answered right, or an alternative named)", "faq", "among_three"),
    ("asked “did you mean”", "faq", "asked_back"),
    ("held back", "faq", "held_back"),
    ("answered wrong", "faq", "answered_wrong"),
    ("Questions out of scope", "outside", ""),
    ("held back", "outside", "held_back"),
    ("asked “did you mean”", "outside", "asked_back"),
    ("answered all the same", "outside", "answered_wrong"),
    ("Tasks", "task", ""),
    ("started the right one", "task", "task_right"),
    ("All of them", "language", ""),
    ("answered in the language of the question", "language", "language_right"),
    ("Conversations", "conversations", ""),
    ("turns right", "conversations", "turns"),
    ("right from beginning to end", "conversations", "whole"),
)
"""The rows: what they are called, and where their figures stand. A row without a figure is a heading."""


def report(results: Figures) -> str:
    """Return everything that was measured, as one Markdown block."""
    writers = {"quality": quality, "speed": speed, "pipelines": pipelines}
    return "\n\n".join(write(results[name]) for name, write in writers.items() if name in results)


def stored(folder: Path) -> dict[str, Any]:
    """Read the figures of earlier runs."""
    paths = [folder / f"{name}.json" for name in ("quality", "speed", "pipelines")]
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in paths if path.exists()}


def write(results: Figures, docs: Path) -> list[Path]:
    """Put the block into docs/benchmarks.md, between its two marks, and draw the figures; return what was written."""
    page = docs / "benchmarks.md"
    old = page.read_text(encoding="utf-8") if page.exists() else "# Benchmarks"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(put(old, START, END, report(results)), encoding="utf-8")
    return [page, *plots.draw(results, docs / "figures")]


def quality(figures: Figures) -> str:
    """Return the table of how well questions are answered."""
    rows = []
    for title, group, name in QUALITY:
        cells = [_share(figures[group][language][name]) for language in ("sv", "en", "all")] if name else [""] * 3
        rows.append([title if name else f"**{title}**", *cells, "" if name else str(_n(figures[group]["all"]))])
    left_out = len(figures["left_out"])
    note = (
        f"Share with its 95 % interval (Wilson). Every question comes from somebody new, over REST. Of those in "
        f"`bench/dev/`, {left_out} are left out, because they stand word for word (case and punctuation aside) "
        f"among the {figures['trained_texts']} texts that something was trained or fitted on; none of the rest does. "
        "It is a development set: its mistakes could be seen while the assistant was improved, so expect somewhat less."
    )
    return _block("How well it answers", ("", "Swedish", "English", "both", "n"), rows, note, figures)


def speed(figures: Figures) -> str:
    """Return the tables of durations, start and memory."""
    tables = [_turns(figures, senders) for senders in figures["turns"]]
    start = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in figures["start_s"].items())
    memory = "; ".join(
        f"{name} {' + '.join(f'{size} MiB ({part})' for part, size in parts.items())}"
        for name, parts in figures["memory_mib"].items()
    )
    bots = "; ".join(f"*{name}* is {about}" for name, about in plain.VARIANTS.items())
    note = (
        f"Start to first answer: {start}. Resident memory after the turns: {memory}. The other bots: {bots}. All "
        "took turns in the same rounds; “×” is the median as a multiple of the other bot's rule turn."
    )
    return _block("How fast it answers", *_joined(tables), note, figures)


def pipelines(figures: Figures) -> str:
    """Return the comparison of ways to recognise intents."""
    names = ("top1", "top1_sv", "top1_en", "top3", "outside", "outside_or_unsure")
    rows = [
        [row["title"], *(_share(row[name]) for name in names), f"{row['train_s']:.0f} s", f"{row['parse_p50_ms']} ms"]
        for row in figures["pipelines"].values()
    ]
    first = next(iter(figures["pipelines"].values()))
    head = (
        *("pipeline", "right intent first", "Swedish", "English", "among three"),
        *("out of scope seen", "… or unsure", "training", "a message"),
    )
    note = (
        f"n = {first['top1']['of']} questions in scope, {first['outside']['of']} out of scope, the same for all, as "
        f"were the training examples. “Unsure”: below the pipeline's own threshold, where it has one."
    )
    return _block("Ways to recognise intents", head, rows, note, figures)


def _turns(figures: Figures, senders: str) -> list[list[str]]:
    ratios = figures["ratios"][senders]
    return [
        [
            senders,
            kind,
            str(row["n"]),
            f"{row['p50_ms']:.0f} ms",
            f"{row['p95_ms']:.0f} ms",
            f"{row['per_second']:.0f}",
            *(f"{ratios[kind][name]:.1f}×" if name in ratios.get(kind, {}) else "" for name in plain.VARIANTS),
        ]
        for kind, row in figures["turns"][senders].items()
    ]


def _joined(tables: Iterable[list[list[str]]]) -> tuple[Sequence[str], list[list[str]]]:
    others = (f"against {rule_turn(name)}" for name in plain.VARIANTS)
    head = ("people at a time", "turn", "n", "median", "95th percentile", "messages/s", *others)
    return head, [row for table in tables for row in table]


def _block(title: str, head: Sequence[str], rows: Iterable[Sequence[str]], note: str, figures: Figures) -> str:
    lines = [head, ["---"] * len(head), *rows]
    table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    quick = " A quick run, on a part of the questions or turns: not a figure to quote." if figures.get("quick") else ""
    return f"### {title}\n\n{table}\n\n{note} Measured {sentence(figures['about'])}.{quick}"


def _share(one: Figures) -> str:
    low, high = one["low"] * 100, one["high"] * 100
    return f"{one['share'] * 100:.0f} % ({low:.0f}–{high:.0f})" if one["of"] else "–"


def _n(group: Figures) -> int:
    """Return how many questions (or conversations) a group has."""
    return int((group.get("whole") or next(iter(group.values())))["of"])
