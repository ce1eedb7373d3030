"""Whether anybody reads what people text back: where Rasa's credentials name the channel for it."""

from pathlib import Path

import yaml

from vardlots.settings import ROOT

CHANNEL = "channels.sms.SmsInput"
CREDENTIALS = ROOT / "credentials.yml"


def replies_are_read(credentials: Path = CREDENTIALS) -> bool:
    """Say whether Rasa listens to text messages; a file that cannot be read names no channel."""
    try:
        read = yaml.safe_load(credentials.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError, UnicodeDecodeError):
        return False
    return isinstance(read, dict) and CHANNEL in read
