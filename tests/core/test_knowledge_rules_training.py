"""An entry whose intent the trained model does not know is told of, and nothing else of it is."""

import json
from dataclasses import replace
from datetime import date

import pytest
from knowledge_folder import FAQ, line, make, whole

from vardlots.cli import main
from vardlots.knowledge import read_knowledge
from vardlots.knowledge.rules.training import untrained
from vardlots.settings import settings

DAY = date(2026, 11, 28)


def test_an_intent_that_the_model_has_not_seen_is_told_where_it_stands(tmp_path):
    (finding,) = untrained(read_knowledge(make(tmp_path)), {"faq_fees"}, DAY)
    assert (finding.rule, finding.level, finding.entry) == ("needs-training", "warning", "download-app")
    assert finding.line == line(FAQ, "topic: faq_app_download")
    assert "2026-11-28" in finding.why
    assert "make train" in finding.fix
    assert "make train" in finding.sv


def test_intents_that_it_has_seen_are_not(tmp_path):
    assert list(untrained(read_knowledge(make(tmp_path)), {"faq_fees", "faq_app_download", "greet"}, DAY)) == []


@pytest.mark.parametrize(
    ("noted", "told"),
    [
        ({"trained": "2026-11-28T12:00:00+00:00", "intents": ["faq_fees"]}, ["needs-training"]),
        ({"trained": "2026-11-28T12:00:00+00:00", "intents": ["faq_fees", "faq_app_download"]}, []),
        (None, []),
    ],
)
def test_kb_check_asks_the_model_beside_it_and_goes_on(tmp_path, monkeypatch, capsys, noted, told):
    models = tmp_path / "models"
    models.mkdir()
    (models / "vardlots.tar.gz").touch()
    if noted:
        (models / "trained.json").write_text(json.dumps(noted), encoding="utf-8")
    here = replace(settings(), models=models)
    monkeypatch.setattr("vardlots.cli.kb.settings", lambda: here)
    with pytest.raises(SystemExit) as left:
        main(["kb", "check", "--json", "--kb", str(whole(tmp_path))])
    assert [finding["rule"] for finding in json.loads(capsys.readouterr().out)["findings"]] == told
    assert left.value.code == 0
