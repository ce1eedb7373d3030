"""The mistakes of the files beside the answers are known as soon as they are saved."""

import pytest
from knowledge_folder import whole

from vardlots.unmended import Unmended

WRONG = [
    ("fees.yaml", "amount:", "amounts:"),
    ("helplines.yaml", "number:", "nummer:"),
    ("language.yaml", "ordinary:", "ordinary: {"),
    ("replies/answer.yaml", "    sv:", "    se:"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return whole(tmp_path_factory.mktemp("unmended"))


def test_files_that_are_right_have_none(folder, caplog):
    unmended = Unmended(folder)
    unmended.look()
    assert unmended.findings == ()
    assert not caplog.records


@pytest.mark.parametrize(("name", "right", "wrong"), WRONG, ids=[name for name, *_ in WRONG])
def test_a_mistake_is_known_and_logged_once_and_gone_when_it_is_mended(folder, caplog, name, right, wrong):
    path, unmended = folder / name, Unmended(folder)
    text = path.read_text(encoding="utf-8")
    assert right in text
    path.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    for _ in range(2):
        unmended.look()
    assert {finding.file for finding in unmended.findings} == {f"kb/{name}"}
    assert len(caplog.records) == 1
    assert f"kb/{name}:{unmended.findings[0].line}" in caplog.text
    path.write_text(text, encoding="utf-8")
    unmended.look()
    assert unmended.findings == ()


def test_what_the_assistant_does_not_read_keeps_nothing_out(folder):
    path = folder / "style.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text("[", encoding="utf-8")
    unmended = Unmended(folder)
    unmended.look()
    path.write_text(text, encoding="utf-8")
    assert unmended.findings == ()


def test_a_table_that_disappears_is_missed(folder):
    path, unmended = folder / "fees.yaml", Unmended(folder)
    text = path.read_text(encoding="utf-8")
    unmended.look()
    path.unlink()
    unmended.look()
    path.write_text(text, encoding="utf-8")
    assert [finding.rule for finding in unmended.findings] == ["missing-file"]
