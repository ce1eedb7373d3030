"""The action server says what it lacks, and does not start without it."""

import os
import subprocess
import sys
from pathlib import Path

from vardlots.settings import ROOT

PATIENCE = 60


def test_the_action_server_without_credentials_says_so_and_does_not_start(tmp_path: Path) -> None:
    environment = {**os.environ, "VARDLOTS_SMS": "twilio", "VARDLOTS_DATABASE_URL": f"sqlite:///{tmp_path / 'sms.db'}"}
    command = [sys.executable, "-W", "ignore", "-m", "actions"]
    ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=PATIENCE)
    assert ended.returncode == 1
    assert "VARDLOTS_SMS_PASSWORD" in ended.stderr
    assert "Traceback" not in ended.stderr
