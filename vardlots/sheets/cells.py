"""What a text is in a cell: which differences count, and what no spreadsheet can hold."""

import re

MOST = 32_767
"""So many letters fit into a cell of Excel, counted as it counts them: one beyond U+FFFF is two."""

# what XML 1.0 cannot say, and so no workbook
_UNSAYABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# how a workbook writes letters that XML would lose; Excel writes a carriage return so, and some readers leave it so
_CODED = re.compile(r"_x[0-9A-Fa-f]{4}_|x005F_")


def shown(text: str) -> str:
    """Return a text as a cell shows it: lines end in one way, nothing around it, nothing that cannot be written."""
    return _UNSAYABLE.sub("", re.sub(r"\r\n?", "\n", text)).strip()


def alike(one: str, other: str) -> bool:
    """Tell whether two texts are the same for a person: what a spreadsheet does to a text by itself is no change."""
    one, other = _bare(one), _bare(other)
    return one == other or _narrowed(one) == other or _narrowed(other) == one


def one_line(text: str) -> str:
    """Return a text without line breaks, as a question is written."""
    return re.sub(r"\s*\n\s*", " ", shown(text))


def length(text: str) -> int:
    """Return how long a text is for Excel, which counts UTF-16."""
    return len(text) + sum(letter > "\uffff" for letter in text)


def _bare(text: str) -> str:
    return shown(_CODED.sub("", re.sub(r"_x000[Dd]_\n?", "\n", shown(text))))


def _narrowed(text: str) -> str:
    """Return what an old Excel for Windows keeps of a text: a question mark stands for what it has no letter for."""
    return text.encode("cp1252", "replace").decode("cp1252", "replace")
