"""Which tests an environment can run, and what all of them share.

Components and channels live in Rasa's environment; PyTorch only in the action server's, so that the
light environment of Python 3.10 leaves out what needs the model itself, or the browser.
"""

from importlib.util import find_spec

collect_ignore = [] if find_spec("rasa") else ["components", "channels"]
if not find_spec("torch"):
    collect_ignore += ["core/test_retrieval_encoder.py", "core/test_encoders_agree.py"]
if not find_spec("playwright"):
    collect_ignore += ["browser", "office", "core/test_bench_widget.py"]

pytest_plugins = ["migrated"] if find_spec("alembic") else []
