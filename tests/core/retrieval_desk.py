"""A small knowledge base to find things in, and a ranker fitted on it."""

from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml
from knowledge_folder import PROVIDER
from tiny import TinyEncoder

from vardlots.knowledge import Knowledge, read_knowledge
from vardlots.retrieval.fit import fit_ranker
from vardlots.retrieval.ranker import Ranker

TODAY = date(2026, 11, 22)

TOPICS = {
    "fees": ("vad kostar ett besök", "pris läkarbesök", "hur hög är avgiften", "what is the fee", "price of a visit"),
    "sick-note": ("kan jag få läkarintyg", "sjukintyg", "bli sjukskriven", "get a sick note", "doctor's certificate"),
    "download-app": ("ladda ner appen", "hämta appen", "länk till appen", "download the app", "install your app"),
    "opening-hours": ("när har ni öppet", "öppettider", "öppet i helgen", "opening hours", "are you open at night"),
    "midwives": ("har ni barnmorskor", "prata med barnmorska", "gravid", "talk to a midwife", "midwife appointment"),
    "complaint": ("lämna klagomål", "jag är missnöjd", "klaga på läkaren", "make a complaint", "I am unhappy"),
}
TESTS = {
    "fees": ("vad är priset för ett läkarbesök", "how big is the fee for a visit"),
    "sick-note": ("skriver ni läkarintyg", "can I have a certificate from the doctor"),
    "download-app": ("hur laddar jag ner er app", "where do I install the app"),
    "opening-hours": ("vilka öppettider har ni i helgen", "what are your opening hours"),
    "midwives": ("kan jag prata med en barnmorska", "I want to talk to a midwife"),
    "complaint": ("jag vill lämna ett klagomål på läkaren", "how do I make a complaint"),
}
OUTSIDE = {
    "sv": ["vem vann hockeymatchen", "recept på kanelbullar", "vad blir det för väder", "boka hotell i Rom", "pizza"],
    "en": ["who won the hockey match", "cinnamon bun recipe", "weather tomorrow", "cheap flights to Rome", "my car"],
}
FOLLOW_UPS = [
    {"after": "fees", "leads_to": "fees", "sv": ["och för barn", "är det mycket"], "en": ["for my kids too"]},
    {"after": "midwives", "leads_to": "midwives", "sv": ["även på kvällen"], "en": ["how soon"]},
    {"after": "opening-hours", "leads_to": "opening-hours", "sv": ["även på söndag"], "en": ["every day"]},
    {"after": "download-app", "leads_to": "fees", "sv": ["vad är avgiften då"], "en": ["what is the fee then"]},
    {"after": "complaint", "sv": ["vem vann matchen då"], "en": ["who won the match then"]},
]
ORDINARY = {"sv": ["jag du är och för kan en på"], "en": ["I you is and for can a on"]}


class _Plain(yaml.SafeDumper):
    """Write a value twice rather than refer to it."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def entry(entry_id: str, phrasings: tuple[str, ...], tests: tuple[str, str]) -> dict:
    return {
        "id": entry_id,
        "topic": "faq_" + entry_id.replace("-", "_"),
        "question": {"sv": phrasings[0], "en": phrasings[-1]},
        "also_asked": {"sv": list(phrasings[1:3]), "en": list(phrasings[3:-1])},
        "answer": {"sv": f"Det här är svaret om {entry_id}.", "en": f"This is the answer on {entry_id}."},
        "owner": "patient-support",
        "reviewed": TODAY,
        "review_every": "1 year",
        "source": "written for a test",
        "must_match": {"sv": [tests[0]], "en": [tests[1]]},
        "must_not_match": ["boka hotell i Paris"],
    }


def entries() -> list[dict]:
    return [entry(entry_id, phrasings, TESTS[entry_id]) for entry_id, phrasings in TOPICS.items()]


def write(folder: Path, faq: list[dict]) -> Path:
    """Write a knowledge base with these entries."""
    folder.mkdir(exist_ok=True)
    outside = {"reviewed": TODAY, "source": "written for a test", "questions": OUTSIDE}
    ids = {row["id"] for row in faq}
    known = [row for row in FOLLOW_UPS if {row["after"], row.get("leads_to", row["after"])} <= ids]
    follow_ups = {"reviewed": TODAY, "source": "written for a test", "follow_ups": known}
    files = {"faq": {"entries": faq}, "out_of_scope": outside, "follow_ups": follow_ups}
    for name, body in {**files, "language": {"ordinary": ORDINARY, "both": []}}.items():
        (folder / f"{name}.yaml").write_text(yaml.dump(body, Dumper=_Plain, allow_unicode=True), encoding="utf-8")
    (folder / "provider.yaml").write_text(PROVIDER, encoding="utf-8")
    return folder


@cache
def knowledge() -> Knowledge:
    with TemporaryDirectory() as folder:
        return read_knowledge(write(Path(folder) / "kb", entries()))


@cache
def ranker() -> Ranker:
    return fit_ranker(knowledge(), TinyEncoder(), today=TODAY)


def opinions(sure: float = 0.9) -> dict[str, dict[str, float]]:
    """Return what a Rasa that is right would make of the tests."""
    inside = {test: {f"faq_{topic.replace('-', '_')}": sure} for topic, tests in TESTS.items() for test in tests}
    return inside | {text: {"out_of_scope": sure} for texts in OUTSIDE.values() for text in texts}
