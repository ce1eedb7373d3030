"""What editors save is checked, whole on the disk, and never over what somebody else wrote."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from knowledge_folder import FAQ, changed, make

from vardlots.errors import EditConflict, KnowledgeError, RefusedEdit
from vardlots.knowledge import check_folder, read_knowledge
from vardlots.knowledge import editing as edits
from vardlots.knowledge.saving import Editor, Saved, publish, save, save_files

ASA = Editor("Åsa Öberg", "asa@tall.example")


@pytest.fixture
def kb(tmp_path):
    return make(tmp_path)


def text(folder, file="faq.yaml"):
    return (folder / file).read_bytes().decode("utf-8")


def put(folder, edit, **more):
    """Save without git, which test_knowledge_repository.py is about."""
    return save(folder, edit, editor=ASA, message="An edit", **({"commit": False} | more))


def asked(phrasing, entry_id="fees"):
    return lambda text: edits.phrasings_added(text, entry_id, sv=[phrasing])


def test_an_edit_is_saved_and_read(kb):
    (kb / "faq.yaml").chmod(0o640)
    assert put(kb, asked("vad tar ni")) == Saved()
    assert read_knowledge(kb).entries["fees"].also_asked.sv[-1] == "vad tar ni"
    assert (kb / "faq.yaml").stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in kb.glob(".*")) == []


def test_what_changes_nothing_writes_nothing(kb):
    before = (kb / "faq.yaml").stat()
    assert put(kb, lambda text: text, commit=True) == Saved()
    assert (kb / "faq.yaml").stat() == before


def test_the_checks_are_told_of_the_entries_that_were_changed(kb):
    found = put(
        kb, lambda text: edits.changed(text, "fees", edits.entry_data(text, "fees") | {"reviewed": date(2020, 1, 1)})
    )
    assert {(one.entry, one.rule, one.file) for one in found.findings} == {("fees", "past-review-date", "kb/faq.yaml")}
    assert put(kb, asked("få hem appen", "download-app")).findings == ()


def without(field):
    def edit(text):
        data = edits.entry_data(text, "fees")
        return edits.changed(text, "fees", {name: value for name, value in data.items() if name != field})

    return edit


@pytest.mark.parametrize(
    ("edit", "rules"),
    [
        (without("answer"), ["missing-field"]),
        (asked("hämta appen"), ["duplicate-phrasing"]),
        (lambda text: text.replace("{provider.email.support} om", "{provider.email.nobody} om"), ["unknown-value"]),
        (lambda text: text.replace("reviewed: 2026-11-22", "reviewed: i går", 1), ["not-a-date"]),
        (lambda text: text + "  - [\n", ["not-yaml"]),
    ],
)
def test_an_edit_that_makes_something_wrong_is_refused(kb, edit, rules):
    with pytest.raises(RefusedEdit) as error:
        put(kb, edit)
    assert [finding.rule for finding in error.value.findings] == rules
    assert "kb/faq.yaml:" in str(error.value)
    assert text(kb) == FAQ


def test_a_fault_that_was_there_hinders_no_edit_elsewhere(tmp_path):
    kb = make(tmp_path, changed("      en: [will this empty my wallet]\n", ""))
    old = [finding.rule for finding in check_folder(kb) if finding.level == "error"]
    assert old
    put(kb, asked("vad tar ni"))
    with pytest.raises(RefusedEdit) as error:
        put(kb, lambda text: text.replace("      en: [put you on my mobile]\n", ""))
    assert {finding.entry for finding in error.value.findings} == {"download-app"}


def test_files_that_cannot_be_read_may_be_mended_but_not_spoilt_further(tmp_path):
    kb = make(tmp_path, changed("owner: finance", "owner: nobody"))
    with pytest.raises(RefusedEdit) as error:
        put(kb, lambda text: text.replace("owner: patient-support", "owner: me"))
    assert error.value.findings[-1].entry == "download-app"
    put(kb, asked("vad tar ni"))
    put(kb, lambda text: edits.changed(text, "fees", edits.entry_data(text, "fees") | {"owner": "finance"}))
    assert check_folder(kb) == []


def test_whoever_saw_an_older_answer_is_told_and_writes_nothing(kb):
    seen = {entry_id: edits.digest(edits.entry_data(text(kb), entry_id)) for entry_id in ("fees", "download-app")}
    put(kb, asked("vad tar ni"), base=seen)
    with pytest.raises(EditConflict, match="fees; nothing was written") as error:
        put(kb, asked("vad tar ni betalt"), base=seen)
    assert error.value.entries == ("fees",)
    put(kb, asked("få hem appen", "download-app"), base={"download-app": seen["download-app"]})
    with pytest.raises(RefusedEdit, match=r"follow_ups\.yaml:9: no entry has the id 'download-app'"):
        put(kb, lambda text: edits.removed(text, "download-app"))
    (kb / "follow_ups.yaml").unlink()
    put(kb, lambda text: edits.removed(text, "download-app"))
    with pytest.raises(EditConflict, match="download-app"):
        put(kb, asked("app", "download-app"), base={"download-app": seen["download-app"]})


def test_two_new_answers_of_the_same_name_are_a_conflict(kb):
    new = edits.entry_data(FAQ, "download-app") | {
        "id": "app",
        "question": {"sv": "Appen?", "en": "App?"},
        "also_asked": {"sv": [f"app {n}" for n in range(8)], "en": [f"apps {n}" for n in range(8)]},
        "must_match": {"sv": ["appar"], "en": ["an app"]},
    }
    put(kb, lambda text: edits.added(text, new), base={"app": ""})
    with pytest.raises(EditConflict, match="app"):
        put(kb, lambda text: edits.added(text, new), base={"app": ""})


def test_what_a_text_editor_saves_at_that_moment_is_not_lost(kb):
    def edit(text):
        (kb / "faq.yaml").write_text(text.replace("pris läkare", "pris doktor"), encoding="utf-8")
        return edits.phrasings_added(text, "fees", sv=["vad tar ni"])

    with pytest.raises(KnowledgeError, match=r"faq\.yaml was saved by somebody else"):
        put(kb, edit)
    assert text(kb) == FAQ.replace("pris läkare", "pris doktor")
    assert list(kb.glob(".*")) == []


def test_a_link_stays_a_link(kb, tmp_path):
    elsewhere = tmp_path / "elsewhere.yaml"
    (kb / "faq.yaml").rename(elsewhere)
    (kb / "faq.yaml").symlink_to(elsewhere)
    put(kb, asked("vad tar ni"))
    assert (kb / "faq.yaml").is_symlink()
    assert "vad tar ni" in elsewhere.read_text(encoding="utf-8")


@pytest.mark.parametrize("file", ["../faq.yaml", "replies/faq.yaml", "faq", "none.yaml", "/etc/passwd"])
def test_only_files_of_the_folder_are_edited(kb, file):
    with pytest.raises(KnowledgeError):
        put(kb, lambda text: text + "a: 1\n", file=file)


def test_other_files_are_edited_and_checked_too(kb):
    put(kb, lambda text: text.replace("vardagar", "varje dag"), file="provider.yaml")
    assert "varje dag" in text(kb, "provider.yaml")
    with pytest.raises(RefusedEdit):
        put(kb, lambda text: text.replace("support:", "suport:"), file="provider.yaml")


def test_what_is_not_text_and_what_cannot_be_written_is_told(kb, tmp_path):
    (kb / "faq.yaml").write_bytes(FAQ.encode("latin-1"))
    with pytest.raises(KnowledgeError, match="UTF-8"):
        put(kb, asked("vad tar ni"))
    with pytest.raises(KnowledgeError, match="cannot be written: No such file"):
        put(tmp_path / "nowhere", asked("vad tar ni"))


def test_threads_take_turns(kb):
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda number: put(kb, asked(f"fråga nummer {number}")), range(12)))
    assert {f"fråga nummer {number}" for number in range(12)} <= set(read_knowledge(kb).entries["fees"].also_asked.sv)


DRAFT = {"id": "card", "question": {"sv": "Kan jag betala med kort?"}, "answer": {"sv": "Ja.\n\nI appen."}}
READY = edits.entry_data(FAQ, "download-app") | DRAFT
READY |= {
    "question": {"sv": "Kan jag betala med kort?", "en": "May I pay by card?"},
    "also_asked": {"sv": [f"kort nummer {n}" for n in range(8)], "en": [f"card number {n}" for n in range(8)]},
    "answer": {"sv": "Ja, i appen.", "en": "Yes, in the app."},
    "must_match": {"sv": ["tar ni visa"], "en": ["visa or mastercard"]},
}


def test_of_several_files_all_are_edited_or_none(kb):
    before = text(kb)

    def both(edit, **base):
        written = {"drafts.yaml": lambda now: edits.added(now, DRAFT), "faq.yaml": edit}
        return save_files(kb, written, editor=ASA, message="An edit", base={"faq.yaml": base}, commit=False)

    with pytest.raises(RefusedEdit):
        both(without("answer"))
    with pytest.raises(EditConflict, match="fees"):
        both(asked("vad tar ni"), fees="another")
    assert not (kb / "drafts.yaml").exists()
    assert text(kb) == before
    both(asked("vad tar ni"))
    assert edits.entry_ids(text(kb, "drafts.yaml")) == ("card",)
    assert read_knowledge(kb).entries["fees"].also_asked.sv[-1] == "vad tar ni"


def test_a_draft_becomes_an_answer(kb):
    put(kb, lambda text: edits.added(text, DRAFT), file="drafts.yaml", base={"card": ""})
    with pytest.raises(RefusedEdit, match="`topic` is missing"):
        publish(kb, "card", editor=ASA, message="Publish", commit=False)
    seen = edits.digest(edits.entry_data(text(kb, "drafts.yaml"), "card"))
    assert seen == edits.digest(DRAFT)
    with pytest.raises(EditConflict, match="card"):
        publish(kb, "card", editor=ASA, message="Publish", commit=False, entry=READY, base="another")
    publish(kb, "card", editor=ASA, message="Publish", commit=False, entry=READY, base=seen)
    assert read_knowledge(kb).entries["card"].answer.sv == "Ja, i appen."
    assert edits.entry_ids(text(kb, "drafts.yaml")) == ()
    with pytest.raises(KnowledgeError, match="no entry 'card' any more"):
        publish(kb, "card", editor=ASA, message="Publish", commit=False, entry=READY)


def test_publishing_that_was_cut_off_is_ended_by_publishing_again(kb):
    put(kb, lambda text: edits.added(text, READY), file="drafts.yaml")
    put(kb, lambda text: edits.added(text, READY))
    faq = text(kb)
    publish(kb, "card", editor=ASA, message="Publish", commit=False)
    assert text(kb) == faq
    assert edits.entry_ids(text(kb, "drafts.yaml")) == ()


def test_a_draft_never_takes_another_answers_place(kb):
    put(kb, lambda text: edits.added(text, READY | {"id": "fees"}), file="drafts.yaml")
    with pytest.raises(KnowledgeError, match="'fees' already"):
        publish(kb, "fees", editor=ASA, message="Publish", commit=False)
    assert text(kb) == FAQ
