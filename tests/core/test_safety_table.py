"""What an editor of `kb/safety.yaml` is told: the line, the value, what to do, in both languages."""

import pytest
from knowledge_folder import whole

from vardlots.files import check_files
from vardlots.safety.red_flags import read_red_flags
from vardlots.safety.table import Safety
from vardlots.settings import ROOT
from vardlots.tables import load

# what is replaced, by what, a part of the line that must be named, and what must be said of it
CHEST, STROKE = "- chest + pressure\n", "- id: stroke\n  kind: emergency"
TWICE, MEANS = "- id: chest-pain\n  kind: emergency", '\n  means: {sv: "Tecken på stroke"'
BROKEN = [
    (CHEST, "- chest + presure\n", "presure", "no group is called presure, which 'chest + presure' names"),
    (CHEST, "- chest, pressure\n", "chest, pressure", "is 'chest, pressure', which is no sign"),
    (CHEST, CHEST + "  " + CHEST, CHEST + "  " + CHEST, "the sign 'chest + pressure' stands twice"),
    (STROKE, TWICE, TWICE + MEANS, "two red flags are called chest-pain"),
    (STROKE, "- id: stroke\n  kind: danger", "kind: danger", "expected is 'emergency', 'crisis'"),
    ("  heart:\n", "  heart: {}\n  hart:\n", "heart: {}", "the group `words.heart` has no words"),
    ("[bröst,", "[br*st,", "br*st", "a star stands inside 'br*st'"),
    ("[bröst,", "[br*,", "br*", "the stem in 'br*' is shorter than 3 letters"),
    ("[bröst,", "[bröst, Bröst,", "Bröst", "'Bröst' stands twice in the group"),
    ("[bröst,", "[38,", "[38,", "is 38; a text is expected"),
    ("  heart:\n", "  past:\n", "  past:\n    sv: [hjärta", "the name past belongs to `context`"),
    ("even_if: [past", "even_if: [pst", "even_if: [pst", "did you mean 'past'?"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "part", "said"), BROKEN)
def test_a_mistake_is_told_on_its_own_line_in_both_languages(tmp_path, old, new, part, said):
    path = whole(tmp_path) / "safety.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    changed = text.replace(old, new, 1)
    path.write_text(changed, encoding="utf-8")
    first = check_files(path.parent)[0]
    assert said in str(first)
    assert first.file == "kb/safety.yaml"
    assert first.sv
    assert first.fix
    assert "Value error" not in str(first)
    start = changed[: changed.index(part)].count("\n") + 1
    assert start <= first.line <= start + part.count("\n")


def test_the_model_and_the_reader_agree_on_the_projects_own_file():
    table, flags = load(ROOT / "kb" / "safety.yaml", Safety), read_red_flags(ROOT / "kb" / "safety.yaml")
    assert [row.id for row in table.red_flags] == [flag.id for flag in flags.flags]
    assert set(table.words) <= set(flags.words)
