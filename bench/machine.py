"""Where and when figures were measured: without that they say little."""

import os
import platform
from datetime import datetime
from typing import Any

import psutil  # type: ignore[import-untyped]


def about() -> dict[str, Any]:
    """Return date, cores, memory, system, and how busy the machine was just before."""
    return {
        "date": datetime.now().astimezone().isoformat(timespec="minutes"),
        "cores": os.cpu_count(),
        "memory_gib": round(psutil.virtual_memory().total / 2**30),
        "system": f"{platform.system()} {platform.machine()}, Python {platform.python_version()}",
        "load": [round(value, 2) for value in psutil.getloadavg()],
    }


def sentence(where: dict[str, Any]) -> str:
    """Say it in one line, for under a table."""
    return (
        f"{where['date'].replace('T', ' ')}, {where['cores']} cores, {where['memory_gib']} GiB, {where['system']}, "
        f"load before the run {where['load'][0]}"
    )
