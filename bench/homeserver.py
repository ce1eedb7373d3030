"""A real Matrix homeserver, Synapse on SQLite, in a temporary home on a free port: for tests and for trying it out."""

import hashlib
import hmac
import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import yaml

from bench.server import Server, free_port
from vardlots.settings import ROOT

PYTHON = ROOT / ".venv-matrix" / "bin" / "python"
NAME = "localhost"
TIMEOUT = 60.0


@dataclass(frozen=True)
class Login:
    """A user who is logged in."""

    user_id: str
    token: str


class Homeserver:
    """A homeserver that can be stopped, killed and started again at the same address, with the same memory."""

    def __init__(self, home: Path, port: int, registrations: tuple[Path, ...] = ()) -> None:
        """Write its configuration into `home`, unless it is there already, and start it."""
        self.home, self.port, self.url = home, port, f"http://127.0.0.1:{port}"
        self._config = home / "homeserver.yaml"
        if not self._config.exists():
            home.mkdir(mode=0o700, parents=True, exist_ok=True)  # what people write is kept in it
            self._write(_settings(home, port, registrations))
        self._shared = str(yaml.safe_load(self._config.read_text(encoding="utf-8"))["registration_shared_secret"])
        command = [str(PYTHON), "-W", "ignore", "-m", "synapse.app.homeserver", "-c", str(self._config)]
        self.server = Server("synapse", command, f"{self.url}/health", home / "synapse.log", folder=home)

    def register(self, name: str, password: str = "", admin: bool = False) -> Login:
        """Make a user, by the shared secret, and log them in."""
        password = password or secrets.token_urlsafe(12)
        with httpx.Client(base_url=self.url, timeout=TIMEOUT, trust_env=False) as client:
            nonce = client.get("/_synapse/admin/v1/register").json()["nonce"]
            role = "admin" if admin else "notadmin"
            signed = b"\x00".join(part.encode() for part in (nonce, name, password, role))
            mac = hmac.new(self._shared.encode(), signed, hashlib.sha1).hexdigest()
            body = {"nonce": nonce, "username": name, "password": password, "admin": admin, "mac": mac}
            made = client.post("/_synapse/admin/v1/register", json=body)
            made.raise_for_status()
            return Login(made.json()["user_id"], made.json()["access_token"])

    def _write(self, settings: dict[str, Any]) -> None:
        descriptor = os.open(self._config, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            yaml.safe_dump(settings, file, sort_keys=False)
        log = {
            "version": 1,
            "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
            "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "plain"}},
            "root": {"level": "WARNING", "handlers": ["out"]},
            "disable_existing_loggers": False,
        }
        (self.home / "log.yaml").write_text(yaml.safe_dump(log), encoding="utf-8")


@contextmanager
def running(registrations: tuple[Path, ...] = (), port: int | None = None) -> Iterator[Homeserver]:
    """Start a homeserver that reads these registrations, yield it when healthy, and stop it.

    Raises:
        DidNotStart: when it ends or stays silent.
    """
    with tempfile.TemporaryDirectory(prefix="synapse-") as home:
        homeserver = Homeserver(Path(home), port or free_port(), registrations)
        try:
            homeserver.server.wait()
            yield homeserver
        finally:
            homeserver.server.kill()  # nothing of it is needed any more


def _settings(home: Path, port: int, registrations: tuple[Path, ...]) -> dict[str, Any]:
    """Return the configuration: quiet, quick, alone, and for one machine only."""
    no_limit = {"per_second": 10_000, "burst_count": 10_000}
    resources = [{"names": ["client"], "compress": False}]
    listener = {"port": port, "type": "http", "bind_addresses": ["127.0.0.1"], "resources": resources}
    return {
        "server_name": NAME,
        "public_baseurl": f"http://localhost:{port}/",
        "pid_file": str(home / "homeserver.pid"),
        "listeners": [{**listener, "tls": False, "x_forwarded": False}],
        "database": {"name": "sqlite3", "args": {"database": str(home / "homeserver.db")}},
        "log_config": str(home / "log.yaml"),
        "media_store_path": str(home / "media"),
        "signing_key_path": str(home / "signing.key"),
        "registration_shared_secret": secrets.token_urlsafe(32),
        "macaroon_secret_key": secrets.token_urlsafe(32),
        "form_secret": secrets.token_urlsafe(32),
        "report_stats": False,
        "trusted_key_servers": [],
        "suppress_key_server_warning": True,
        "federation_domain_whitelist": [],
        "enable_registration": False,
        "bcrypt_rounds": 4,
        "encryption_enabled_by_default_for_room_type": "off",
        "extra_well_known_client_content": {"io.element.e2ee": {"default": False}},
        "app_service_config_files": [str(path) for path in registrations],
        "url_preview_enabled": False,
        "rc_message": no_limit,
        "rc_login": {"address": no_limit, "account": no_limit, "failed_attempts": no_limit},
        "rc_joins": {"local": no_limit, "remote": no_limit},
        "rc_invites": {"per_room": no_limit, "per_user": no_limit, "per_issuer": no_limit},
        "rc_room_creation": no_limit,
        "rc_registration": no_limit,
        "presence": {"enabled": True},
    }
