"""The whole assistant, once for all tests: two processes, a knowledge base of its own, an empty database."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from knowledge import lasting_copy
from person import Person

from bench.stack import Stack, running


@pytest.fixture(scope="session")
def kb(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the knowledge base to edit."""
    return lasting_copy(tmp_path_factory.mktemp("stack"))


@pytest.fixture(scope="session")
def stack(kb: Path) -> Iterator[Stack]:
    """The running assistant."""
    with running(VARDLOTS_KB=str(kb)) as assistant:
        yield assistant


@pytest.fixture
def anna(stack: Stack) -> Person:
    """Somebody who has not talked to the assistant before."""
    return Person(stack)


@pytest.fixture
def bo(stack: Stack) -> Person:
    """Somebody else."""
    return Person(stack)
