"""A walk through everything that the chat can look like, to check and to photograph each state of it."""

from collections.abc import Iterator

from chat import Chat
from playwright.sync_api import expect
from visits import Visit

WORDS = {
    "sv": {
        "question": "Får jag låna min sambos BankID?",
        "form": "Räkna ut min avgift",
        "alarm": "pappa har ont i bröstet och kan knappt andas",
        "booking": "Jag vill boka en tid hos en läkare så snart som möjligt",
        "accept": "Ja, boka",
    },
    "en": {
        "question": "Can I use my partner's BankID?",
        "form": "Work out what a visit would cost me, please",
        "alarm": "I think my mum is having a stroke",
        "booking": "I'd like to book a doctor as soon as possible",
        "accept": "Yes, book it",
    },
}


def states(visit: Visit, language: str, phone: str) -> Iterator[tuple[str, Chat]]:
    """Bring the chat into one state after the other; yield each one's name. `phone` is what to book with."""
    words = WORDS[language]
    chat = visit.goto()
    expect(chat.launcher).to_be_visible()
    yield "launcher", chat
    chat.open()
    if language == "en":
        chat.switch()
    expect(chat.choice("")).to_be_visible()
    yield "greeting", chat
    chat.say(words["question"])
    yield "answer", chat
    chat.button(chat.names.menu).click()
    expect(chat.button(chat.names.forget)).to_be_visible()
    yield "menu", chat
    yield from _deleting(chat)
    chat.say(words["form"])
    expect(chat.field(chat.names.age)).to_be_visible()
    yield "form", chat
    chat.say(words["alarm"])
    yield "emergency", chat
    chat.from_menu(chat.names.start_over)
    yield from _booking(chat, words, phone)
    visit.context.set_offline(True)
    expect(chat.status).to_contain_text(chat.names.offline)
    chat.write(words["question"])
    expect(chat.said.last).to_contain_text(chat.names.waiting)
    yield "offline", chat


def _deleting(chat: Chat) -> Iterator[tuple[str, Chat]]:
    chat.button(chat.names.forget).click()
    no = chat.button(chat.names.forget_no)
    expect(no).to_be_visible()
    yield "deleting", chat
    no.click()
    expect(no).to_be_hidden()


def _booking(chat: Chat, words: dict[str, str], phone: str) -> Iterator[tuple[str, Chat]]:
    expect(chat.said).to_have_count(0)
    chat.say(words["booking"])
    expect(chat.choice("")).to_be_visible()
    yield "times", chat
    chat.answered(chat.choice("").click)
    chat.fill(chat.names.phone, phone)
    chat.tap(words["accept"])
    expect(chat.element.get_by_role("link", name=chat.names.calendar)).to_be_visible()
    yield "booking", chat
