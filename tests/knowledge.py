"""A knowledge base to test with: the clinic's own, so that nothing runs out while the tests do not change."""

import re
import shutil
from pathlib import Path

import yaml

from vardlots.settings import ROOT

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def lasting_copy(folder: Path) -> Path:
    """Copy the knowledge base into a folder to edit, its tariff valid for good."""
    kb = Path(shutil.copytree(ROOT / "kb", folder / "kb"))
    fees = kb / "fees.yaml"
    text = fees.read_text(encoding="utf-8")
    fees.write_text(re.sub(r"(?m)^valid_until: .*", "valid_until: 2099-12-31", text), encoding="utf-8")
    return kb


def always_staffed(kb: Path) -> None:
    """Let the clinic's people answer at any hour, for tests run at any hour."""
    file = kb / "people.yaml"
    rules = yaml.safe_load(file.read_text(encoding="utf-8"))
    hours = {day: ["00:00-23:59"] for day in WEEKDAYS}
    file.write_text(yaml.safe_dump({**rules, "hours": hours, "days_off": []}, allow_unicode=True), encoding="utf-8")
