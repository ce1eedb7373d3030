"""What was said in a conversation before people were asked in, as they may read it: masked, and not too much of it."""

from typing import Any, Iterable, List, Optional

from rasa.shared.core.events import BotUttered, SessionStarted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from channels.people.sides import Line
from vardlots.privacy import mask

MOST = 20
"""Lines, the newest."""
LONGEST = 600
"""Letters of what a patient wrote; of what the assistant said a first paragraph is enough."""


def transcript(tracker: Optional[DialogueStateTracker]) -> List[Line]:
    """Return the last lines of a conversation's latest session."""
    lines: List[Line] = []
    for event in tracker.events if tracker else ():
        if isinstance(event, SessionStarted):
            lines = []
        lines += [line for line in _lines(event) if line.text]
    return lines[-MOST:]


def _lines(event: Any) -> Iterable[Line]:
    if isinstance(event, UserUttered) and not (event.text or "").startswith("/"):
        yield Line("patient", shortened(mask(event.text or "")))
    elif isinstance(event, BotUttered):
        paragraphs = ((event.data or {}).get("custom") or {}).get("paragraphs") or [event.text or ""]
        yield Line("assistant", shortened(mask(str(paragraphs[0]))))


def shortened(text: str) -> str:
    """Return a text on one line, cut where it is longer than anybody reads."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"
