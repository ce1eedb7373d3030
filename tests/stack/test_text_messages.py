"""The whole way of a text message: booked in the chat, confirmed, reminded of, cancelled by reply."""

import os
import re
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from datetime import time as clock
from pathlib import Path

import httpx
import pytest
from gateway_server import PASSWORD, SENDER, USER, Desk, a_gateway
from knowledge import lasting_copy
from person import Person
from test_appointments import book

from bench.chat import Chat
from bench.server import Server, free_port, rasa
from bench.stack import MODEL
from vardlots.booking.schedule import STOCKHOLM
from vardlots.phrases import phrases

PATIENCE = 60.0
SECRET = "a-secret-that-46elks-knows"
TYPED, PHONE = "070-174 06 47", "+46701740647"
CREDENTIALS = f"""\
channels.rest.DeskInput:
channels.sms.SmsInput:
  gateway: 46elks
  secret: {SECRET}
"""


@dataclass
class Clinic:
    """Everything that runs, and the gateway that it sends through."""

    chat: Chat
    gateway: Desk
    folder: Path
    environment: dict[str, str]
    servers: list[Server] = field(default_factory=list)

    def worker(self) -> Server:
        """Start a worker; it has no address, so nobody waits for it."""
        command = [sys.executable, "-m", "vardlots.sms", str(self.folder / "credentials.yml")]
        number = sum(server.name == "sms" for server in self.servers)
        self.servers.append(Server("sms", command, "", self.folder / f"sms{number}.log", self.environment))
        return self.servers[-1]

    def received(self, many: int) -> str:
        """Return the latest text message once so many have arrived."""
        started = time.monotonic()
        while len(self.gateway.sent) < many and time.monotonic() - started < PATIENCE:
            time.sleep(0.05)
        assert len(self.gateway.sent) == many, self.logs()
        assert self.gateway.sent[-1].to == PHONE
        return self.gateway.sent[-1].text

    def text_back(self, text: str, known: str) -> str:
        """Text the clinic, as 46elks tells it; return what is answered."""
        form = {"direction": "incoming", "id": known, "from": PHONE, "to": SENDER, "message": text}
        answer = httpx.post(
            f"{self.chat.url}/webhooks/sms/46elks/{SECRET}", data=form, timeout=PATIENCE, trust_env=False
        )
        assert answer.status_code in (200, 204)
        return answer.text

    def rows(self, query: str, *values: object) -> list[tuple]:
        """Ask the database."""
        with closing(sqlite3.connect(self.folder / "vardlots.db", timeout=PATIENCE)) as database, database:
            return list(database.execute(query, values))

    def logs(self) -> str:
        """Return what every process has logged."""
        return "\n".join(path.read_text(encoding="utf-8", errors="replace") for path in self.folder.glob("*.log"))


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    """Start everything."""
    folder = tmp_path_factory.mktemp("texts")
    kb = lasting_copy(folder)
    rules = (kb / "sms.yaml").read_text(encoding="utf-8")
    # a reminder is due from midnight on, so that this may run at any hour
    rules = rules.replace('at: "10:00"', 'at: "00:00"').replace("quiet: true", "quiet: false")
    (kb / "sms.yaml").write_text(rules, encoding="utf-8")
    (folder / "credentials.yml").write_text(CREDENTIALS, encoding="utf-8")
    with ExitStack() as cleanup:
        gateway = cleanup.enter_context(a_gateway())
        actions_port, port = free_port(), free_port()
        environment = {
            **os.environ, "VARDLOTS_VAR": str(folder), "VARDLOTS_KB": str(kb), "VARDLOTS_SMS": "46elks",
            "VARDLOTS_SMS_USER": USER, "VARDLOTS_SMS_PASSWORD": PASSWORD, "VARDLOTS_SMS_FROM": SENDER,
            "VARDLOTS_SMS_URL": gateway.url, "VARDLOTS_ACTIONS_PORT": str(actions_port),
            "VARDLOTS_ACTIONS_URL": f"http://127.0.0.1:{actions_port}/webhook",
        }  # fmt: skip
        health = f"http://127.0.0.1:{actions_port}/health"
        actions = Server("actions", [sys.executable, "-W", "ignore", "-m", "actions"], health, folder / "actions.log",
                         environment)  # fmt: skip
        cleanup.callback(actions.stop)
        words = ("run", "--model", str(MODEL), "--endpoints", "endpoints.yml", "--interface", "127.0.0.1")
        command = rasa(*words, "--credentials", str(folder / "credentials.yml"), "--port", str(port))
        url = f"http://127.0.0.1:{port}"
        assistant = Server("rasa", command, f"{url}/webhooks/rest/", folder / "rasa.log", environment)
        cleanup.callback(assistant.stop)
        actions.wait()
        assistant.wait()
        chat = cleanup.enter_context(closing(Chat(url)))
        made = Clinic(chat, gateway, folder, environment)
        cleanup.callback(lambda: [server.stop() for server in made.servers])
        yield made


def test_booked_confirmed_reminded_and_cancelled_by_reply(clinic: Clinic) -> None:
    worker = clinic.worker()
    visitor = Person(clinic.chat)  # type: ignore[arg-type]
    reference = book(visitor, "Jag vill boka en tid hos en läkare nästa vecka", TYPED)
    assert phrases().title("sms.coming", "sv") in visitor.last["paragraphs"]
    confirmation = clinic.received(1)
    assert reference in confirmation
    assert visitor.last["booking"]["clinician"] not in confirmation
    worker.stop()

    # days go by: it was booked long ago, and is tomorrow
    tomorrow = datetime.combine(datetime.now(STOCKHOLM).date() + timedelta(days=1), clock(12), STOCKHOLM)
    stored = "%Y-%m-%d %H:%M:%S.%f"
    clinic.rows(
        "UPDATE appointments SET start = ?, changed = ? WHERE reference = ?",
        tomorrow.astimezone(timezone.utc).strftime(stored),
        (datetime.now(timezone.utc) - timedelta(days=10)).strftime(stored),
        reference,
    )
    worker = clinic.worker()
    reminder = clinic.received(2)
    assert re.match(r"Påminnelse: .* kl\. 12\.00\. Svara AVBOKA för att avboka\.", reminder)

    said = clinic.text_back("Avboka", "s-1")
    assert re.match(r"Din tid .* kl\. 12\.00 är avbokad\.", said), clinic.logs()
    assert clinic.rows("SELECT status FROM appointments WHERE reference = ?", reference) == [("cancelled",)]
    assert clinic.text_back("Avboka", "s-1") == said, "delivered once more"
    assert clinic.text_back("AVBOKA", "s-2") == said, "said once more"

    assert clinic.text_back("Hur ändrar jag min tid?", "s-3").startswith("Ingen läser svar")
    assert clinic.text_back("Hallå?", "s-4") == ""
    assert "112" in clinic.text_back("min man andas inte", "s-5")

    # nothing more went out, and no log knows the number
    worker.stop()
    assert len(clinic.gateway.sent) == 2
    assert clinic.rows("SELECT DISTINCT state FROM outbox_messages") == [("sent",)]
    for secret in (PHONE, PHONE[3:], TYPED, "andas inte", PASSWORD, SECRET):
        assert secret not in clinic.logs(), secret


def test_the_app_link_comes_at_once_and_once(clinic: Clinic) -> None:
    before = len(clinic.gateway.sent)
    visitor = Person(clinic.chat)  # type: ignore[arg-type]
    reply = visitor.say(f"Please send the app link to {TYPED}")
    assert reply["kind"] == "app_link"
    assert phrases().say("app_link.sent", "en", last="0647")[0] in reply["paragraphs"], clinic.logs()
    assert "https://" in clinic.received(before + 1)
    visitor.say(f"Please send the app link to {TYPED}")
    assert len(clinic.gateway.sent) == before + 1
