"""The last good version serves, whatever happens to the files."""

import os
import threading

import pytest
from knowledge_folder import FAQ, changed, make

from vardlots.errors import KnowledgeError
from vardlots.knowledge import LiveKnowledge

MENDED = changed("Vi skickar en länk", "Vi sms:ar en länk")
BROKEN = changed("topic: faq_fees", "topic: fees")


class Clock:
    """A clock that a test moves."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def live(tmp_path, clock=None):
    return LiveKnowledge(make(tmp_path), every=0 if clock is None else 1, clock=clock or Clock())


def answer(knowledge):
    return knowledge.answer("download-app", "sv")[0]


def test_a_saved_file_is_served_at_once(tmp_path):
    served = live(tmp_path)
    first = served.current()
    make(tmp_path, MENDED)
    assert answer(served.current()) == "Vi sms:ar en länk till din mobil."
    assert answer(first) == "Vi skickar en länk till din mobil."
    assert served.error is None


def test_a_bad_file_changes_nothing_but_the_error(tmp_path):
    served = live(tmp_path)
    first = served.current()
    make(tmp_path, BROKEN)
    assert served.current() is first
    assert "kb/faq.yaml:4: fees: `topic` is 'fees'" in served.error


def test_a_mended_file_is_served_and_clears_the_error(tmp_path):
    served = live(tmp_path)
    make(tmp_path, BROKEN)
    served.current()
    make(tmp_path, MENDED)
    assert answer(served.current()).startswith("Vi sms:ar")
    assert served.error is None


@pytest.mark.parametrize("name", ["faq", "provider", "fees"])
def test_a_file_that_disappears_changes_nothing(tmp_path, name):
    served = live(tmp_path)
    first = served.current()
    (tmp_path / "kb" / f"{name}.yaml").unlink()
    assert served.current() is first
    assert f"{name}.yaml" in served.error


def test_a_value_is_followed_too(tmp_path):
    served = live(tmp_path)
    make(tmp_path, fees="ceiling: {amount: 250}\n")
    assert served.current().answer("fees", "en")[0].startswith("No more than SEK 250.")


def test_a_touched_file_with_the_same_text_keeps_the_same_object(tmp_path):
    served = live(tmp_path)
    first = served.current()
    os.utime(tmp_path / "kb" / "faq.yaml", (1, 1))
    assert served.current() is first


def test_the_files_are_looked_at_once_a_second(tmp_path):
    clock = Clock()
    served = live(tmp_path, clock)
    first = served.current()
    make(tmp_path, MENDED)
    clock.now = 0.9
    assert served.current() is first
    clock.now = 1.0
    assert answer(served.current()).startswith("Vi sms:ar")


def test_a_bad_file_is_read_once_not_at_every_question(tmp_path):
    served = live(tmp_path)
    make(tmp_path, BROKEN)
    served.current()
    served.error = "seen"
    served.current()
    assert served.error == "seen"


def test_without_a_good_version_it_cannot_start(tmp_path):
    with pytest.raises(KnowledgeError, match="starts with faq_"):
        LiveKnowledge(make(tmp_path, BROKEN))


def test_many_threads_get_a_whole_version_while_the_file_changes(tmp_path):
    served = live(tmp_path)
    folder = tmp_path / "kb" / "faq.yaml"
    seen: set[str] = set()

    def ask() -> None:
        for _ in range(20):
            seen.add(answer(served.current()))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for text in (MENDED, BROKEN, FAQ, MENDED):
        saved = folder.with_suffix(".new")
        saved.write_text(text, encoding="utf-8")
        saved.replace(folder)
    for thread in threads:
        thread.join()
    assert seen <= {"Vi skickar en länk till din mobil.", "Vi sms:ar en länk till din mobil."}
    assert answer(served.current()).startswith("Vi sms:ar")


def test_whoever_cannot_wait_asks_whether_it_is_behind(tmp_path):
    served = live(tmp_path)
    assert not served.behind()
    make(tmp_path, MENDED)
    assert served.behind()
    assert answer(served.knowledge).startswith("Vi skickar")
    assert answer(served.look()).startswith("Vi sms:ar")
    assert not served.behind()


def test_it_tells_that_it_is_behind_once_a_second_or_at_once_to_who_must_know(tmp_path):
    served = live(tmp_path, Clock())
    make(tmp_path, MENDED)
    assert not served.behind()
    assert served.behind(now=True)


def test_a_bad_file_is_not_behind_for_it_was_read(tmp_path):
    served = live(tmp_path)
    make(tmp_path, BROKEN)
    served.look()
    assert not served.behind()


def test_what_is_wrong_is_told_as_findings(tmp_path):
    served = live(tmp_path)
    assert served.findings == ()
    make(tmp_path, BROKEN)
    served.look()
    (finding,) = served.findings
    assert (finding.file, finding.line, finding.entry) == ("kb/faq.yaml", 4, "fees")
    make(tmp_path, MENDED)
    served.look()
    assert served.findings == ()


def test_a_folder_that_may_not_be_read_is_told_of_too(tmp_path):
    served = live(tmp_path)
    (tmp_path / "kb" / "faq.yaml").unlink()
    (tmp_path / "kb" / "faq.yaml").mkdir()
    served.look()
    (finding,) = served.findings
    assert "cannot be read" in finding.why
