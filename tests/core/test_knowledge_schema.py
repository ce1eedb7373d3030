"""The committed JSON Schema is what the models say, and the files name it."""

import json
from pathlib import Path

import pytest

from vardlots.files import OPTIONAL
from vardlots.knowledge import schema
from vardlots.settings import ROOT

KB = ROOT / "kb"


def test_the_committed_schema_is_up_to_date():
    assert schema.stale(KB / "schema") == [], "run: vardlots kb schema"


@pytest.mark.parametrize("name", [name for name in schema.MODELS if name not in OPTIONAL])
def test_a_file_names_its_schema_on_its_first_line(name):
    assert (KB / f"{name}.yaml").read_text(encoding="utf-8").startswith(schema.first_line(name) + "\n")


def test_stale_files_are_written_and_then_up_to_date(tmp_path):
    folder = tmp_path / "schema"
    assert len(schema.write(folder)) == len(schema.MODELS)
    assert schema.write(folder) == []
    (folder / "faq.json").write_text("{}", encoding="utf-8")
    assert schema.stale(folder) == [folder / "faq.json"]
    assert schema.write(folder) == [folder / "faq.json"]
    assert schema.stale(folder) == []


@pytest.mark.parametrize("name", schema.MODELS)
def test_every_field_is_described_in_both_languages(name):
    made = json.loads(schema.schema(name))
    parts = {"": made, **made.get("$defs", {})}
    fields = [(name, field) for part in parts.values() for name, field in part.get("properties", {}).items()]
    assert len(fields) >= 3
    for field, about in fields:
        assert about["description"].count("\n\n") == 1, field


def test_the_schema_knows_what_the_models_know():
    parts = json.loads(schema.schema("faq"))["$defs"]
    assert "quote_fee" in parts["Offer"]["enum"]
    assert parts["Entry"]["additionalProperties"] is False
    assert parts["Entry"]["properties"]["review_every"]["pattern"].startswith("^")
    assert {"id", "topic", "answer", "source"} <= set(parts["Entry"]["required"])
    assert json.loads(schema.schema("provider"))["additionalProperties"] is True


def test_the_schema_files_are_json():
    for path in Path(KB / "schema").glob("*.json"):
        assert json.loads(path.read_text(encoding="utf-8"))["title"] == f"kb/{path.stem}.yaml"
