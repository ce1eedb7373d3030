"""`vardlots kb check --fix`: what it mends, that all the rest stays as it was, and what it leaves to people."""

import json
import os
import shutil
import subprocess

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from knowledge_folder import FAQ, changed, make, whole

from vardlots.cli import main
from vardlots.errors import KnowledgeError
from vardlots.knowledge import check_folder
from vardlots.knowledge.findings import Edit, Finding
from vardlots.knowledge.fixing import mend, mend_folder, mended, replace_file
from vardlots.settings import ROOT

STYLE = (ROOT / "kb/style.yaml").read_text(encoding="utf-8")


ASKED = "        - kostar det nåt\n"


def finding(where, start, old, new):
    return Finding("kb/faq.yaml", 1, "rule", "why", "fix", "sv", edit=Edit(where, start, old, new))


# what is wrong in the file, and what it must become: every other byte stays
MENDED = [
    ("ladda hem, få appen]", "ladda hem, Installera?, få appen]", "ladda hem, få appen]"),
    (ASKED, ASKED + "        - Kostar det nåt?\n", ASKED),
    (
        ASKED,
        "        - kostar det nåt  # as people say\n        # the next one is quoted\n        - 'kostar det nåt!'\n",
        "        - kostar det nåt  # as people say\n        # the next one is quoted\n",
    ),
    ("{provider.email.support} om du", "HEJ@tall.example om du", "{provider.email.support} om du"),
    ("sv: Vi skickar en länk till din mobil.", "sv: hej@tall.example", 'sv: "{provider.email.support}"'),
    ('url: "{provider.pages.app}"', "url: https://tall.example/app", 'url: "{provider.pages.app}"'),
    ('url: "{provider.pages.app}"', "url: 'mailto:hej@tall.example'", "url: 'mailto:{provider.email.support}'"),
    ("      sv: Vi skickar en länk", "      sv: Vi skickar t.ex. en länk", "      sv: Vi skickar till exempel en länk"),
    ("Högst {fees", "T.ex. ca  200 kr m.m. Högst {fees", "Till exempel cirka 200 kr med mera. Högst {fees"),
    ("som du betalar", "ca det bl.a. är, osv.\n        Ca är ca och carina", "cirka det bland annat är, och så vidare."
     "\n        Cirka är cirka och carina"),
    ("for a visit.\n", "for a visit , e.g. a  call...\n", "for a visit, for example a call…\n"),
]  # fmt: skip


@pytest.mark.parametrize(("good", "bad", "expected"), MENDED)
def test_it_mends_the_place_and_touches_nothing_else(tmp_path, good, bad, expected):
    folder = make(tmp_path, changed(good, bad), style=STYLE)
    assert mend_folder(folder)
    assert (folder / "faq.yaml").read_text(encoding="utf-8") == changed(good, expected)
    assert [one for one in check_folder(folder) if one.edit] == []


def run(capsys, *words):
    with pytest.raises(SystemExit) as left:
        main(["kb", "check", *map(str, words)])
    printed = capsys.readouterr()
    return left.value.code, printed.out, printed.err


def test_it_shows_what_it_changed_and_what_is_left(tmp_path, capsys):
    folder = whole(tmp_path, changed(ASKED, ASKED * 2))
    code, out, _ = run(capsys, "--kb", folder)
    assert (code, "; --fix does it" in out) == (1, True)
    code, out, _ = run(capsys, "--fix", "--kb", folder)
    assert code == 0
    assert out.startswith("kb/faq.yaml:12  fees\n mended ")
    assert "\n -      - kostar det nåt " in out
    assert out.endswith("2 entries, 32 phrasings: no errors, 0 warnings.\n")
    assert run(capsys, "--fix", "--quiet", "--kb", folder) == (0, "", "")


def test_programs_are_told_what_was_changed_too(tmp_path, capsys):
    folder = whole(tmp_path, changed("Vi skickar en länk", "Vi skickar t.ex. en länk"))
    before = json.loads(run(capsys, "--json", "--kb", folder)[1])
    assert (before["hints"], "fixed" in before) == (1, False)
    assert before["findings"][0]["edit"]["new"] == "till exempel"
    after = json.loads(run(capsys, "--json", "--fix", "--kb", folder)[1])
    assert [(one["before"], one["after"]) for one in after["fixed"]] == [
        ("sv: Vi skickar t.ex. en länk till din mobil.", "sv: Vi skickar till exempel en länk till din mobil.")
    ]
    assert after["findings"] == []


def test_a_line_with_a_comment_is_left_to_people(tmp_path):
    faq = changed(ASKED, "        - kostar det nåt\n        - kostar det nåt?  # asked twice\n")
    folder = make(tmp_path, faq, style=STYLE)
    assert mend(folder, check_folder(folder)) == []
    assert (folder / "faq.yaml").read_text(encoding="utf-8") == faq


def test_line_ends_a_byte_order_mark_and_the_file_mode_stay(tmp_path):
    folder = make(tmp_path, style=STYLE)
    path = folder / "faq.yaml"
    text = changed("Vi skickar en länk", "Vi skickar t.ex. en länk").replace("\n", "\r\n")
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    path.chmod(0o640)
    assert len(mend(folder, check_folder(folder))) == 1
    assert path.read_bytes() == b"\xef\xbb\xbf" + text.replace("t.ex.", "till exempel").encode()
    assert path.stat().st_mode & 0o777 == 0o640
    assert {one.name for one in folder.iterdir()} == {
        f"{name}.yaml" for name in ("faq", "fees", "follow_ups", "out_of_scope", "provider", "style")
    }


def test_a_link_to_the_file_stays_a_link(tmp_path):
    folder = make(tmp_path, changed("Vi skickar en länk", "Vi skickar t.ex. en länk"), style=STYLE)
    path = folder / "faq.yaml"
    path.rename(tmp_path / "elsewhere.yaml")
    path.symlink_to(tmp_path / "elsewhere.yaml")
    assert len(mend(folder, check_folder(folder))) == 1
    assert path.is_symlink()
    assert "till exempel" in (tmp_path / "elsewhere.yaml").read_text(encoding="utf-8")


def test_a_file_that_somebody_saved_meanwhile_is_not_overwritten(tmp_path):
    path = tmp_path / "faq.yaml"
    path.write_bytes(b"theirs")
    with pytest.raises(KnowledgeError, match="was saved by somebody else"):
        replace_file(path, b"before", b"mine")
    assert path.read_bytes() == b"theirs"
    assert os.listdir(tmp_path) == ["faq.yaml"]  # noqa: PTH208


def test_an_edit_that_would_change_more_than_it_says_is_left_out():
    assert mended("a: 'it''s t.ex. so'\n", [finding(("a",), 5, "t.ex.", "e'g")])[1] == []
    assert mended("a: 12\n", [finding(("a",), 0, "12", "13")])[1] == []
    assert mended("a: t.ex.\n", [finding(("b",), 0, "t.ex.", "så")])[1] == []
    assert mended("a: text\n", [finding(("a",), 2, "te", "så")])[1] == []
    assert mended("a:\n  one t.ex.\n  two\n", [finding(("a",), 4, "t.ex. two", "så")])[1] == []


def test_a_bad_edit_does_not_keep_the_good_ones_from_being_made():
    text = "a: one t.ex.\nb: 'two ca'\nc: three ca\n"
    bad = finding(("b",), 4, "ca", "it's")
    good = [finding(("a",), 4, "t.ex.", "till exempel"), finding(("c",), 6, "ca", "cirka")]
    done, made = mended(text, [*good, bad])
    assert done == "a: one till exempel\nb: 'two ca'\nc: three cirka\n"
    assert [one.after for one in made] == ["a: one till exempel", "c: three cirka"]


WORDS = st.text(st.sampled_from("aåb'\"#:{}[],-|\\ \t%&*!?ca."), min_size=1, max_size=12)


@settings(max_examples=100, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=4), st.data())
def test_whatever_stands_in_a_text_an_edit_makes_it_what_it_says_or_nothing(values, data):
    quoted = data.draw(st.sampled_from(["'", '"']))
    escaped = [one.replace("'", "''") if quoted == "'" else json.dumps(one)[1:-1] for one in values]
    text = "".join(f"- {quoted}{one}{quoted}  # {number}\n" for number, one in enumerate(escaped))
    number = data.draw(st.integers(0, len(values) - 1))
    value = values[number]
    lead = len(value) - len(value.lstrip())
    if not value.strip():
        return
    start = data.draw(st.integers(0, len(value.strip()) - 1))
    old, new = value[lead + start : lead + start + 2], data.draw(WORDS)
    done, made = mended(text, [finding((number,), start, old, new)])
    if not made:
        assert done == text
        return
    changed_value = value[: lead + start] + new + value[lead + start + len(old) :]
    assert yaml.safe_load(done) == [*values[:number], changed_value, *values[number + 1 :]]
    assert done.count("  # ") >= len(values)


def test_the_hook_stops_a_commit_with_errors_and_no_other(tmp_path):
    git = shutil.which("git")
    if not git:
        pytest.skip("no git")
    folder = whole(tmp_path, FAQ)
    (tmp_path / ".venv").symlink_to(ROOT / ".venv")
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}

    def call(*words):
        who = ["-c", "user.name=a", "-c", "user.email=a@b.example"]
        return subprocess.run([git, *who, *words], cwd=tmp_path, env=environment, capture_output=True, text=True)

    assert call("init", "--quiet").returncode == 0
    hook = tmp_path / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.symlink_to(ROOT / "scripts/pre-commit")
    call("add", "kb")
    first = call("commit", "-m", "good")
    assert first.returncode == 0, first.stderr
    (folder / "faq.yaml").write_text(changed("topic: faq_fees", "topic: fees"), encoding="utf-8")
    (tmp_path / "note.txt").write_text("not the knowledge base", encoding="utf-8")
    call("add", "note.txt")
    assert call("commit", "-m", "something else").returncode == 0
    call("add", "kb")
    stopped = call("commit", "-m", "bad")
    assert stopped.returncode == 1
    assert "(not-a-topic)" in stopped.stdout + stopped.stderr
