"""Starting again what a test has stopped."""

import sys
from pathlib import Path

from bench.server import Server
from bench.stack import Stack


def again(stack: Stack, stopped: Server, kb: Path) -> Server:
    """Start the action server anew at the address that Rasa knows."""
    port = stopped.health.rsplit(":", 1)[1].split("/")[0]
    own = {"VARDLOTS_ACTIONS_PORT": port, "VARDLOTS_VAR": str(stack.var), "VARDLOTS_KB": str(kb)}
    command = [sys.executable, "-W", "ignore", "-m", "actions"]
    server = Server("actions", command, stopped.health, stack.var / "again.log", own)
    server.wait()
    return server
