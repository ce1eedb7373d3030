"""What may stand in the files that people edit: `kb/faq.yaml`, `kb/provider.yaml`, `kb/out_of_scope.yaml`,
`kb/follow_ups.yaml`.

The same models read the files and make the JSON Schema that editors help with. A text in one language only is
read, for half an answer beats none; `vardlots kb check` reports the missing half.
"""

import re
from datetime import date
from enum import Enum
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    Strict,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from vardlots.knowledge.interval import INTERVAL, Interval
from vardlots.replies import LANGUAGES, Language

KEBAB = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
TOPIC = r"^faq_[a-z]+(_[a-z]+)*$"
MISTAKE = "mistake"
PAGE = r"(https://|/(?!/))\S*"
URL = r"^(https://|mailto:|tel:|\{)\S+$"


def _listed(value: object) -> object:
    """Let a single text stand where a list of texts may."""
    return [value] if isinstance(value, str) else value


Text = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1)]
Texts = Annotated[tuple[Text, ...], BeforeValidator(_listed, json_schema_input_type=list[str] | str)]
Day = Annotated[date, Strict()]
ReviewEvery = Annotated[
    Interval,
    PlainValidator(Interval.parse),
    WithJsonSchema({"type": "string", "pattern": INTERVAL.pattern, "examples": ["6 months", "1 year"]}),
]


class Offer(str, Enum):
    """An action to offer as a button under an answer."""

    QUOTE_FEE = "quote_fee"
    CHECK_AGE = "check_age"
    BOOK_APPOINTMENT = "book_appointment"
    MOVE_APPOINTMENT = "move_appointment"
    CANCEL_APPOINTMENT = "cancel_appointment"
    SEND_APP_LINK = "send_app_link"
    TALK_TO_PERSON = "talk_to_person"

    def __str__(self) -> str:
        return self.value


class Owner(str, Enum):
    """Who keeps an answer true."""

    PATIENT_SUPPORT = "patient-support"
    NURSES = "nurses"
    FINANCE = "finance"
    PRIVACY = "privacy"
    CLINIC_LEAD = "clinic-lead"

    def __str__(self) -> str:
        return self.value


def mistake(why: str, fix: str, sv: str, *where: str | int) -> PydanticCustomError:
    """Return an error for a validator to raise: why, what to do, and both in Swedish.

    `where` leads from the validated value to the very place; `{name}` and `{value}` stand for that place's own.
    """
    return PydanticCustomError(MISTAKE, "{why}", {"why": why, "fix": fix, "sv": sv, "where": where})


def said(english: str, swedish: str, **more: Any) -> Any:
    """Describe a field to the people who edit the files, in both of their languages."""
    return Field(description=f"{english}\n\n{swedish}", **more)


class Edited(BaseModel):
    """A piece of a file that people edit: a field that nobody reads is an error, for most of them are misspelt."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Localized(Edited):
    """One text a language, at least one of them."""

    sv: Text | None = said("The text in Swedish.", "Texten på svenska.", default=None)
    en: Text | None = said("The text in English.", "Texten på engelska.", default=None)

    @model_validator(mode="after")
    def _says_something(self) -> "Localized":
        if not (self.sv or self.en):
            raise PydanticCustomError("no_text", "no text in any language")
        return self

    def in_language(self, language: Language) -> str:
        """Return the text in a language, or in the other one while it has not been translated."""
        return getattr(self, language) or self.sv or self.en or ""

    def missing(self) -> tuple[Language, ...]:
        """Return the languages that have no text yet."""
        return tuple(language for language in LANGUAGES if not getattr(self, language))


class Phrasings(Edited):
    """Ways to say something, one list a language."""

    sv: tuple[Text, ...] = said("Phrasings in Swedish, as people type.", "Sätt att fråga på svenska.", default=())
    en: tuple[Text, ...] = said("Phrasings in English, as people type.", "Sätt att fråga på engelska.", default=())

    def get(self, language: Language) -> tuple[str, ...]:
        """Return the phrasings in one language."""
        return self.sv if language == "sv" else self.en

    def all(self) -> tuple[str, ...]:
        """Return the phrasings in every language, Swedish first."""
        return self.sv + self.en

    def missing(self) -> tuple[Language, ...]:
        """Return the languages without any phrasing."""
        return tuple(language for language in LANGUAGES if not self.get(language))


class Link(Edited):
    """Where to read more."""

    title: Localized = said("What the link shows.", "Länkens text.")
    url: Text = said(
        "A web, mailto: or tel: address, or a value such as {provider.pages.app}.",
        "En webb-, mailto:- eller tel:-adress, eller ett värde som {provider.pages.app}.",
        pattern=URL,
    )


class Allowed(Edited):
    """What `vardlots kb check` finds in an entry and may be left as it is."""

    rule: Text = said("The name of the rule.", "Regelns namn.", pattern=KEBAB)
    because: Text = said("Why the entry is right as it is.", "Varför det är rätt ändå.")


class Entry(Edited):
    """A question that people ask, and its approved answer."""

    id: Text = said("A short name that never changes.", "Ett kort namn som aldrig ändras.", pattern=KEBAB)
    topic: Text = said("The Rasa intent that leads here.", "Den avsikt i Rasa som leder hit.", pattern=TOPIC)
    question: Localized = said("The question as a heading.", "Frågan som rubrik.")
    also_asked: Phrasings = said(
        "What people really type: at least 8 in each language, each worded in its own way.",
        "Så som folk faktiskt skriver: minst 8 på varje språk, var och en på sitt eget sätt.",
        default=Phrasings(),
    )
    answer: Localized = said(
        "The answer: its point first, short sentences, a blank line between paragraphs.",
        "Svaret: det viktigaste först, korta meningar, tom rad mellan styckena.",
    )
    links: tuple[Link, ...] = said("Where to read more.", "Läs mer.", default=())
    offer: tuple[Offer, ...] = said("Buttons under the answer.", "Knappar under svaret.", default=())
    owner: Owner = said("Who keeps the answer true.", "Vem som ser till att svaret stämmer.")
    reviewed: Day = said("When a person last approved the answer.", "När någon senast godkände svaret.")
    review_every: ReviewEvery = said(
        "How often to look again, such as '6 months'.", "Hur ofta det ska ses över: '6 months' är sex månader."
    )
    valid_from: Day | None = said("Since when the answer is true.", "Från när svaret gäller.", default=None)
    source: Texts = said("Where the facts come from.", "Var uppgifterna kommer ifrån.", min_length=1)
    must_match: Phrasings = said(
        "Tests: questions that must lead here. Not repeated from also_asked.",
        "Prov: frågor som måste leda hit. Inte samma som i also_asked.",
        default=Phrasings(),
    )
    must_not_match: tuple[Text, ...] = said(
        "Tests: questions close by that must not lead here.", "Prov: liknande frågor som inte får leda hit.", default=()
    )
    allow: tuple[Allowed, ...] = said(
        "Rules of `vardlots kb check` that this entry is excused from, each with a reason.",
        "Regler i `vardlots kb check` som inte gäller här, var och en med ett skäl.",
        default=(),
    )

    @property
    def review_due(self) -> date:
        """The day when a person must look at the answer again."""
        return self.review_every.after(self.reviewed)


class Faq(Edited):
    """The questions and answers of `kb/faq.yaml`."""

    entries: tuple[Entry, ...] = said("The questions and answers.", "Frågorna och svaren.", min_length=1)


class Draft(Edited):
    """An answer that is being written: everything but its id and a question may be missing."""

    id: Text = said("A short name that never changes.", "Ett kort namn som aldrig ändras.", pattern=KEBAB)
    topic: Text | None = said("As in faq.yaml.", "Som i faq.yaml.", pattern=TOPIC, default=None)
    question: Localized = said(
        "The question as a heading, in one language at least.", "Frågan som rubrik, på minst ett språk."
    )
    also_asked: Phrasings = said("What people really type.", "Så som folk faktiskt skriver.", default=Phrasings())
    answer: Localized | None = said("The answer so far.", "Svaret, så långt det är skrivet.", default=None)
    links: tuple[Link, ...] = said("Where to read more.", "Läs mer.", default=())
    offer: tuple[Offer, ...] = said("Buttons under the answer.", "Knappar under svaret.", default=())
    owner: Owner | None = said("Who keeps the answer true.", "Vem som ser till att svaret stämmer.", default=None)
    reviewed: Day | None = said("When a person last approved it.", "När någon senast godkände det.", default=None)
    review_every: ReviewEvery | None = said("How often to look again.", "Hur ofta det ska ses över.", default=None)
    valid_from: Day | None = said("Since when the answer is true.", "Från när svaret gäller.", default=None)
    source: Texts = said("Where the facts come from.", "Var uppgifterna kommer ifrån.", default=())
    must_match: Phrasings = said(
        "Tests: questions that must lead here.", "Prov: frågor som måste leda hit.", default=Phrasings()
    )
    must_not_match: tuple[Text, ...] = said(
        "Tests: questions close by that must not lead here.", "Prov: liknande frågor som inte får leda hit.", default=()
    )
    allow: tuple[Allowed, ...] = said("As in faq.yaml.", "Som i faq.yaml.", default=())


class Drafts(Edited):
    """Answers that are being written, of `kb/drafts.yaml`; the assistant does not read it."""

    drafts: Annotated[tuple[Draft, ...], BeforeValidator(lambda value: () if value is None else value)] = said(
        "The answers that are being written.", "Svar som håller på att skrivas.", default=()
    )


class OutOfScope(Edited):
    """Questions that the assistant must not answer, of `kb/out_of_scope.yaml`: they set the thresholds."""

    reviewed: Day = said("When a person last read the list.", "När någon senast läste listan.")
    source: Texts = said("Where the questions come from.", "Var frågorna kommer ifrån.", min_length=1)
    questions: Phrasings = said("What to hold back on.", "Vad assistenten inte ska svara på.")


class FollowUp(Edited):
    """Questions that follow an answer and leave to it what they are about, one list a language."""

    after: Text = said("The entry that was answered just before.", "Frågan som just har besvarats.", pattern=KEBAB)
    leads_to: Text | None = said(
        "The entry that answers these questions then; without it, none does.",
        "Den fråga som besvarar de här då; utan den är det ingen.",
        pattern=KEBAB,
        default=None,
    )
    sv: tuple[Text, ...] = said("Questions in Swedish, as people type.", "Frågor på svenska.", default=())
    en: tuple[Text, ...] = said("Questions in English, as people type.", "Frågor på engelska.", default=())

    def get(self, language: Language) -> tuple[str, ...]:
        """Return the questions in one language."""
        return self.sv if language == "sv" else self.en


class FollowUps(Edited):
    """What people ask next, of `kb/follow_ups.yaml`: it tells how much the topic before counts."""

    reviewed: Day = said("When a person last read the list.", "När någon senast läste listan.")
    source: Texts = said("Where the questions come from.", "Var frågorna kommer ifrån.", min_length=1)
    follow_ups: tuple[FollowUp, ...] = said("What follows what.", "Vad som följer på vad.", default=())


def _some_support(email: dict[str, str]) -> dict[str, str]:
    """Demand the address that errors and texts fall back on."""
    if "support" not in email:
        raise PydanticCustomError("support_email", "no support address")
    return email


def _leads_somewhere(page: Localized) -> Localized:
    """Demand an address that a browser can open from the chat: a whole one, or a path on the assistant's server."""
    for language in LANGUAGES:
        address = getattr(page, language)
        if address and not re.fullmatch(PAGE, address):
            why, fix = "`{name}` is {value}, which is no page's address", "begin it with https://, or with / for a path"
            swedish = "`{name}` ska vara en sidas adress. Börja den med https://, eller med / på assistentens server."
            raise mistake(why, fix, swedish, language)
    return page


class Pages(BaseModel):
    """Web pages by what they are about: any is welcome."""

    model_config = ConfigDict(extra="allow", frozen=True)
    __pydantic_extra__: dict[str, Text]

    accessibility: Annotated[Localized, AfterValidator(_leads_somewhere)] | None = said(
        "The accessibility statement, one address a language; / begins a path on the assistant's own server.",
        "Tillgänglighetsredogörelsen, en adress per språk; / inleder en adress på assistentens egen server.",
        default=None,
    )


class Provider(BaseModel):
    """The clinic's own data, of `kb/provider.yaml`: any field is welcome, these three must be there."""

    model_config = ConfigDict(extra="allow", frozen=True)

    name: Text = said("What the clinic is called.", "Vad kliniken heter.")
    email: Annotated[dict[str, Text], AfterValidator(_some_support)] = said(
        "E-mail addresses by what they are for; support is needed.",
        "E-postadresser efter ärende; support måste finnas.",
    )
    pages: Pages = said("Web pages by what they are about.", "Webbsidor efter vad de handlar om.")
