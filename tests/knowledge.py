"""A knowledge base to test with: the clinic's own, so that nothing runs out while the tests do not change."""

import re
import shutil
from pathlib import Path

from vardlots.settings import ROOT


def lasting_copy(folder: Path) -> Path:
    """Copy the knowledge base into a folder to edit, its tariff valid for good."""
    kb = Path(shutil.copytree(ROOT / "kb", folder / "kb"))
    fees = kb / "fees.yaml"
    text = fees.read_text(encoding="utf-8")
    fees.write_text(re.sub(r"(?m)^valid_until: .*", "valid_until: 2099-12-31", text), encoding="utf-8")
    return kb
