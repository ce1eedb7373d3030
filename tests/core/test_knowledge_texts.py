"""Values are written into texts as each language writes them."""

import pytest
from knowledge_folder import make

from vardlots.knowledge.findings import BadFile
from vardlots.knowledge.texts import NoSuchValue, Values, paragraphs, paths

NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("path", "swedish", "english"),
    [
        ("provider.email.support", "hej@tall.example", "hej@tall.example"),
        ("provider.hours", "vardagar", "weekdays"),
        ("provider.hours.en", "weekdays", "weekdays"),
        ("provider.opened", "1 november 2026", "1 November 2026"),
        ("fees.ceiling.amount", "200", "200"),
        ("fees.high_cost.amount", f"1{NBSP}400", "1,400"),
        ("fees.high_cost.year", "2024", "2024"),
        ("fees.high_cost.share", "0,5", "0.5"),
    ],
)
def test_a_value_is_written_as_the_language_does(tmp_path, path, swedish, english):
    values = Values(make(tmp_path))
    assert values.fill(f"a {{{path}}} b", "sv") == f"a {swedish} b"
    assert values.fill(f"a {{{path}}} b", "en") == f"a {english} b"


def test_a_text_without_values_needs_no_file(tmp_path):
    assert Values(tmp_path / "nowhere").fill("Ring 1177.", "sv") == "Ring 1177."


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("provider.emial.support", "did you mean 'email'"),
        ("provider.email.xyz", "choose one of support, account"),
        ("provider.hours.fr", "provider.hours has no value 'fr'"),
        ("provider.name.short", "write {provider.name}"),
        ("provider.email", "such as {provider.email.support}"),
        ("provider.open", "True"),
        ("provider", "a group of values"),
        ("providr.name", "did you mean 'provider'"),
        ("ages.log_in.age", "kb/ages.yaml does not exist"),
        ("../kb/provider.name", "does not exist"),
        ("", "does not exist"),
    ],
)
def test_a_path_that_leads_nowhere_says_what_to_do(tmp_path, path, said):
    with pytest.raises(NoSuchValue) as caught:
        Values(make(tmp_path)).fill(f"{{{path}}}", "en")
    assert said in str(caught.value)
    assert caught.value.sv


def test_a_file_that_is_not_yaml_says_so_when_a_text_needs_it(tmp_path):
    values = Values(make(tmp_path, fees="ceiling: [\n"))
    assert values.fill("{provider.name}", "sv") == "Tallkliniken"
    with pytest.raises(BadFile, match=r"kb/fees.yaml:\d"):
        values.fill("{fees.ceiling.amount}", "sv")


def test_paths_are_found_in_order():
    assert list(paths("{b.c} och {a}, {b.c}")) == ["b.c", "a", "b.c"]


def test_paragraphs_end_at_blank_lines_and_keep_no_break_spaces():
    assert paragraphs(f"\nEtt\n  två.\n \n\nTre 1{NBSP}400.\r\n\r\nFyra.\n") == (
        "Ett två.",
        f"Tre 1{NBSP}400.",
        "Fyra.",
    )
    assert paragraphs(" \n") == ()
