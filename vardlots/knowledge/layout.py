"""How a value is written in a file that people edit: as a person would, and so that YAML reads the same again."""

import re
from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any

import yaml

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
WIDTH = 120
"""What stands between brackets, or is quoted, is kept on one line no longer than this; longer, one item a line."""
IN_A_LINE = ("offer", "title")
"""The fields that are written between brackets, while they fit."""

# what a text without quotes around it cannot begin with
_SPECIAL = re.compile(r"[\[\]{}&*!|>'\"%@`#,?:~=-]")
# what another reader than ours could take for a number, a time, or yes and no
_OTHER = re.compile(r"[-+.\d][\d_.,:eExXoO+-]*|[yYnN]")
_ESCAPED = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}
# what is no letter, or what YAML takes for the end of a line
_ODD = re.compile("[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]|[\u2028\u2029]")


def tidy(value: Any) -> Any:
    """Return a value without what means nothing: blanks around a text, a web form's line ends, what is empty or None.

    Two values that are the same when tidy are the same to the assistant.
    """
    if isinstance(value, Enum):
        return tidy(value.value)
    if isinstance(value, str):
        lines = value.replace("\r\n", "\n").replace("\r", "\n").strip().split("\n")
        return "\n".join(line.rstrip(" \t") for line in lines)
    if isinstance(value, Mapping):
        return {key: kept for key, inside in value.items() if not empty(kept := tidy(inside))}
    if isinstance(value, Sequence) and not isinstance(value, bytes):
        return [kept for inside in value if not empty(kept := tidy(inside))]
    return value


def empty(value: Any) -> bool:
    """Tell whether a value says nothing: None, an empty text, list or group."""
    return value is None or value == "" or value == [] or value == {}


def written(value: Any, indent: int, *, name: str = "", style: str | None = None) -> list[str]:
    """Return a value's lines: the first goes beside its key, the others are indented by `indent` blanks or more.

    `name` is the key; `style` how a text was written before, as YAML's first sign of it (`|`, `"`, `'`).
    """
    if isinstance(value, Mapping | list) and name in IN_A_LINE and fits(line := flow(value), indent + len(name) + 2):
        return [line]
    if isinstance(value, Mapping):
        return ["", *mapping(value, indent)]
    if isinstance(value, list):
        return ["", *(line for inside in value for line in item(inside, indent))]
    if isinstance(value, str) and ("\n" in value or style in ("|", ">")) and not _ODD.search(value):
        return ["|", *(" " * indent + line if line else "" for line in value.split("\n"))]
    return [scalar(value, style)]


def mapping(value: Mapping[Any, Any], indent: int) -> list[str]:
    """Return the lines of a group of fields, each key after `indent` blanks."""
    return [line for key, inside in value.items() for line in field(key, inside, indent)]


def field(key: Any, value: Any, indent: int) -> list[str]:
    """Return the lines of one field."""
    first, *rest = written(value, indent + 2, name=str(key))
    return [f"{' ' * indent}{scalar(key)}:{' ' if first else ''}{first}", *rest]


def item(value: Any, indent: int) -> list[str]:
    """Return the lines of one item of a list, its dash after `indent` blanks."""
    lines = mapping(value, indent + 2) if isinstance(value, Mapping) else written(value, indent + 2)
    if isinstance(value, list):
        lines = lines[1:]
    return [f"{' ' * indent}- {lines[0].lstrip(' ')}", *lines[1:]]


def flow(value: Any) -> str:
    """Return a value on one line, lists and groups between brackets."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(key)}: {flow(inside)}" for key, inside in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    return scalar(value, in_flow=True)


def fits(line: str, before: int) -> bool:
    """Tell whether a line is short enough, after so many signs."""
    return before + len(line) <= WIDTH


def scalar(value: Any, style: str | None = None, in_flow: bool = False) -> str:
    """Return a text, number or date on one line; a text that would be read as something else is quoted."""
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, str):
        return str(value)
    if style not in ("'", '"') and _is_plain(value, in_flow):
        return value
    if ('"' in value or "\\" in value or style == "'") and not _ODD.search(value) and not set("\n\t") & set(value):
        return "'" + value.replace("'", "''") + "'"
    return '"' + "".join(_ESCAPED.get(sign) or _escaped(sign) for sign in value) + '"'


def _is_plain(text: str, in_flow: bool) -> bool:
    """Tell whether a text means itself without quotes; asks the reader, for its rules are many."""
    if not text or _SPECIAL.match(text) or _OTHER.fullmatch(text) or _ODD.search(text) or set("\n\t") & set(text):
        return False
    try:
        if in_flow:
            return bool(yaml.load(f"[{text}, {text}: 1]", Loader=Loader) == [text, {text: 1}])
        return bool(yaml.load(f"- {text}\n", Loader=Loader) == [text])
    except (yaml.YAMLError, ValueError):
        return False


def _escaped(sign: str) -> str:
    if not _ODD.match(sign):
        return sign
    return f"\\u{ord(sign):04x}" if ord(sign) < 0x10000 else f"\\U{ord(sign):08x}"
