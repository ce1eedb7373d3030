"""A small table of care navigation, with a row for everything that the questionnaire can do; none of it is advice."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import yaml

from vardlots.triage.table import Triage


def both(sv: str, en: str) -> dict[str, str]:
    """Return a text in both languages."""
    return {"sv": sv, "en": en}


def level(name: str, rank: int, **more: Any) -> dict[str, Any]:
    """Return a level of care."""
    return {"id": name, "rank": rank, "name": both(f"{name} sv", f"{name} en"), "source": f"level {name}",
            "go": both(f"Gå till {name}.\n\nSäg hej.", f"Go to {name}.\n\nSay hello."), **more}  # fmt: skip


def rule(to: str, why: str, **when: Any) -> dict[str, Any]:
    """Return a rule; without any condition it is the base."""
    made = {"level": to, "why": both(f"{why} sv", f"{why} en"), "source": f"rule {why}"}
    return made | ({"when": when} if when else {})


def flag(name: str, sv: str, en: str, to: str = "call-112") -> dict[str, Any]:
    """Return a red flag."""
    return {"id": name, "ask": both(sv, en), "level": to, "source": f"flag {name}"}


def escalation(name: str, when: dict[str, Any], **does: Any) -> dict[str, Any]:
    """Return an escalation."""
    return {"id": name, "when": when, "why": both(f"{name} sv", f"{name} en"), "source": f"escalation {name}", **does}


def complaint(name: str, names: tuple[str, str], said: tuple[list[str], list[str]], **more: Any) -> dict[str, Any]:
    """Return a complaint."""
    return {"id": name, "name": both(*names), "also_said": {"sv": said[0], "en": said[1]}, "reviewed": "2026-11-28",
            "watch_for": both(f"Se upp med {name}.", f"Watch {name}."), **more}  # fmt: skip


LEVELS = [
    level("self-care", 0, calls=["1177"]), level("pharmacy", 1), level("nurse", 2, calls=["1177"]),
    level("midwife", 3, book="midwife"), level("psychologist", 3, book="psychologist"),
    level("doctor", 3, book="doctor"), level("health-centre", 4), level("out-of-hours", 5, calls=["1177"]),
    level("emergency-department", 6, calls=["112", "1177"]), level("call-112", 7, calls=["112"]),
]  # fmt: skip

ESCALATIONS = [
    escalation("newborn", {"age_below": 0.25}, at_least="emergency-department"),
    escalation("infant", {"age_below": 1}, **{"raise": 2}, not_above="emergency-department"),
    escalation("old", {"age_from": 80}, at_least="nurse"),
    escalation("expecting", {"pregnant": True}, at_least="midwife"),
    escalation("immune-low", {"immune": True}, **{"raise": 3}),
    escalation("worried", {"worried": True}, **{"raise": 1}, not_above="doctor"),
    escalation("nobody-knows", {"duration": "unknown"}, at_least="pharmacy"),
]

COMPLAINTS = [
    complaint(
        "sore-throat",
        ("Ont i halsen", "Sore throat"),
        (
            ["jag har ont i halsen", "halsont sen igår", "min son har ont i halsen", "det gör ont när jag sväljer"],
            ["i have a sore throat", "my throat hurts", "sore throat since yesterday", "it hurts to swallow"],
        ),
        ask=["immune"],
        red_flags=[
            flag("drooling", "Kan inte svälja saliv", "Can't swallow saliva"),
            flag("breathing", "Svårt att andas", "Trouble breathing"),
            flag("neck", "Stor svullnad på halsen", "Large swelling of the neck", "emergency-department"),
        ],
        rules=[
            rule("self-care", "passes"),
            rule("doctor", "long", days_from=7),
            rule("out-of-hours", "bad", severity=["severe"]),
        ],
    ),
    complaint(
        "low-mood",
        ("Nedstämdhet", "Low mood"),
        (
            ["jag är så ledsen jämt", "känner mig nedstämd", "jag är deppig", "allt känns grått"],
            ["i feel low", "i'm sad all the time", "feeling depressed", "everything feels grey"],
        ),
        rules=[rule("psychologist", "talk"), rule("doctor", "months", days_from=60)],
    ),
    complaint(
        "pregnancy-sickness",
        ("Illamående vid graviditet", "Sickness in pregnancy"),
        (
            ["jag är gravid och mår illa", "spyr hela tiden i graviditeten", "illamående gravid", "gravidillamående"],
            ["i'm pregnant and feel sick", "morning sickness", "vomiting while pregnant", "nausea in pregnancy"],
        ),
        ask=["pregnant", "immune"],
        red_flags=[flag("dry", "Kissar nästan inte", "Hardly any pee", "emergency-department")],
        rules=[rule("pharmacy", "common")],
    ),
    complaint(
        "chest-pain",
        ("Ont i bröstet", "Chest pain"),
        (
            ["det trycker över bröstet", "jag har ont i bröstet", "bröstsmärta", "det sticker i bröstkorgen"],
            ["my chest hurts", "i have chest pain", "pressure on my chest", "stabbing in the chest"],
        ),
        red_flags=[flag("cold-sweat", "Kallsvettig", "Cold sweat")],
        rules=[rule("call-112", "heart")],
    ),
]

WHOLE = {
    "enabled": True, "valid_from": "2026-11-28", "reviewed": "2026-11-28", "source": "made up",
    "levels": LEVELS, "escalations": ESCALATIONS, "complaints": COMPLAINTS,
}  # fmt: skip

OUTSIDE = [
    "vad blir det för väder", "who won the match", "hur lagar jag en cykel", "recept på kladdkaka", "boka flyg",
    "best pizza in town", "vem är statsminister", "how do I fix my bike", "när går bussen", "book a hotel",
]  # fmt: skip


def written(**changes: Any) -> str:
    """Return the table as a file's text, with some of its fields changed."""
    text = yaml.safe_dump(deepcopy({**WHOLE, **changes}), allow_unicode=True, sort_keys=False)
    return text.replace("'2026-11-28'", "2026-11-28")


def table(**changes: Any) -> Triage:
    """Return the table as the program reads it."""
    return Triage.model_validate(yaml.safe_load(written(**changes)))


def save(folder: Path, **changes: Any) -> Path:
    """Write the table, and questions from outside it, into a folder."""
    folder.mkdir(exist_ok=True)
    (folder / "triage.yaml").write_text(written(**changes), encoding="utf-8")
    questions = {"reviewed": "2026-11-28", "source": "made up", "questions": {"sv": OUTSIDE, "en": ["knock knock"]}}
    text = yaml.safe_dump(questions, allow_unicode=True).replace("'2026-11-28'", "2026-11-28")
    (folder / "out_of_scope.yaml").write_text(text, encoding="utf-8")
    return folder
