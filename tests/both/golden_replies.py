"""The same replies at every door, as texts to read; `golden/` holds them.

`golden/replies.yaml` has replies as the assistant gave them; beside it, a file each shows it at every door. To write
those anew, and see in `git diff` what changes: `PYTHONPATH=. .venv/bin/python tests/both/golden_replies.py`.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import yaml

from vardlots.rendering.html import html
from vardlots.rendering.messenger import messenger
from vardlots.rendering.phone import text_messages, whatsapp
from vardlots.rendering.plain import plain
from vardlots.rendering.slack import slack
from vardlots.rendering.sms import segments
from vardlots.rendering.telegram import telegram
from vardlots.replies import Reply

FOLDER = Path(__file__).parent / "golden"
NEXT = "\n\n- - - next message - - -\n\n"


def replies() -> dict[str, Reply]:
    """Return the replies by name and language."""
    read = yaml.safe_load((FOLDER / "replies.yaml").read_text(encoding="utf-8"))
    return {
        f"{name}.{language}": Reply.from_dict(body)
        for name, bodies in read.items()
        for language, body in bodies.items()
    }


def shown(reply: Reply) -> str:
    """Return a reply as each door shows it, one under another."""
    return "\n\n".join(f"===== {door} =====\n\n{show(reply)}" for door, show in DOORS.items()) + "\n"


def _html(reply: Reply) -> str:
    return html(reply).replace("</p>", "</p>\n").replace("<br>", "<br>\n").rstrip()


def _sms(reply: Reply) -> str:
    messages = text_messages(reply)
    return f"({sum(map(segments, messages))} parts)\n\n" + NEXT.join(messages)


def _slack(reply: Reply) -> str:
    return NEXT.join("\n\n".join(_blocks(message["blocks"])) for message in slack(reply))


def _blocks(blocks: list[dict]) -> Iterator[str]:
    for block in blocks:
        if block["type"] == "section":
            yield block["text"]["text"]
        else:
            yield "\n".join(f"[{one['text']['text']}] {one['value']}" for one in block["elements"])


def _messenger(reply: Reply) -> str:
    messages = []
    for message in messenger(reply):
        buttons = [f"[{one['title']}] {one['payload']}" for one in message.get("quick_replies", ())]
        messages.append("\n".join([message["text"], *buttons]))
    return NEXT.join(messages)


def _telegram(reply: Reply) -> str:
    messages = []
    for message in telegram(reply):
        rows = message.get("reply_markup", {}).get("inline_keyboard", ())
        buttons = [f"[{one['text']}] {one['callback_data']}" for row in rows for one in row]
        messages.append("\n".join([message["text"], *buttons]))
    return NEXT.join(messages)


DOORS: dict[str, Callable[[Reply], str]] = {
    "plain text": plain,
    "Matrix": _html,
    "Slack": _slack,
    "SMS": _sms,
    "WhatsApp": lambda reply: NEXT.join(whatsapp(reply)),
    "Messenger": _messenger,
    "Telegram": _telegram,
}


def main() -> None:
    """Write every file anew, for `git diff` to be read."""
    for old in FOLDER.glob("*.txt"):
        old.unlink()
    for name, reply in replies().items():
        (FOLDER / f"{name}.txt").write_text(shown(reply), encoding="utf-8")


if __name__ == "__main__":
    main()
