"""The widget's measurements: what is counted how, and how it is told. No browser: that is what they are run for."""

import gzip
import subprocess
import tarfile
from io import BytesIO
from pathlib import Path

import httpx
import pytest

from bench.hosts import serving, tag
from bench.tables import Missing
from bench.widget import answers, others, report, size, start
from bench.widget.clock import Work, read

ABOUT = {
    "date": "2026-11-28T06:00+00:00",
    "cores": 2,
    "memory_gib": 24,
    "system": "Linux x86_64, Python 3.11.7",
    "load": [0.5, 0.5, 0.5],
    "browser": "Chromium 150",
}


def seen(work: float, opening: float | None = None, tasks: tuple[float, ...] = (), shifts: tuple[float, ...] = ()):
    """Return what one load of a page showed."""
    load = {"work": {"all": work, "scripts": work / 2, "layout": work / 4}, "longTasks": tasks, "shifts": shifts}
    return load if opening is None else {**load, "opening": {"all": opening, "scripts": opening, "layout": 0.0}}


def test_the_browsers_counters_are_seconds_and_become_milliseconds():
    counted = {
        "TaskDuration": 0.25,
        "ScriptDuration": 0.1,
        "LayoutDuration": 0.02,
        "RecalcStyleDuration": 0.005,
        "Nodes": 9,
    }
    assert read(counted) == Work(250.0, 100.0, pytest.approx(25.0))
    assert Work(3, 2, 1) - Work(1, 1, 1) == Work(2, 1, 0)


def test_the_widgets_share_is_the_median_of_the_rounds_differences():
    without = [seen(10), seen(30), seen(10)]
    whole = [seen(25, 5), seen(40, 7, (61.0, 55.0)), seen(30, 6, shifts=(0.01, 0.02))]
    found = start.compare(without, whole)
    assert found["work"]["all"] == {"without": 10, "with": 30, "p50": 15, "p95": 20}
    assert found["opening"]["all"] == {"p50": 6, "p95": 7}
    assert (found["longest_task"], found["longest_task_without"]) == (61.0, 0.0)
    assert (found["shift"], found["shift_without"]) == (pytest.approx(0.03), 0)


def test_durations_are_spread_out_as_median_95th_percentile_and_longest():
    assert answers.spread([float(number) for number in range(1, 101)]) == {"p50": 50.5, "p95": 95.0, "max": 100.0}


def test_a_file_is_weighed_plain_and_gzipped(tmp_path: Path):
    built = tmp_path / "chat.js"
    built.write_bytes(b"x" * 10_000)
    weighed = size.measure(built)
    assert weighed["bytes"] == 10_000
    assert weighed["gzipped"] == len(gzip.compress(b"x" * 10_000, 9))
    with pytest.raises(Missing, match="make widget"):
        size.measure(tmp_path / "none.js")


def packed(folder: Path, name: str, content: bytes) -> None:
    """Put a file into a folder's package, as npm packs it."""
    with tarfile.open(folder / "pack.tgz", "w:gz") as archive:
        member = tarfile.TarInfo(f"package/{name}")
        member.size = len(content)
        archive.addfile(member, BytesIO(content))


def test_the_file_of_a_package_is_found_and_one_that_is_not_there_is_named(tmp_path, monkeypatch):
    packed(tmp_path, "dist/chat.js", b"chat()")
    npm = subprocess.CompletedProcess([], 0, stdout="pack.tgz\n")
    monkeypatch.setattr(others.subprocess, "run", lambda *_, **__: npm)
    assert others.fetch(others.Other("chat", "1.0.0", "dist/chat.js"), tmp_path) == b"chat()"
    with pytest.raises(OSError, match=r"chat 1\.0\.0, other\.js is not in the package"):
        others.fetch(others.Other("chat", "1.0.0", "dist/other.js"), tmp_path)


FAILURES = [FileNotFoundError("npm"), subprocess.CalledProcessError(1, "npm"), subprocess.TimeoutExpired("npm", 1)]


@pytest.mark.parametrize("error", FAILURES, ids=lambda error: type(error).__name__)
def test_without_npm_the_others_are_left_out_with_a_reason(monkeypatch, error):
    def fail(*_, **__):
        raise error

    monkeypatch.setattr(others.subprocess, "run", fail)
    assert "npm could not be reached" in others.measure(None, None, 1)


FIGURES = {
    "about": ABOUT,
    "size": {"bytes": 150_000, "gzipped": 45_678},
    "start": {"rounds": 1, **start.compare([seen(10)], [seen(30, 6, (61.0,))])},
    "answers": {"n": 30, **{way: answers.spread([12.34]) for way in report.WAYS}},
    "others": {"ours": {"bytes": 150_000, "gzipped": 45_678, "evaluated_ms": 9.5}},
}


def test_the_report_has_a_row_for_every_figure():
    text = report.report(FIGURES)
    assert "45.7 kB gzipped (150.0 kB)" in text
    assert "| main thread until it can be used, in all | 10.0 ms | 30.0 ms | 20.0 ms | 20.0 ms |" in text
    assert "| longest task of any round | 0.0 ms | 61.0 ms |  |  |" in text
    assert text.count("12.3 ms | 12.3 ms | 12.3 ms") == len(report.WAYS)
    assert "| ours | 45.7 kB | 150.0 kB | 9.5 ms |" in text


def test_without_the_others_there_is_no_table_of_them():
    assert "Other chats" not in report.report({**FIGURES, "others": "npm could not be reached"})


def test_the_section_is_put_between_its_marks_and_only_there(tmp_path):
    page = tmp_path / "benchmarks.md"
    page.write_text("# Benchmarks\n\nbefore\n", encoding="utf-8")
    report.write(FIGURES, tmp_path)
    once = page.read_text(encoding="utf-8")
    page.write_text(once + "\nafter\n", encoding="utf-8")
    report.write({**FIGURES, "size": {"bytes": 1, "gzipped": 1}}, tmp_path)
    twice = page.read_text(encoding="utf-8")
    assert once.startswith("# Benchmarks\n\nbefore\n")
    assert twice.rstrip().endswith("after")
    assert twice.count(report.START) == twice.count(report.END) == 1
    assert "45.7 kB gzipped" not in twice


def test_a_small_site_serves_what_it_is_given():
    with serving() as hosts:
        page = httpx.get(hosts.serve(f"<body>{tag('http://b')}", lang="en", X_Kind="test"), trust_env=False)
        script = httpx.get(hosts.serve_file(b"chat()"), trust_env=False)
        missing = httpx.get(f"{hosts.origin()}/none", trust_env=False)
    assert page.headers["X-Kind"] == "test"
    assert '<script type="module" src="http://b/widget/vardlots-chat.js"></script><vardlots-chat' in page.text
    assert (script.headers["Content-Type"], script.text) == ("text/javascript", "chat()")
    assert missing.status_code == 404
