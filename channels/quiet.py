"""No words of a person in any log, at any level.

Rasa 3.6 logs messages in full at DEBUG, and at WARNING and ERROR whenever something fails; so may any library that it
uses, in an exception's text. Nobody can list all the places, so it is the other way round: what may be logged is
listed, and everything else is reduced to where it happened.

- A record of ours (`OURS`) keeps its text: tests hold that it never has a person's words in it.
- So does one of the few lines about starting and stopping (`HARMLESS`).
- Rasa's structured records keep their key (`processor.message.parse`), not their values.
- Any other record keeps its level, and the file and line that wrote it.
- An exception keeps its type and place, never its text. A warning of Python's likewise.

It is done where records are made, before any handler, formatter or file sees them, and before structlog writes its
values into a text. A channel is imported before the first message comes.
"""

import logging
import re
import sys
import warnings
from pathlib import Path
from types import TracebackType
from typing import Any, List, Mapping, MutableMapping, Optional, Tuple, Type

import structlog

OURS = ("channels", "components", "vardlots")
HARMLESS = ("rasa/core/run.py", "sanic/mixins/startup.py", "sanic/server/runners.py")
"""Files whose log lines tell of addresses and of starting and stopping, and of nothing a person does."""
LOADING = ("rasa/core/processor.py", "_load_model")
"""The function that says which model it loads."""

_KEY = re.compile(r"[a-z0-9_]+(?:\.[a-z0-9_]+)+")
Exc = Tuple[Optional[Type[BaseException]], Optional[BaseException], Optional[TracebackType]]


class Key(str):
    """The key of a structured record: a constant of the program, safe to log."""


def only_key(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Take everything but its key out of a structured record; structlog runs it before anything else."""
    key = event.get("event")
    return {"event": key if isinstance(key, str) and _KEY.fullmatch(key) else ""}


def as_key(_logger: Any, _method: str, rendered: Any) -> Key:
    """Mark what structlog has rendered as safe; it runs after everything else."""
    return Key(rendered)


def make_record(
    self: logging.Logger,
    name: str,
    level: int,
    fn: str,
    lno: int,
    msg: Any,
    args: Any,
    exc_info: Optional[Exc],
    func: Optional[str] = None,
    extra: Optional[Mapping[str, Any]] = None,
    sinfo: Optional[str] = None,
) -> logging.LogRecord:
    """Make a log record as `logging.Logger.makeRecord` does, without what may hold a person's words."""
    harmless = fn.endswith(HARMLESS) or (fn.endswith(LOADING[0]) and func == LOADING[1])
    safe = isinstance(msg, Key) or harmless or name.split(".")[0] in OURS
    if not safe:
        msg, args = f"{name}: not shown, for it may hold a person's words ({_short(fn)}:{lno})", ()
    if exc_info and exc_info[0]:
        msg, args = f"{_filled(msg, args)} ({_told(exc_info)})", ()
    hidden = {key: value if safe or not isinstance(value, str) else "-" for key, value in (extra or {}).items()}
    return _makes_record(self, name, level, fn, lno, msg, args, None, func, hidden, None)


def show_warning(
    message: Any, category: Type[Warning], filename: str, lineno: int, file: Any = None, line: Optional[str] = None
) -> None:
    """Tell of a warning by its kind and place; its text may quote anything."""
    print(f"{_short(filename)}:{lineno}: {category.__name__}", file=file or sys.stderr)


def apply() -> None:
    """Put the filters in place, for every logger there is and will be; calling it again changes nothing."""
    logging.Logger.makeRecord = make_record
    warnings.showwarning = show_warning
    processors: List[Any] = structlog.get_config()["processors"]
    if only_key not in processors:  # changed in place: loggers that have cached the list go by it, too
        processors.insert(0, only_key)
        processors.append(as_key)


def _filled(msg: Any, args: Any) -> str:
    return str(msg) % args if args else str(msg)


def _told(exc_info: Exc) -> str:
    """Return the type of an exception and where it was raised."""
    kind, _, trace = exc_info
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f" at {_short(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno}" if trace else ""
    return f"{kind.__name__ if kind else '?'}{place}"


def _short(path: str) -> str:
    """Return the last two parts of a path: enough to find the file."""
    return "/".join(Path(path).parts[-2:])


_makes_record = logging.Logger.makeRecord
