"""What to tell a person whose message lost something on its way in."""

from collections.abc import Collection

from vardlots.phrases import phrases
from vardlots.privacy.masking import IDENTITY, KINDS, Kind
from vardlots.replies import Language


def notice(kinds: Collection[Kind], language: Language) -> tuple[str, ...]:
    """Return the paragraphs that name what was masked; none when nothing was.

    A phone number is welcome once it is asked for, so only a personal or card number is called unwanted.
    """
    if not kinds:
        return ()
    names = [phrases().title(f"notice.kinds.{kind}", language) for kind in KINDS if kind in kinds]
    both = phrases().title("notice.kinds.both", language)
    what = f" {both} ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)
    return phrases().say("notice.masked" if IDENTITY & set(kinds) else "notice.masked_contact", language, what=what)
