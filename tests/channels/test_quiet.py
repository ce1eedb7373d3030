"""No words of a person in any log: each way in which a library may log them."""

import asyncio
import io
import logging
import warnings

import pytest
import structlog
from rasa.utils.log_utils import configure_structlog

from channels import quiet

WORD = "kanariefågel"


@pytest.fixture(autouse=True)
def applied(monkeypatch):
    """Put the filters in place for one test, on structlog as Rasa configures it."""
    before = structlog.get_config()
    configure_structlog(logging.DEBUG)
    monkeypatch.setattr(logging.Logger, "makeRecord", logging.Logger.makeRecord)
    monkeypatch.setattr(warnings, "showwarning", warnings.showwarning)
    quiet.apply()
    yield
    structlog.configure(**before)


@pytest.fixture
def logged():
    """Everything that the root logger writes, with tracebacks and extras."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s %(message)s %(request)s", defaults={"request": ""}))
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield written.getvalue
    root.removeHandler(handler)
    root.setLevel(level)


@pytest.mark.parametrize("name", ["rasa.core.processor", "asyncio", "sanic.error", "socketio.server", "", "rasa_sdk"])
@pytest.mark.parametrize("level", [logging.DEBUG, logging.INFO, logging.WARNING, logging.ERROR, logging.CRITICAL])
def test_what_a_library_logs_keeps_its_level_and_place_only(logged, name, level):
    logging.getLogger(name).log(level, f"Received user message '{WORD}'")
    logging.getLogger(name).log(level, "Received %s", WORD)
    logging.getLogger(name).log(level, "", extra={"request": f"GET /?q={WORD}"})
    assert WORD not in logged()
    assert logged().count(logging.getLevelName(level)) == 3
    assert "channels/test_quiet.py:" in logged()


def test_an_exception_keeps_its_type_and_place(logged):
    for name in ("rasa.core.channels", "channels.rest", "vardlots.follow"):
        try:
            raise ValueError(WORD)
        except ValueError:
            logging.getLogger(name).exception("a turn failed")
    assert WORD not in logged()
    assert "Traceback" not in logged()
    assert logged().count("ValueError at channels/test_quiet.py:") == 3
    assert logged().count("a turn failed") == 2


def test_what_we_log_ourselves_stays_as_it_is(logged):
    logging.getLogger("channels.rest").error("a turn failed: %s", "RuntimeError")
    assert "a turn failed: RuntimeError" in logged()


def test_a_structured_record_keeps_its_key_only(logged):
    log = structlog.get_logger("rasa")
    log.debug("processor.message.parse", parse_data_text=WORD, event_info=f"heard {WORD}")
    log.warning(f"heard {WORD}", text=WORD)
    log.error("processor.handle.message", exc_info=ValueError(WORD))
    assert WORD not in logged()
    assert "processor.message.parse" in logged()
    assert "processor.handle.message" in logged()


def test_a_structured_logger_that_was_used_before_is_quiet_too(logged):
    configure_structlog(logging.DEBUG)
    log = structlog.get_logger("rasa").bind()
    quiet.apply()
    log.debug("processor.slots.log", slot_values=WORD)
    assert "processor.slots.log" in logged()
    assert WORD not in logged()


def test_a_failed_task_is_told_without_its_words(logged):
    async def breaks():
        raise ValueError(WORD)

    async def forgets():
        task = asyncio.ensure_future(breaks())
        await asyncio.sleep(0)
        del task

    asyncio.run(forgets())
    assert "asyncio: not shown" in logged()
    assert WORD not in logged()


def test_a_warning_is_told_by_its_kind(capsys):
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.showwarning = quiet.show_warning
        warnings.warn(f"cannot read {WORD}", UserWarning, stacklevel=1)
    said = capsys.readouterr().err
    assert "UserWarning" in said
    assert WORD not in said


def test_applying_twice_changes_nothing(logged):
    quiet.apply()
    assert structlog.get_config()["processors"].count(quiet.only_key) == 1
    logging.getLogger("vardlots").info("once")
    assert logged().count("once") == 1
