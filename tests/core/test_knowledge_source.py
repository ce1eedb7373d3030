"""A file that has not changed is read once, and every value is what YAML says that it is."""

import gc

import pytest
import yaml

from vardlots.knowledge.source import read_source
from vardlots.settings import ROOT

ODD = """\
number: 12
long: 1_000
octal: 0o14
half: 0.5
far: .inf
none: ~
nothing:
empty: ""
yes: yes
quoted: "12"
day: 2026-11-28
moment: 2026-11-28 10:00:00
hour: 10:30
text: a text
tagged: !!str 12
equals: =
block: |
  12
list: [1, b, 2026-11-28]
"""


def write(folder, text):
    path = folder / "kb" / "odd.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_every_value_is_what_yaml_says(tmp_path):
    readable = ODD.replace("equals: =\n", "")  # YAML's tag of a lone = has no plain value
    assert read_source(write(tmp_path, readable)).data == yaml.safe_load(readable)


def test_a_value_that_yaml_cannot_read_is_a_finding(tmp_path):
    (finding,) = read_source(write(tmp_path, ODD)).findings
    assert finding.rule == "unreadable-value"


@pytest.mark.parametrize("path", sorted((ROOT / "kb").glob("*.yaml")), ids=lambda path: path.name)
def test_the_projects_own_files_are_what_yaml_says(path):
    assert read_source(path).data == yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def test_the_same_text_is_read_once_wherever_it_lies(tmp_path):
    first = read_source(write(tmp_path, ODD))
    assert read_source(write(tmp_path, ODD)) is first
    other = tmp_path / "other"
    other.mkdir()
    assert read_source(write(other, ODD)) is first


def test_another_text_is_read_anew_and_the_one_before_it_is_still_at_hand(tmp_path):
    first = read_source(write(tmp_path, ODD))
    assert read_source(write(tmp_path, "number: 13\n")).data == {"number": 13}
    assert read_source(write(tmp_path, ODD)) is first


def test_of_many_texts_the_oldest_is_forgotten(tmp_path):
    first = read_source(write(tmp_path, ODD))
    for number in (13, 14):
        assert read_source(write(tmp_path, f"number: {number}\n")).data == {"number": number}
    again = read_source(write(tmp_path, ODD))
    assert again is not first
    assert again.data == first.data


def test_a_file_that_is_not_yaml_leaves_the_collector_on(tmp_path):
    with pytest.raises(Exception, match="not YAML"):
        read_source(write(tmp_path, "a: b: c"))
    assert gc.isenabled()
