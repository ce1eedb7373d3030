"""Which tests an environment can run: components and channels live in Rasa's, everything else in the other."""

from importlib.util import find_spec

collect_ignore = [] if find_spec("rasa") else ["components", "channels"]
