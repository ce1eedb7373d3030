"""The whole assistant behind a real homeserver, once for all tests; the conversations of tests/stack come along."""

import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from knowledge import always_staffed, lasting_copy

from bench import homeserver
from bench.homeserver import Homeserver
from bench.server import free_port
from bench.stack import running
from vardlots.matrix.registration import Registration
from vardlots.settings import ROOT

sys.path.append(str(ROOT / "tests" / "stack"))
GOLDEN = ("test_appointments", "test_contact", "test_fees_and_ages", "test_questions", "test_safety")
pytest.register_assert_rewrite("person", "patient", "assistant", "clinic", *GOLDEN)

from assistant import Assistant  # noqa: E402
from clinic import staff_room  # noqa: E402
from patient import Patient, Room  # noqa: E402
from person import Person  # noqa: E402

STAFF_ROOM = "#staff:localhost"


@pytest.fixture(scope="session")
def kb(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the knowledge base to edit; its people are always there."""
    folder = lasting_copy(tmp_path_factory.mktemp("matrix"))
    always_staffed(folder)
    return folder


@pytest.fixture(scope="session")
def registration(tmp_path_factory: pytest.TempPathFactory) -> tuple[Registration, Path]:
    """What the homeserver and the assistant agree on, and the file that says it."""
    made = Registration.new(f"http://127.0.0.1:{free_port()}")
    path = tmp_path_factory.mktemp("registration") / "vardlots.yaml"
    made.write(path)
    return made, path


@pytest.fixture(scope="session")
def synapse(registration: tuple[Registration, Path]) -> Iterator[Homeserver]:
    """The homeserver."""
    with homeserver.running((registration[1],)) as running_one:
        yield running_one


@pytest.fixture(scope="session")
def stack(kb: Path, registration: tuple[Registration, Path], synapse: Homeserver) -> Iterator[Assistant]:
    """The running assistant, talked to in Matrix rooms."""
    settings = {
        "VARDLOTS_KB": str(kb),
        "VARDLOTS_PORT": registration[0].url.rpartition(":")[2],
        "VARDLOTS_MATRIX_HOMESERVER": synapse.url,
        "VARDLOTS_MATRIX_REGISTRATION": str(registration[1]),
        "VARDLOTS_MATRIX_STAFF_ROOM": STAFF_ROOM,
    }
    with running(**settings) as whole, closing(Assistant(whole, synapse)) as assistant:
        yield assistant


@pytest.fixture
def anna(stack: Assistant) -> Person:
    """Somebody who has not talked to the assistant before."""
    return Person(stack)


@pytest.fixture
def bo(stack: Assistant) -> Person:
    """Somebody else."""
    return Person(stack)


@pytest.fixture
def patient(stack: Assistant) -> Patient:
    """A user with a Matrix client."""
    return stack.somebody()


@pytest.fixture(scope="session")
def staff(stack: Assistant) -> Iterator[Room]:
    """The staff room, with a nurse in it who is called Maria."""
    room = staff_room(stack.somebody("nurse"))
    yield room
    room.leave()
