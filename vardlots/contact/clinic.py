"""What the clinic says in `kb/provider.yaml` about itself and about reaching its people."""

from dataclasses import dataclass
from pathlib import Path

from vardlots.errors import VardlotsError
from vardlots.knowledge.texts import Values
from vardlots.replies import Language
from vardlots.settings import settings


@dataclass(frozen=True)
class Clinic:
    """The clinic in one language. `hours` is when its staff are there, `answer_within` by when they answer."""

    name: str
    phone: str
    email: str
    app: str
    hours: str
    answer_within: str


_PATHS = {
    "name": "provider.name",
    "phone": "provider.phone",
    "email": "provider.email.support",
    "app": "provider.pages.app",
    "hours": "provider.handoff.hours",
    "answer_within": "provider.handoff.answer_within",
}
_last_good: dict[tuple[Path, Language], Clinic] = {}


def clinic(language: Language) -> Clinic:
    """Read the clinic's data afresh; while its file has a mistake, the last good version serves.

    Raises:
        VardlotsError: when the file has not been good since the start; the message says what to mend.
    """
    known = (settings().kb, language)
    try:
        values = Values(settings().kb)
        _last_good[known] = Clinic(**{name: values.value(path, language) for name, path in _PATHS.items()})
    except VardlotsError:
        if known not in _last_good:
            raise
    return _last_good[known]
