"""`vardlots ask -i`: line after line, in either language, of a knowledge base that is edited meanwhile."""

import io
import json

import pytest
from retrieval_desk import entries, entry, ranker, write
from tiny import TinyEncoder

import vardlots.cli.ask
from vardlots.cli import main
from vardlots.retrieval.ranker import FILE

NEW = entry("parking", ("var kan jag parkera", "parkering", "p-plats", "parking", "where to park"), ("bil", "my bike"))


@pytest.fixture
def kb(tmp_path, monkeypatch):
    folder = write(tmp_path / "kb", entries())
    ranker().write(folder / FILE)
    monkeypatch.setenv("VARDLOTS_KB", str(folder))
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setattr(vardlots.cli.ask, "encoder", lambda settings: TinyEncoder())
    return folder


class Typist(io.StringIO):
    """Standard input that does something, such as saving a file, before some of its lines."""

    def __init__(self, *lines):
        super().__init__()
        self._lines = iter(lines)

    def readline(self, size=-1, /):
        for line in self._lines:
            if isinstance(line, str):
                return f"{line}\n"
            line()
        return ""


def ask(monkeypatch, capsys, *lines, words=("-i",)):
    monkeypatch.setattr("sys.stdin", Typist(*lines))
    with pytest.raises(SystemExit) as left:
        main(["ask", *words])
    assert left.value.code == 0
    return capsys.readouterr()


def answers(out):
    """Return what is printed after each line that was typed, by the line."""
    return {part.split("\n")[0]: part.partition("\n")[2] for part in out.removeprefix("? ").split("\n? ")}


def test_every_line_is_ranked_until_the_input_ends(kb, monkeypatch, capsys):
    told = answers(ask(monkeypatch, capsys, "öppettider", "pizza", "get a sick note").out)
    assert told["öppettider"].startswith("The desk answers · ")
    assert "opening-hours" in told["öppettider"]
    assert "suggests from" in told["öppettider"]
    assert told["pizza"].startswith("The desk holds back")
    assert "read as en" in told["get a sick note"]


@pytest.mark.parametrize("stop", ["", ":quit", ":q"])
def test_it_stops_when_told_to(kb, monkeypatch, capsys, stop):
    assert "pizza" not in ask(monkeypatch, capsys, "öppettider", stop, "pizza").out


def test_the_first_question_may_be_an_argument(kb, monkeypatch, capsys):
    out = ask(monkeypatch, capsys, "pizza", words=("-i", "öppettider")).out
    assert out.startswith("The desk answers")
    assert "? pizza\nThe desk holds back" in out


def test_a_language_is_chosen_until_it_is_left_again(kb, monkeypatch, capsys):
    lines = ("get a sick note", ":sv", "get a sick note ", ":en", "öppettider", ":auto", "öppettider nu")
    out = ask(monkeypatch, capsys, *lines).out
    heard = [line.rsplit(" ", 1)[1] for line in out.splitlines() if "read as" in line]
    assert heard == ["en", "sv", "en", "sv"]


def test_what_is_saved_meanwhile_counts_and_what_it_changed_is_told(kb, monkeypatch, capsys):
    out = ask(monkeypatch, capsys, "p-plats", lambda: write(kb, [*entries(), NEW]), "p-plats", "p-plats").out
    before, after, again = out.removeprefix("? ").split("\n? ")
    assert "parking" not in before
    assert "Before your edit" not in before
    assert "parking" in after
    assert "Before your edit, it held back." in after
    assert "Before your edit" not in again


def test_a_mistake_is_told_and_the_last_good_version_goes_on(kb, monkeypatch, capsys):
    good = (kb / "faq.yaml").read_text(encoding="utf-8")

    def break_it():
        (kb / "faq.yaml").write_text("entries: [\n", encoding="utf-8")

    def mend_it():
        (kb / "faq.yaml").write_text(good, encoding="utf-8")

    out = ask(monkeypatch, capsys, "öppettider", break_it, "öppettider?", mend_it, "öppettider!").out
    told = answers(out)
    assert "The files have a mistake" not in told["öppettider"]
    assert told["öppettider?"].startswith("The desk answers")
    assert "The files have a mistake" in told["öppettider?"]
    assert "The files have a mistake" not in told["öppettider!"]


def test_an_entry_is_shown_where_it_stands_in_the_language_heard_last(kb, monkeypatch, capsys):
    told = answers(ask(monkeypatch, capsys, "get a sick note", ":open sick-note", ":sv", ":open  sick-note").out)
    place, *rest = told[":open sick-note"].splitlines()
    file, line = place.split(":")
    assert file == "kb/faq.yaml"
    nearby = (kb / "faq.yaml").read_text(encoding="utf-8").splitlines()[int(line) - 1 :]
    assert next(row for row in nearby if "id:" in row).endswith("id: sick-note")
    assert rest[:2] == ["doctor's certificate", "This is the answer on sick-note."]
    assert "Det här är svaret om sick-note." in told[":open  sick-note"]


def test_a_misspelt_entry_is_helped_with(kb, monkeypatch, capsys):
    out = ask(monkeypatch, capsys, ":open sick-not").out
    assert "no entry has the id 'sick-not'; did you mean 'sick-note'?" in out


@pytest.mark.parametrize("line", [":help", ":open", ":nonsense", ":"])
def test_anything_else_with_a_colon_lists_what_there_is(kb, monkeypatch, capsys, line):
    printed = ask(monkeypatch, capsys, line)
    assert all(name in printed.err for name in vardlots.cli.ask.COMMANDS)
    assert "The desk" not in printed.out


def test_json_is_nothing_but_json(kb, monkeypatch, capsys):
    out = ask(monkeypatch, capsys, "öppettider", ":sv", ":open fees", "", words=("-i", "--json")).out
    first, end = json.JSONDecoder().raw_decode(out)
    second, _ = json.JSONDecoder().raw_decode(out[end:].lstrip())
    assert first["candidates"][0]["entry_id"] == "opening-hours"
    assert (second["id"], second["question"]) == ("fees", "vad kostar ett besök")
    assert out[end:].strip().startswith("{")


def test_an_interrupt_leaves_quietly(kb, monkeypatch, capsys):
    def interrupt():
        raise KeyboardInterrupt

    assert ask(monkeypatch, capsys, "pizza", interrupt).out.startswith("? pizza\nThe desk holds back")
