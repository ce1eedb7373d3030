"""`vardlots kb`: what it prints, what it exits with, and what it does not import."""

import json
import subprocess
import sys

import pytest
from knowledge_folder import changed, whole

from vardlots.cli import main
from vardlots.cli.commands import COMMANDS, GROUPS
from vardlots.settings import ROOT


def run(capsys, *words):
    with pytest.raises(SystemExit) as left:
        main([str(word) for word in words])
    printed = capsys.readouterr()
    return left.value.code, printed.out, printed.err


def test_a_good_folder_is_told_in_one_line_and_exits_with_0(tmp_path, capsys):
    code, out, _ = run(capsys, "kb", "check", "--kb", whole(tmp_path))
    assert code == 0
    assert out.strip() == "2 entries, 32 phrasings: no errors, 0 warnings."


def test_errors_are_told_and_exit_with_1(tmp_path, capsys):
    code, out, _ = run(capsys, "kb", "check", "--kb", whole(tmp_path, changed("topic: faq_fees", "topic: fees")))
    assert code == 1
    assert out.startswith("kb/faq.yaml:4  fees\n")
    assert "(not-a-topic)" in out
    assert "svenska" in out
    assert "1 error, 0 warnings." in out


def test_warnings_alone_exit_with_0(tmp_path, capsys):
    folder = whole(tmp_path, changed(", android, iphone app]", "]"))
    code, out, _ = run(capsys, "kb", "check", "--kb", folder)
    assert code == 0
    assert "no errors, 1 warning." in out


def test_an_error_of_a_readable_file_exits_with_1_too(tmp_path, capsys):
    folder = whole(tmp_path, changed("      en: We send a link to your phone.\n", ""))
    assert run(capsys, "kb", "check", "--kb", folder)[0] == 1


def test_json_is_for_programs(tmp_path, capsys):
    folder = whole(tmp_path, changed("[quote_fee]", "[quote_fees]"))
    code, out, _ = run(capsys, "kb", "check", "--json", "--kb", folder)
    told = json.loads(out)
    assert (code, told["ok"], told["errors"], told["warnings"]) == (1, False, 1, 0)
    (found,) = told["findings"]
    assert found["rule"] == "unknown-offer"
    assert found["entry"] == "fees"
    assert "\\u" not in out


def test_the_schema_is_written_and_checked(tmp_path, capsys):
    folder = whole(tmp_path)
    assert run(capsys, "kb", "schema", "--check", "--kb", folder)[0] == 1
    assert not (folder / "schema").exists()
    code, out, _ = run(capsys, "kb", "schema", "--kb", folder)
    assert (code, "faq.json written" in out) == (0, True)
    assert run(capsys, "kb", "schema", "--check", "--kb", folder)[:2] == (0, "The schema is up to date.\n")


def test_quiet_says_nothing_of_a_good_folder(tmp_path, capsys):
    assert run(capsys, "kb", "check", "--quiet", "--kb", whole(tmp_path)) == (0, "", "")
    broken = whole(tmp_path, changed("[quote_fee]", "[quote_fees]"))
    assert "1 error, 0 warnings." in run(capsys, "kb", "check", "--quiet", "--kb", broken)[1]


@pytest.mark.parametrize("words", [["kb", "check", "--nonsense"], ["nothing"], ["kb", "nothing"]])
def test_wrong_usage_exits_with_2(capsys, words):
    assert run(capsys, *words)[0] == 2


def test_help_lists_every_command_without_importing_it(capsys):
    for group in GROUPS:
        code, out, _ = run(capsys, group, "--help")
        assert code == 0
        assert all(command.words[-1] in out for command in COMMANDS if command.words[0] == group)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_of_the_table_has_its_own_help(capsys, command):
    code, out, _ = run(capsys, *command.words, "--help")
    assert code == 0
    assert "Usage" in out


def test_a_check_imports_nothing_heavy():
    heavy = "{'torch', 'faiss', 'sentence_transformers', 'sklearn', 'numpy', 'sqlalchemy', 'rasa_sdk'}"
    program = (
        "import sys\nfrom vardlots.cli import main\n"
        "try:\n    main(['kb', 'check', '--json'])\nexcept SystemExit:\n    pass\n"
        f"print(sorted({heavy} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"
