"""The 21 regions: their names, their facts, and what a wrong file is told."""

from pathlib import Path

import pytest
import yaml

from vardlots.knowledge.findings import BadFile
from vardlots.phrases import KB
from vardlots.regions import NoSuchRegion, Regions, find_regions, region, regions
from vardlots.tables import load


def test_there_are_all_21_regions_each_with_a_name_in_both_languages() -> None:
    assert len({one.id for one in regions().regions}) == 21
    assert all(one.name.sv and one.name.en for one in regions().regions)


@pytest.mark.parametrize("one", regions().regions, ids=lambda one: one.id)
def test_every_name_and_alias_finds_its_region(one: object) -> None:
    names = [one.name.sv, *one.aliases, *one.as_written]  # type: ignore[attr-defined]
    assert {found.value for name in names for found in find_regions(f"jag bor i {name}.")} == {one.id}  # type: ignore[attr-defined]
    assert [name for name in names if not find_regions(f"jag bor i {name}.")] == []


def test_the_longest_name_counts() -> None:
    text = "Jämtland Härjedalen"
    assert [(found.value, found.start, found.end) for found in find_regions(text)] == [
        ("jamtland_harjedalen", 0, len(text))
    ]


@pytest.mark.parametrize("text", ["lundqvist", "are you open", "salarna", "i", "", "Oslo"])
def test_parts_of_words_and_other_places_are_no_region(text: str) -> None:
    assert find_regions(text) == []


def test_facts_carry_year_and_source() -> None:
    stockholm = region("stockholm")
    assert stockholm.free_under is not None
    assert (stockholm.free_under.age, stockholm.free_under.year) == (18, 2024)
    assert stockholm.no_show is not None
    assert "400 kr" in stockholm.no_show.in_language("sv")
    assert region("skane").free_under is None


def test_an_unknown_region_is_told_with_the_known_ones() -> None:
    with pytest.raises(NoSuchRegion, match="no region 'skone'; there are stockholm, uppsala"):
        region("skone")
    assert "skone" not in regions()


def changed(folder: Path, **fields: object) -> Path:
    """Write a copy of the file with its first region changed."""
    data = yaml.safe_load((KB / "regions.yaml").read_text(encoding="utf-8"))
    data["regions"][0].update(fields)
    path = folder / "regions.yaml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"aliases": ["Malmö"]}, "skane: the name malmo belongs to stockholm, too"),
        ({"free_under": {"age": 17, "year": 2024, "source": "x"}}, "`free_under.age` is 17, but must be 18 or more"),
        ({"free_under": {"age": 18, "source": "x"}}, "stockholm: `free_under.year` is missing"),
        ({"alias": ["Sthlm"]}, "did you mean 'aliases'"),
    ],
)
def test_a_wrong_file_says_what_and_where(tmp_path: Path, fields: dict[str, object], told: str) -> None:
    with pytest.raises(BadFile, match=r"regions\.yaml:\d+:") as caught:
        load(changed(tmp_path, **fields), Regions)
    assert told in str(caught.value)


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    path = changed(tmp_path, name={"sv": "Stan", "en": "Town"})
    assert load(path, Regions).get("stockholm").name.sv == "Stan"
    changed(tmp_path, name={"sv": "Byn", "en": "Village"})
    assert load(path, Regions).get("stockholm").name.sv == "Byn"


def test_the_list_of_names_is_in_swedish_order_and_whole() -> None:
    names = regions().names("sv")
    assert len(names) == len(set(names)) == 21
    assert names[0] == "Blekinge"
    assert names[-2:] == ("Örebro", "Östergötland")
    assert names.index("Västra Götaland") < names.index("Örebro")
