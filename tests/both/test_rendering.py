"""A reply as text: nothing of it is lost, whom to call comes first, and HTML holds nothing but what it says."""

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vardlots.rendering.html import html
from vardlots.rendering.links import safe
from vardlots.rendering.plain import plain
from vardlots.rendering.sms import sms
from vardlots.replies import INPUTS, LANGUAGES, Asks, Button, Language, Link, Reply
from vardlots.safety.kinds import KINDS, Kind
from vardlots.safety.replies import alarm_reply

ALLOWED = {"p", "br", "strong", "em", "a", "ol", "ul", "li"}
BOOKING = {
    "reference": "K7M-4QX", "start": "2026-12-01T16:20:00+01:00", "minutes": 20, "clinician": "Elin Berg",
    "status": "booked", "ics": "data:text/calendar,",
}  # fmt: skip
BOOKED = Reply("booking", "sv", ("Din tid är bokad.", "Spara koden K7M-4QX."), booking=BOOKING)


class Page(HTMLParser):
    """What a browser makes of a text: its tags with their attributes, and the words."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag; a line break parts words."""
        self.tags.append((tag, dict(attrs)))
        self.words.append("\n")

    def handle_data(self, data: str) -> None:
        """Note words."""
        self.words.append(data)

    @property
    def text(self) -> str:
        """The words as they are read."""
        return "".join(self.words)


words = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=40)
words = words.map(str.strip).filter(bool)
urls = st.one_of(words, words.map("https://x.se/{}".format), words.map("tel:{}".format), words.map("mailto:{}".format))
links = st.lists(st.builds(Link, words, urls), max_size=3).map(tuple)
replies = st.builds(
    Reply,
    st.sampled_from(["faq", "suggest", "booking", "emergency", "handoff", "error"]),
    st.sampled_from(LANGUAGES),
    st.lists(words, min_size=1, max_size=3).map(tuple),
    buttons=st.lists(st.builds(Button, words, st.just("/affirm")), max_size=4).map(tuple),
    links=links,
    reviewed=st.none() | st.dates(date(1000, 1, 1)).map(str),
    asks=st.none() | st.sampled_from(INPUTS).map(Asks),
    people=st.none() | words.map(lambda name: {"state": "with_person", "case": "P-K7M4QX", "name": name}),
)


def everything(reply: Reply) -> list[str]:
    """Return every word of a reply that somebody should be able to read."""
    said = [*reply.paragraphs, *(button.title for button in reply.buttons), *(link.title for link in reply.links)]
    return [
        *said,
        *([str(reply.people["name"])] if reply.people else []),
        *([reply.reviewed[:4]] if reply.reviewed else []),
    ]


@given(replies)
def test_plain_text_loses_nothing(reply: Reply):
    shown = plain(reply)
    assert all(said in shown for said in everything(reply))


@given(replies)
def test_a_text_message_loses_nothing_either(reply: Reply):
    shown = sms(plain(reply, brief=True))
    assert all(sms(said) in shown for said in everything(reply))


@given(replies)
def test_html_loses_nothing_and_says_nothing_in_tags(reply: Reply):
    page = Page(html(reply))
    assert all(said in page.text for said in everything(reply))
    assert {tag for tag, _ in page.tags} <= ALLOWED
    followed = [attributes.get("href") or "" for tag, attributes in page.tags if tag == "a"]
    assert all(safe(url) for url in followed)
    assert all(not attributes for tag, attributes in page.tags if tag != "a")
    assert all(set(attributes) == {"href"} for tag, attributes in page.tags if tag == "a")


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd", "//x.se",
        "https://x.se/\" onclick=\"x", "https://x.se\njavascript:x", " javascript:x", "https:x", "matrix:u/x", "",
    ],
)  # fmt: skip
def test_a_link_that_leads_elsewhere_is_only_read(url: str):
    page = Page(html(Reply("faq", "sv", ("x",), links=(Link("<b>Titel</b>", url),))))
    assert "a" not in {tag for tag, _ in page.tags}
    assert "<b>Titel</b>" in page.text
    assert url.strip() in page.text.replace("\n\n", "\n")


def test_hostile_words_stay_words():
    evil = '</p><script>alert("1")</script><img src=x onerror=1>&lt;'
    reply = Reply("faq", "sv", (evil,), buttons=(Button(evil, "/x"),), links=(Link(evil, "https://x.se/?a=1&b=2"),))
    page = Page(html(reply))
    assert {tag for tag, _ in page.tags} == {"p", "br", "strong", "a"}
    assert page.text.count(evil) == 3
    assert ("a", {"href": "https://x.se/?a=1&b=2"}) in page.tags


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_an_emergency_begins_with_the_numbers_to_call(kind: Kind, language: Language):
    reply = alarm_reply(kind, language)
    numbers = "\n".join(link.title for link in reply.links)
    assert "112" in numbers
    assert plain(reply).startswith(f"{numbers}\n\n{reply.paragraphs[0]}")
    assert sms(plain(reply, brief=True)).startswith(sms(numbers))
    shown = html(reply)
    assert shown.startswith(f'<p><strong><a href="{reply.links[0].url}">{reply.links[0].title}</a></strong>')
    assert shown.index(reply.links[-1].title) < shown.index(reply.paragraphs[-1][:20].split("'")[0])


def test_an_emergency_without_112_gets_it():
    reply = Reply(
        "emergency", "en", ("Call now.",), links=(Link("Call 1177", "tel:1177"), Link("More", "https://x.se"))
    )
    assert plain(reply) == "Call 112\nCall 1177\n\nCall now.\n\nMore: https://x.se"
    assert plain(replace(reply, kind="faq")).startswith("Call now.")


@pytest.mark.parametrize(
    ("link", "shown"),
    [
        (Link("Ring 112", "tel:112"), "Ring 112"),
        (Link("Ring Bris 116 111", "tel:116111"), "Ring Bris 116 111"),
        (Link("Ring oss", "tel:+46101234567"), "Ring oss: +46101234567"),
        (Link("Mejla", "mailto:a@b.se"), "Mejla: a@b.se"),
        (Link("a@b.se", "mailto:a@b.se"), "a@b.se"),
        (Link("Kliniken", "https://b.se"), "Kliniken: https://b.se"),
        (Link("https://b.se", "https://b.se"), "https://b.se"),
        (Link("", "https://b.se"), "https://b.se"),
    ],
)
def test_an_address_is_written_out_where_the_title_does_not_say_it(link: Link, shown: str):
    assert plain(Reply("faq", "sv", ("x",), links=(link,))) == f"x\n\n{shown}"


def test_matrix_shows_a_number_even_where_it_cannot_be_tapped():
    assert '<a href="tel:112">Ring oss: 112</a>' in html(
        Reply("faq", "sv", ("x",), links=(Link("Ring oss", "tel:112"),))
    )


def test_an_appointment_is_a_card_of_lines_after_the_first_sentence():
    card = "Din tid\nNär: tis 1 dec kl. 16.20\nLängd: 20 minuter\nHos: Elin Berg\nBokningskod: K7M-4QX"
    assert plain(BOOKED) == f"Din tid är bokad.\n\n{card}\n\nSpara koden K7M-4QX."
    assert "When:</strong> Tue 1 Dec at 16:20" in html(replace(BOOKED, language="en"))


def test_in_brief_a_card_says_only_what_is_new():
    assert "Bokningskod:" not in plain(BOOKED, brief=True)
    assert "När: tis 1 dec kl. 16.20" in plain(BOOKED, brief=True)


def test_what_is_cancelled_is_called_so():
    assert "Avbokad tid\n" in plain(replace(BOOKED, booking={**BOOKING, "status": "cancelled"}))


def test_of_several_appointments_the_sentences_tell():
    assert plain(replace(BOOKED, booking={**BOOKING, "appointments": [BOOKING, BOOKING]})) == BOOKED.text


@pytest.mark.parametrize("booking", [{}, {"status": "booked"}, {"start": "soon", "reference": "K7M-4QX"}])
def test_half_a_booking_is_half_a_card(booking: dict[str, str]):
    shown = plain(replace(BOOKED, booking=booking))
    assert ("När: soon\nBokningskod: K7M-4QX" in shown) == ("start" in booking)
    assert ("Din tid\n" in shown) == ("start" in booking)


def test_a_member_of_staff_is_named():
    reply = Reply("handoff", "sv", ("Hej!",), people={"state": "with_person", "case": "P-K7M4QX", "name": "Anna"})
    assert plain(reply) == "Anna skriver:\nHej!"
    assert html(reply) == "<p><strong>Anna skriver:</strong><br>Hej!</p>"


def test_a_receipt_says_nothing():
    receipt = Reply("handoff", "sv", (), people={"state": "with_person", "case": "P-K7M4QX"})
    assert (plain(receipt), html(receipt)) == ("", "")


def test_the_review_is_told_in_words():
    reply = Reply("faq", "sv", ("x",), reviewed="2026-11-22")
    assert plain(reply).endswith("Granskad 22 november 2026")
    assert html(replace(reply, language="en")).endswith("<p><em>Reviewed 22 November 2026</em></p>")
    assert plain(replace(reply, reviewed="nyss")).endswith("Granskad nyss")


def test_lines_within_a_paragraph_stay_lines():
    assert html(Reply("faq", "sv", ("a\nb",))) == "<p>a<br>b</p>"


def test_html_holds_no_control_characters():
    assert not re.search("[\x00-\x08\x0b-\x1f]", html(Reply("faq", "sv", ("a\x00\x1b\x08b",))))
