"""The whole assistant, once for all tests: two processes, a knowledge base of its own, an empty database."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from person import Person

from bench.stack import Stack, running
from vardlots.settings import ROOT


@pytest.fixture(scope="session")
def kb(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the knowledge base to edit, its tariff valid for good, so that no test runs out with it."""
    folder = Path(shutil.copytree(ROOT / "kb", tmp_path_factory.mktemp("stack") / "kb"))
    fees = folder / "fees.yaml"
    text = fees.read_text(encoding="utf-8")
    fees.write_text(re.sub(r"(?m)^valid_until: .*", "valid_until: 2099-12-31", text), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def stack(kb: Path) -> Iterator[Stack]:
    """The running assistant."""
    with running(VARDLOTS_KB=str(kb)) as assistant:
        yield assistant
        assistant.actions.stop()  # a test may have started it again


@pytest.fixture
def anna(stack: Stack) -> Person:
    """Somebody who has not talked to the assistant before."""
    return Person(stack)


@pytest.fixture
def bo(stack: Stack) -> Person:
    """Somebody else."""
    return Person(stack)
