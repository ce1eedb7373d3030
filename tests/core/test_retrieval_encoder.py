"""The project's own encoder, and the two commands that use it, on a small knowledge base."""

import json

import numpy as np
import pytest
from retrieval_desk import entries, write

from vardlots.cli import main
from vardlots.retrieval.encoder import load_encoder
from vardlots.retrieval.sentences import SentenceEncoder
from vardlots.settings import ROOT

MODEL = ROOT / "models" / "encoder"
EXAMPLES = """\
nlu:
- intent: out_of_scope
  examples: |
    - hur byter jag däck på bilen
    - who won the game
- intent: greet
  examples: |
    - hej
"""
TEXTS = ["Kan jag få ett läkarintyg?", "Could I get a doctor's certificate?", "Vad är klockan?"]


@pytest.fixture(scope="module")
def encoder():
    return SentenceEncoder(str(MODEL))


@pytest.fixture
def small(tmp_path, monkeypatch):
    monkeypatch.setenv("VARDLOTS_KB", str(write(tmp_path / "kb", entries())))
    monkeypatch.setenv("VARDLOTS_VAR", str(tmp_path / "var"))
    return tmp_path / "kb"


def run(*words):
    with pytest.raises(SystemExit) as left:
        main(words)
    return left.value.code


def test_vectors_have_length_one(encoder):
    vectors = encoder.encode(TEXTS)
    assert vectors.shape == (3, encoder.dim)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)
    assert encoder.encode([]).shape == (0, encoder.dim)


def test_one_question_alone_gets_the_vector_it_gets_among_others(encoder):
    together = encoder.encode(TEXTS)
    for text, vector in zip(TEXTS, together, strict=True):
        assert encoder.encode([text])[0] == pytest.approx(vector, abs=1e-4)


def test_a_recent_vector_cannot_be_spoilt(encoder):
    first = encoder.encode([TEXTS[0]])
    first[:] = 0
    assert np.linalg.norm(encoder.encode([TEXTS[0]])) == pytest.approx(1, abs=1e-5)


def test_the_two_languages_meet(encoder):
    swedish, english, other = encoder.encode(TEXTS)
    assert swedish @ english > swedish @ other + 0.2


def test_the_name_tells_the_weights(encoder):
    assert encoder.name.startswith("encoder-")


def test_prompts_go_before_the_texts_and_are_part_of_the_name(encoder):
    prompted = SentenceEncoder(str(MODEL), question_prompt="query: ", answer_prompt="passage: ")
    assert prompted.encode(TEXTS) == pytest.approx(encoder.encode([f"query: {text}" for text in TEXTS]), abs=1e-5)
    answers = prompted.encode(TEXTS, "answer")
    assert answers == pytest.approx(encoder.encode([f"passage: {text}" for text in TEXTS]), abs=1e-5)
    assert prompted.name != encoder.name


def test_an_export_of_another_model_is_left_alone(tmp_path):
    (tmp_path / "source.txt").write_text("another-model", encoding="utf-8")
    assert load_encoder(str(MODEL), tmp_path, tmp_path / "memory").encode([TEXTS[0]]).shape == (1, 384)


def test_the_weights_are_fitted_and_a_question_ranked(small, capsys):
    opinions = small.parent / "opinions.json"
    opinions.write_text("{}", encoding="utf-8")
    nlu = small.parent / "nlu"
    nlu.mkdir()
    (nlu / "chat.yml").write_text(EXAMPLES, encoding="utf-8")
    main_exit = run("kb", "fit", "--opinions", str(opinions), "--nlu", str(nlu))
    fitted = json.loads((small / "retrieval.json").read_text(encoding="utf-8"))
    assert main_exit == 0
    assert fitted["plain"]["fit"]["must_match"]["recall_at_3"] > 0.9
    assert fitted["with_intents"] is None
    assert fitted["fitted_on"]["questions"]["elsewhere"] == 2
    assert "must_match" in capsys.readouterr().out

    assert run("ask", "när öppnar ni", "--json") == 0
    ranking = json.loads(capsys.readouterr().out)
    assert ranking["language"] == "sv"
    assert ranking["candidates"][0]["entry_id"] == "opening-hours"

    assert run("ask", "when do you open", "--language", "en") == 0
    told = capsys.readouterr().out
    assert "opening-hours" in told
    assert "read as en" in told


def test_without_weights_it_says_what_to_run(small, capsys):
    assert run("ask", "när öppnar ni") == 1
    assert "vardlots kb fit" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words", [("ask",), ("ask", "hej", "--language", "fi"), ("kb", "fit", "--opinions", "/no/such/file.json")]
)
def test_wrong_usage_is_told(words, capsys):
    assert run(*words) == 2
