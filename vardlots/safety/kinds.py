"""The kinds of alarm, each with a reply of its own."""

from typing import Literal, get_args

Kind = Literal["emergency", "crisis", "poison", "violence"]
KINDS: tuple[Kind, ...] = get_args(Kind)
