"""Figures: the time chosen, what is said of it, the charts, the tables, and the files."""

import csv
import io
import json
import re
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from clinic import Clinic
from starlette.testclient import TestClient

from office.figures.charts import COLOURS, Chart, Line
from office.figures.comparing import summaries
from office.figures.counting import NAMES, Counted, busy_sentence, funnel
from office.figures.periods import DAYS, Period, period
from office.pages.figures import SHADES, shades
from office.words import speaker
from vardlots.booking.schedule import STOCKHOLM
from vardlots.replies import Language
from vardlots.usage.figures import OTHER, Busy, Step
from vardlots.usage.tallies import FUNNEL, Count, add

SV, EN = speaker("sv"), speaker("en")
NOW = datetime(2026, 11, 25, 15, 20, tzinfo=STOCKHOLM)
"""A Wednesday."""
MONTH = period("30", NOW)


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'usage.db'}"


def happened(
    url: str, what: str, *moments: datetime, topic: str = "", language: Language = "sv", times: int = 1
) -> None:
    """Count something at some moments, so many times at each."""
    counts: Counter[Count] = Counter()
    for moment in moments:
        counts[Count.at(moment, what, language, topic)] += times
    add(url, counts)


def ago(days: float = 0, hours: float = 0) -> datetime:
    return NOW - timedelta(days=days, hours=hours)


def counted(url: str, of: Period = MONTH) -> Counted:
    return Counted(url, of, SV, lambda entry: f"Frågan {entry}")


def busy(**cells: int) -> Busy:
    """Return hours by weekday: `d0h9=3` are three on Mondays at nine."""
    return Busy(tuple(tuple(cells.get(f"d{day}h{hour}", 0) for hour in range(24)) for day in range(7)))


# the time


def test_a_period_is_whole_days_in_stockholm_up_to_now() -> None:
    assert MONTH.since == datetime(2026, 10, 27, tzinfo=STOCKHOLM)
    assert MONTH.until == NOW
    assert [period(str(days), NOW).days for days in DAYS] == list(DAYS)


@pytest.mark.parametrize("wanted", ["", "0", "-7", "8", "30 ", "x", "9" * 400, "<script>"])
def test_what_is_no_period_is_the_usual_one(wanted: str) -> None:
    assert period(wanted, NOW) == MONTH


def test_a_day_begins_at_midnight_in_stockholm() -> None:
    early = datetime(2026, 7, 1, 0, 30, tzinfo=STOCKHOLM)
    assert period("7", early).since == datetime(2026, 6, 25, tzinfo=STOCKHOLM)


def test_the_time_before_is_as_long_and_ends_at_the_same_hour() -> None:
    week = period("7", NOW).before()
    assert week.since == datetime(2026, 11, 12, tzinfo=STOCKHOLM)
    assert week.until == datetime(2026, 11, 18, 15, 20, tzinfo=STOCKHOLM)


def test_the_hour_that_clocks_change_makes_no_day_longer_in_the_comparison() -> None:
    assert period("30", NOW).before().until == datetime(2026, 10, 26, 15, 20, tzinfo=STOCKHOLM)


# over time


def test_few_days_are_shown_day_by_day_with_zeros(url: str) -> None:
    happened(url, "answered", ago(), ago(hours=1), ago(days=2), topic="fees")
    chart = counted(url, period("7", NOW)).chart("outcomes")
    assert chart.labels == ("19 nov", "20 nov", "21 nov", "22 nov", "23 nov", "24 nov", "25 nov")
    assert chart.rows[-1] == "onsdag 25 november 2026"
    assert chart.lines[0] == Line("Säkert svar", (0, 0, 0, 0, 1, 0, 2))
    assert [sum(line.values) for line in chart.lines[1:]] == [0, 0, 0]


def test_many_days_are_shown_week_by_week(url: str) -> None:
    happened(url, "answered", ago(), ago(days=10), topic="fees")
    chart = counted(url, period("90", NOW)).chart("outcomes")
    assert chart.labels[-2:] == ("v. 47", "v. 48")
    assert chart.rows[-1] == "Vecka 48, från 23 november 2026"
    assert chart.lines[0].values[-3:] == (1, 0, 1)


def test_what_happened_before_the_time_does_not_count(url: str) -> None:
    happened(url, "answered", ago(days=7), topic="fees")
    assert counted(url, period("7", NOW)).chart("outcomes").empty


@pytest.mark.parametrize("days", ["30", "90"])
def test_topics_have_their_question_and_the_rest_is_one_line(url: str, days: str) -> None:
    for number in range(12):
        happened(url, "answered", ago(), ago(days=3), topic=f"t{number:02}", times=20 - number)
    chart = counted(url, period(days, NOW)).chart("topics")
    assert len(chart.lines) == 9
    assert chart.lines[0].name == "Frågan t00"
    assert sum(chart.lines[0].values) == 40
    assert chart.lines[-1].name == "Övriga frågor"
    assert sum(chart.lines[-1].values) == 2 * (12 + 11 + 10 + 9)


def test_a_topic_that_is_small_on_the_whole_is_among_the_rest_on_its_own_day_too(url: str) -> None:
    for number in range(8):
        happened(url, "answered", ago(), topic=f"t{number}", times=5)
    happened(url, "answered", ago(days=9), topic="rare", times=2)
    lines = counted(url).lines("topics")
    assert [one.name for one in lines.series][-1] == OTHER
    assert lines.total_of(OTHER) == 2
    assert lines.total_of("rare") == 0
    assert lines.total == 42


# what is said


def test_sentences_say_what_the_charts_show(url: str) -> None:
    happened(url, "answered", ago(), topic="fees", times=6)
    happened(url, "doubt", ago(days=1), topic="midwives", language="en", times=2)
    happened(url, "suggested", ago(days=1))
    happened(url, "held_back", ago(days=1))
    happened(url, "helpful", ago(), topic="fees", times=3)
    happened(url, "unhelpful", ago(), topic="fees")
    say = {name: counted(url).chart(name).sentence for name in NAMES if name != "busiest"}
    assert say["topics"] == "Flest får svaret på ”Frågan fees”: 6 av 8."
    assert say["outcomes"].startswith("Av 10 frågor fick 60\u00a0% ett säkert svar, 20\u00a0% ett osäkert svar")
    assert say["outcomes"].endswith("10\u00a0% fick inget svar.")
    assert say["helpfulness"] == "4 gånger har någon sagt om svaret hjälpte: 75\u00a0% ja och 25\u00a0% nej."
    assert say["languages"] == "80\u00a0% av assistentens 10 svar var på svenska och 20\u00a0% på engelska."
    assert say["booking"] == ""


def test_the_busiest_hour_is_named() -> None:
    hours = busy(d0h9=3, d3h14=7, d6h23=7)
    assert busy_sentence(hours, SV) == "Flest skriver på torsdagar klockan 14–15: 7 svar från assistenten."
    assert busy_sentence(hours, EN).startswith("Most write on Thursdays between 14:00 and 15:00")
    assert busy_sentence(busy(), SV) == ""


def test_the_funnel_names_where_most_people_stop() -> None:
    steps = tuple(Step(name, count) for name, count in zip(FUNNEL, (40, 38, 30, 29, 20), strict=True))
    said = funnel(steps, SV)
    assert said == "Av 40 som började boka har 20 bokat klart (50\u00a0%). Flest slutar innan de bekräftar: 9."


def test_a_funnel_that_nobody_leaves_names_no_place() -> None:
    assert "slutar" not in funnel(tuple(Step(name, 3) for name in FUNNEL), SV)
    assert funnel(tuple(Step(name, 0) for name in FUNNEL), SV) == ""


def test_a_funnel_that_grows_on_the_way_names_no_place() -> None:
    """Who began before the time and finished in it makes a later step larger."""
    steps = tuple(Step(name, count) for name, count in zip(FUNNEL, (1, 1, 2, 2, 3), strict=True))
    assert "slutar" not in funnel(steps, SV)


def test_the_time_before_is_compared_in_words(url: str) -> None:
    happened(url, "answered", ago(), ago(days=31), ago(days=59, hours=10), topic="fees", times=4)
    happened(url, "held_back", ago(), times=4)
    asked, sure, helpful, booked = summaries(url, MONTH, SV)
    assert (asked.value, asked.before) == ("8", "Lika många som de 30 dagarna innan")
    assert (sure.value, sure.before) == (
        "50\u00a0%",
        "50 procentenheter mindre än de 30 dagarna innan (100\u00a0%)",
    )
    assert (helpful.value, helpful.before) == ("–", "Ingen har svarat på det än.")
    assert (booked.value, booked.before) == ("0", "Det går inte att jämföra med tiden innan.")


def test_more_and_fewer(url: str) -> None:
    happened(url, "answered", ago(), topic="fees", times=3)
    happened(url, "answered", ago(days=59, hours=10), topic="fees", times=2)
    assert summaries(url, MONTH, EN)[0].before == "50% more than in the 30 days before (2)"
    happened(url, "answered", ago(days=40), topic="fees", times=4)
    assert summaries(url, MONTH, SV)[0].before == "50\u00a0% färre än de 30 dagarna innan (6)"


def test_a_point_is_one(url: str) -> None:
    happened(url, "answered", ago(), ago(days=59, hours=10), topic="fees", times=99)
    happened(url, "doubt", ago(), topic="fees", times=1)
    assert summaries(url, MONTH, SV)[1].before.startswith("1 procentenhet mindre")


def test_half_a_time_before_is_not_compared(url: str) -> None:
    happened(url, "answered", ago(), ago(days=45), topic="fees")
    assert summaries(url, MONTH, SV)[0].before == "Det går inte att jämföra med tiden innan."


# charts as data


def chart(**values: object) -> Chart:
    lines = Line("Ja", (1, 0, 3)), Line("Nej", (2, 0, 0))
    made = {"name": "helpfulness", "kind": "stack", "first": "Dag", "labels": ("a", "b", "c"),
            "rows": ("A", "B", "C"), "lines": lines, "sentence": "Så."}  # fmt: skip
    return Chart(**{**made, **values})  # type: ignore[arg-type]


def test_shares_are_of_each_columns_whole_and_nothing_of_nothing() -> None:
    drawn = chart(kind="share").drawn()
    assert [one["values"] for one in drawn["series"]] == [[33.3, 0, 100.0], [66.7, 0, 0.0]]
    assert [one["counts"] for one in drawn["series"]] == [(1, 0, 3), (2, 0, 0)]


def test_lines_that_mean_something_have_their_own_colours() -> None:
    assert [one["colour"] for one in chart().drawn()["series"]] == list(COLOURS["helpfulness"])
    assert [one["colour"] for one in chart(name="topics").drawn()["series"]] == [1, 2]


def test_a_long_name_is_cut_in_the_chart_alone() -> None:
    long = chart(name="topics", lines=(Line("Hur gör man " * 9, (1, 2, 3)),))
    assert len(long.drawn()["series"][0]["name"]) <= 42
    assert ("Hur gör man " * 9) in long.csv("sv").decode()


def test_a_table_has_a_row_for_each_label() -> None:
    assert chart().table() == [("A", (1, 2)), ("B", (0, 0)), ("C", (3, 0))]
    assert not chart().empty
    assert chart(lines=(Line("Ja", (0, 0, 0)),)).empty


@pytest.mark.parametrize(("language", "separator"), [("sv", ";"), ("en", ",")])
def test_a_file_opens_in_a_spreadsheet_of_the_language(language: Language, separator: str) -> None:
    data = chart().csv(language)
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=separator))
    assert rows == [["Dag", "Ja", "Nej"], ["A", "1", "2"], ["B", "0", "0"], ["C", "3", "0"]]


def test_no_cell_of_a_file_is_calculated() -> None:
    rows = chart(lines=(Line('=HYPERLINK("https://evil.example")', (1, 2, 3)),), rows=("+A", "-B", "@C")).csv("en")
    cells = [row[0] for row in csv.reader(io.StringIO(rows.decode("utf-8-sig")))]
    assert cells == ["Dag", "'+A", "'-B", "'@C"]
    assert ",\"'=HYPERLINK" in rows.decode()


def test_shades_go_from_none_to_the_darkest() -> None:
    made = shades(busy(d0h0=1, d0h1=50, d0h2=100))
    assert made[0][:4] == [1, 3, SHADES, 0]
    assert max(max(row) for row in shades(busy(d6h23=1))) == SHADES
    assert max(max(row) for row in shades(busy())) == 0


# the page


@pytest.fixture
def asked(office: Clinic) -> Clinic:
    """The clinic, of which some things were asked an hour ago."""
    moment = office.app.state.office.now() - timedelta(hours=1)
    url = office.here.database_url
    happened(url, "answered", moment, topic="fees", times=7)
    happened(url, "answered", moment, topic="gone-since", language="en")
    for name, times in zip(FUNNEL, (5, 4, 3, 2, 1), strict=True):
        happened(url, name, moment, times=times)
    return office


def test_without_data_the_page_says_so_and_shows_no_zeros(bo: TestClient) -> None:
    text = bo.get("/figures").text
    assert "Det finns inget att visa än" in text
    assert "<canvas" not in text
    assert "<dl" not in text


def test_the_page_shows_charts_with_tables_of_the_same_numbers(asked: Clinic, bo: TestClient) -> None:
    text = bo.get("/figures?days=7").text
    assert 'value="7" class="main" aria-current="true"' in text
    assert "Vad kostar det att söka vård hos er?" in text
    assert "gone-since" in text
    drawn = {name: json.loads(data) for name, data in re.findall(r'data-chart="(\w+)">(.*?)</script>', text)}
    assert set(drawn) == {"topics", "outcomes", "languages", "booking"}
    assert sum(drawn["topics"]["series"][0]["counts"]) == 7
    assert drawn["booking"]["series"][0]["values"] == [5, 4, 3, 2, 1]
    assert text.count("<details>") == len(drawn)
    assert text.count("<caption") == len(drawn) + 1


def test_nothing_in_the_page_is_inline(asked: Clinic, bo: TestClient) -> None:
    text = bo.get("/figures").text
    assert " style=" not in text
    assert set(re.findall(r"<script(?! src)([^>]*)>", text)) == {
        f' type="application/json" data-chart="{name}"' for name in ("topics", "outcomes", "languages", "booking")
    }


def test_an_entry_named_to_harm_is_only_text(asked: Clinic, bo: TestClient) -> None:
    moment = asked.app.state.office.now() - timedelta(hours=1)
    happened(asked.here.database_url, "answered", moment, topic="</script><script>alert(1)</script>", times=9)
    text = bo.get("/figures").text
    assert "<script>alert" not in text
    assert "alert(1)" in text


def test_in_english(asked: Clinic, bo: TestClient) -> None:
    bo.post("/language", data={"language": "en", "to": "/figures"})
    text = bo.get("/figures?days=365").text
    assert "Most get the answer to “How much is the fee for using your service?”: 7 of 8." in text
    assert "The first and the last week are not whole ones." in text


@pytest.mark.parametrize("name", NAMES)
def test_every_chart_is_a_file(asked: Clinic, bo: TestClient, name: str) -> None:
    answer = bo.get(f"/figures/{name}.csv?days=7")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.headers["content-disposition"] == f'attachment; filename="vardlots-{name}-7.csv"'
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert len({len(row) for row in rows}) == 1
    assert len(rows) == {"booking": 6}.get(name, 8)


def test_a_chart_that_is_none_is_missing(bo: TestClient) -> None:
    assert bo.get("/figures/secrets.csv").status_code == 404


def test_strangers_get_no_file(office: Clinic) -> None:
    assert office.browser().get("/figures/topics.csv", follow_redirects=False).status_code == 303


def test_broken_files_leave_ids_as_names(asked: Clinic, bo: TestClient) -> None:
    (asked.kb / "faq.yaml").write_text("entries: [", encoding="utf-8")
    assert "Flest får svaret på ”fees”: 7 av 8." in bo.get("/figures").text
