"""Who may import whom: the house stays in order because this test reads every import in it."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from vardlots.settings import ROOT

HOUSES = ("vardlots", "actions", "components", "channels", "office")

HEAVY = {
    "torch": {"vardlots.export", "vardlots.retrieval.sentences", "vardlots.safety.network"},
    "transformers": {"vardlots.export", "vardlots.retrieval.sentences", "vardlots.safety.network"},
    "safetensors": {"vardlots.safety.network"},
    "sentence_transformers": {"vardlots.retrieval.sentences"},
    "faiss": {"vardlots.retrieval.index"},
    "onnxruntime": {"vardlots.export", "vardlots.onnx", "vardlots.retrieval.sentences"},
    "tokenizers": {"vardlots.onnx"},
    "spacy": {
        "components.entities",
        "components.tokens",
        "vardlots.safety.contexts",
        "vardlots.safety.lemmas",
        "vardlots.safety.structure",
    },
    "skops": {"components.intents"},
    "icalendar": {"vardlots.booking.calendar"},
    "phonenumbers": {"vardlots.contact.phone"},
    "httpx": {"vardlots.sms.http"},
    "itsdangerous": {"channels.buttons", "channels.sessions"},
    "sanic": {
        "actions.status",
        "channels.desk",
        "channels.health",
        "channels.limits",
        "channels.matrix.channel",
        "channels.matrix.door",
        "channels.people.watch",
        "channels.page",
        "channels.rest",
        "channels.sms",
        "channels.stock.desked",
        "channels.stock.messenger",
        "channels.stock.slack",
        "channels.stock.telegram",
        "channels.stock.twilio",
        "channels.twilio_signature",
        "channels.web",
        "channels.widget",
    },
    "socketio": {"channels.web"},
    "throttled": {"channels.limits"},
    "jinja2": {"channels.site", "office.context"},
    "markdown_it": {"channels.guide"},
    "openpyxl": {"vardlots.sheets.opening", "vardlots.sheets.workbook"},
    "bs4": {"vardlots.drafting.forms", "vardlots.drafting.markup", "vardlots.drafting.page", "vardlots.drafting.prose"},
}
"""Each heavy or replaceable library, and the only modules that may import it."""

LATE = {"vardlots.cli.kb", "vardlots.retrieval.encoder"}
"""The only modules that import inside a function: what takes seconds, for those who need it."""

STORES = (
    "vardlots.database",
    "vardlots.store",
    "vardlots.booking",
    "vardlots.contact",
    "vardlots.editors",
    "vardlots.gaps",
    "vardlots.matrix",
    "vardlots.migrations",
    "vardlots.people",
    "vardlots.sms",
    "vardlots.usage",
)
"""The only places that know that there is a database."""

LIGHT = (
    "vardlots.booking.references",
    "vardlots.errors",
    "vardlots.follow",
    "vardlots.language",
    "vardlots.matrix.registration",
    "vardlots.people.cases",
    "vardlots.people.staffing",
    "vardlots.phrases",
    "vardlots.privacy",
    "vardlots.rendering",
    "vardlots.replies",
    "vardlots.safety.helplines",
    "vardlots.safety.kinds",
    "vardlots.safety.numbers",
    "vardlots.safety.red_flags",
    "vardlots.safety.replies",
    "vardlots.safety.typos",
    "vardlots.secret",
    "vardlots.settings",
    "vardlots.sms.words",
    "vardlots.entities",
    "vardlots.spelling",
    "vardlots.welcome",
)
"""What Rasa's process needs of the core: the standard library and yaml, for nothing newer fits beside Rasa."""

BESIDE_RASA = {
    "vardlots.database": {"sqlalchemy"},
    "vardlots.intents": {"numpy", "scipy", "sklearn"},
    "vardlots.matrix.ledger": {"sqlalchemy"},
    "vardlots.matrix.tables": {"sqlalchemy"},
    "vardlots.onnx": {"numpy", "onnxruntime", "tokenizers"},
    "vardlots.people.ledger": {"sqlalchemy"},
    "vardlots.people.tables": {"sqlalchemy"},
    "vardlots.safety.contexts": {"spacy"},
    "vardlots.safety.lemmas": {"spacy"},
    "vardlots.safety.meaning": {"numpy"},
    "vardlots.safety.net": set[str](),
    "vardlots.safety.structure": {"spacy"},
}
"""What else it needs, and what that takes: libraries that come with Rasa, or that requirements/ puts beside it."""


def files() -> dict[str, Path]:
    """Return every module of the project with its file."""
    paths = (path for house in HOUSES for path in (ROOT / house).rglob("*.py"))
    return {name(path): path for path in paths}


def name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def imported(path: Path) -> Iterator[str]:
    """Yield the dotted name of everything a file imports, at the top or inside a function."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import; name the module in full"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


IMPORTS = {module: tuple(imported(path)) for module, path in files().items()}


def users_of(library: str) -> set[str]:
    return {module for module, names in IMPORTS.items() if library in {one.split(".")[0] for one in names}}


def within(module: str, place: str) -> bool:
    return module == place or module.startswith(f"{place}.")


def test_the_house_was_read():
    assert len(IMPORTS) > 60
    assert {name.split(".")[0] for name in IMPORTS} == set(HOUSES)


@pytest.mark.parametrize("library", ["rasa", "rasa_sdk", "sanic", *HOUSES[1:]])
def test_the_core_knows_nothing_of_what_is_around_it(library):
    assert not [module for module in users_of(library) if within(module, "vardlots")]


@pytest.mark.parametrize("house", HOUSES[1:])
def test_the_shells_never_import_one_another(house):
    others = set(HOUSES[1:]) - {house}
    assert not {other: module for other in others for module in users_of(other) if within(module, house)}


def test_rasa_and_its_sdk_live_in_different_processes():
    assert {module.split(".")[0] for module in users_of("rasa")} == {"components", "channels"}
    assert {module.split(".")[0] for module in users_of("rasa_sdk")} == {"actions"}


@pytest.mark.parametrize("library", HEAVY)
def test_a_heavy_library_is_imported_where_the_table_says(library):
    users = users_of(library)
    assert users, f"nothing imports {library}: take it out of the table and out of requirements/"
    assert users <= HEAVY[library]


@pytest.mark.parametrize("library", ["sqlalchemy", "alembic"])
def test_the_database_is_known_in_few_places(library):
    users = users_of(library)
    assert users
    assert not [module for module in users if not any(within(module, place) for place in STORES)]


@pytest.mark.parametrize("module", sorted(module for module in IMPORTS if any(within(module, one) for one in LIGHT)))
def test_what_rasas_process_needs_is_light(module):
    roots = {one.split(".")[0] for one in IMPORTS[module]}
    assert roots <= {*sys.stdlib_module_names, "yaml", "vardlots"}
    ours = {one for one in IMPORTS[module] if one.startswith("vardlots.")}
    assert not [one for one in ours if not any(within(one, light) for light in LIGHT)]


@pytest.mark.parametrize("module", BESIDE_RASA)
def test_what_else_it_needs_takes_only_what_is_there(module):
    roots = {one.split(".")[0] for one in IMPORTS[module]}
    assert roots <= {*sys.stdlib_module_names, "yaml", "vardlots", *BESIDE_RASA[module]}
    ours = {one for one in IMPORTS[module] if one.startswith("vardlots.")}
    assert not [one for one in ours if not any(within(one, place) for place in (*LIGHT, *BESIDE_RASA))]


def test_the_shells_of_rasas_process_use_nothing_else_of_the_core():
    used = {
        one
        for module, names in IMPORTS.items()
        if module.split(".")[0] in ("components", "channels")
        for one in names
        if one.startswith("vardlots.")
    }
    assert used
    assert not [one for one in used if not any(within(one, place) for place in (*LIGHT, *BESIDE_RASA))]


def test_what_checks_and_trains_the_safety_net_stays_out_of_rasas_process():
    inside = {module for module in IMPORTS if within(module, "vardlots.safety") and module != "vardlots.safety"}
    outside = {module for module in inside if not any(within(module, place) for place in (*LIGHT, *BESIDE_RASA))}
    assert outside == {"vardlots.safety.lines", "vardlots.safety.network", "vardlots.safety.table"}


def test_no_import_hides_inside_a_function():
    hidden = {
        module
        for module, path in files().items()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    }
    assert hidden <= LATE
