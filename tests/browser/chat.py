"""The widget as a person uses it: by the names of its parts. Nothing here sleeps: it waits for what must come."""

from collections.abc import Callable
from typing import Any

from names import NAMES
from playwright.sync_api import Locator, Page, expect


class Chat:
    """The chat on a page, in the language that it speaks now."""

    def __init__(self, page: Page, language: str = "sv") -> None:
        self.page, self.language, self.names = page, language, NAMES[language]
        self.element = page.locator("vardlots-chat")

    # what is there

    @property
    def launcher(self) -> Locator:
        """The button that opens the chat."""
        return self.button(self.names.launcher)

    @property
    def panel(self) -> Locator:
        """The chat's window."""
        return self.element.get_by_role("dialog", name="Vårdlots", exact=True)

    @property
    def log(self) -> Locator:
        """What has been said."""
        return self.element.get_by_role("log", name=self.names.log, exact=True)

    @property
    def answers(self) -> Locator:
        """What the assistant has said, the greeting first."""
        return self.log.locator(".message:not(.person)")

    @property
    def said(self) -> Locator:
        """What the person has said."""
        return self.log.locator(".message.person")

    @property
    def composer(self) -> Locator:
        """Where one writes."""
        return self.element.get_by_role("textbox", name=self.names.write, exact=True)

    @property
    def status(self) -> Locator:
        """The line that tells how the connection is."""
        return self.element.locator(".status[role=status]")

    @property
    def standing(self) -> Locator:
        """The line that tells who of the clinic's people has the conversation."""
        return self.element.locator(".standing")

    @property
    def staff(self) -> Locator:
        """What people at the clinic have written."""
        return self.log.locator(".message.staff")

    def button(self, name: str) -> Locator:
        """A button by its whole name."""
        return self.element.get_by_role("button", name=name, exact=True)

    def choice(self, title: str) -> Locator:
        """A choice that the latest answer offers, by the beginning of its title."""
        group = self.element.get_by_role("group", name=self.names.choices).last
        return group.get_by_role("button", name=title).first

    def field(self, name: str) -> Locator:
        """The input that the question asked last wants, by its label."""
        return self.element.get_by_label(name, exact=True).last

    def options(self, name: str) -> Locator:
        """The list of options that the question asked last brought, by its label."""
        return self.element.get_by_role("combobox", name=name, exact=True).last

    def texts(self, of: Locator) -> list[str]:
        """Return the paragraphs of a message."""
        return [text.strip() for text in of.locator("p").all_inner_texts()]

    # what one does

    def open(self) -> "Chat":
        """Open the chat and wait for its greeting."""
        self.launcher.click()
        expect(self.panel).to_be_visible()
        expect(self.answers.first).to_be_visible()
        return self

    def close(self) -> None:
        """Close the chat by its button."""
        self.button(self.names.close).click()
        expect(self.panel).to_be_hidden()

    def switch(self) -> "Chat":
        """Change the language on the page, and go on in the other one."""
        self.button(self.names.other).click()
        self.language = "en" if self.language == "sv" else "sv"
        self.names = NAMES[self.language]
        expect(self.composer).to_be_visible()
        return self

    def say(self, text: str) -> Locator:
        """Write something, send it with Enter, and return the answer."""
        return self.answered(lambda: self.write(text))

    def write(self, text: str) -> None:
        """Write something and send it with Enter."""
        self.composer.fill(text)
        self.composer.press("Enter")

    def tap(self, title: str) -> Locator:
        """Tap a choice and return the answer."""
        return self.answered(self.choice(title).click)

    def fill(self, label: str, value: str) -> Locator:
        """Answer a form's question in the input that it brought, and return the answer."""
        self.field(label).fill(value)
        return self.answered(self.button(self.names.answer).last.click)

    def select(self, label: str, option: str) -> Locator:
        """Answer a form's question from its list, and return the answer."""
        self.options(label).select_option(label=option)
        return self.answered(self.button(self.names.answer).last.click)

    def answered(self, act: Callable[[], Any]) -> Locator:
        """Do something that is answered, wait for the one answer, and return it."""
        number = self.answers.count()
        act()
        answer = self.answers.nth(number)
        expect(answer).to_be_visible()
        return answer

    def from_menu(self, name: str) -> None:
        """Open the menu and choose."""
        self.button(self.names.menu).click()
        self.button(name).click()

    # what the page knows

    def events(self) -> list[dict[str, Any]]:
        """Return the events that the element has sent to the page: `name` and `detail`."""
        return list(self.page.evaluate("() => window.chatEvents"))

    def kept(self) -> dict[str, Any]:
        """Return what is kept in the page's session storage."""
        text = self.page.evaluate(
            "() => Object.entries(sessionStorage).find(([key]) => key.startsWith('vardlots-chat:'))?.[1] ?? '{}'"
        )
        return dict(self.page.evaluate("text => JSON.parse(text)", text))
