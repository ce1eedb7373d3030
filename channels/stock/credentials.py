"""What `credentials.yml` says of a door: every setting that is needed, and none that nobody reads."""

import difflib
import re
from typing import Any, Mapping, Optional, Sequence, Type

from rasa.shared.exceptions import InvalidConfigException

_VARIABLE = re.compile(r"\$\{\w+\}")


def settings_of(
    door: Type[Any], credentials: Optional[Mapping[str, Any]], needed: Sequence[str], known: Sequence[str] = ()
) -> Mapping[str, Any]:
    """Return a door's settings, `needed` and other `known` ones. What is wrong is told without any value.

    Raises:
        InvalidConfigException: when one is missing, empty, or not known, or Rasa left a variable as it was.
    """
    given = credentials if isinstance(credentials, Mapping) else {}
    where = f"credentials.yml: {door.__module__}.{door.__name__}"
    for name in given:
        if name not in (*needed, *known):
            near = difflib.get_close_matches(str(name), (*needed, *known), 1)
            hint = f"did you mean {near[0]}?" if near else f"it knows {', '.join((*needed, *known))}"
            raise InvalidConfigException(f"{where} has no setting {name}; {hint}")
    missing = [name for name in needed if not isinstance(given.get(name), str) or not given[name].strip()]
    if missing:
        raise InvalidConfigException(
            f"{where} lacks {', '.join(missing)}; write each under it as a text, such as {missing[0]}: ${{A_VARIABLE}}"
        )
    unread = [name for name in given if _VARIABLE.search(str(given[name]))]
    if unread:
        raise InvalidConfigException(
            f"{where}: {', '.join(unread)} names a variable that was not read; write it without quotes, a line each"
        )
    return given
