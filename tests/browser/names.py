"""What the widget's parts are called, for those who see them and those who hear them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Names:
    """The names in one language."""

    launcher: str
    other: str
    menu: str
    close: str
    person: str
    download: str
    start_over: str
    forget: str
    forget_yes: str
    forget_no: str
    accessibility: str
    emergency: str
    advice: str
    log: str
    write: str
    send: str
    choices: str
    feedback: str
    helped: str
    answer: str
    phone: str
    age: str
    region: str
    date: str
    reference: str
    booked: str
    calendar: str
    offline: str
    down: str
    waiting: str
    leave: str
    end: str
    first: str
    second: str
    with_anna: str
    delivered: str
    unread: str


SV = Names(
    launcher="Chatta med oss",
    other="English",
    menu="Meny",
    close="Stäng",
    person="Prata med en person",
    download="Ladda ner samtalet",
    start_over="Börja om",
    forget="Ta bort mitt samtal",
    forget_yes="Ta bort",
    forget_no="Avbryt",
    accessibility="Tillgänglighet",
    emergency="Ring 112",
    advice="Ring 1177",
    log="Samtalet",
    write="Skriv ett meddelande",
    send="Skicka",
    choices="Välj ett svar",
    feedback="Hjälpte svaret?",
    helped="Det hjälpte",
    answer="Svara",
    phone="Telefonnummer",
    age="Ålder",
    region="Region",
    date="Datum",
    reference="Bokningskod",
    booked="Din tid",
    calendar="Lägg till i kalendern",
    offline="Du är offline",
    down="Tjänsten svarar inte just nu",
    waiting="Väntar på uppkoppling",
    leave="Lämna kön",
    end="Avsluta samtalet",
    first="Du står först i kön",
    second="Du är nummer 2 i kön",
    with_anna="Du skriver med Anna",
    delivered="Levererat",
    unread="nya svar",
)

EN = Names(
    launcher="Chat with us",
    other="Svenska",
    menu="Menu",
    close="Close",
    person="Talk to a person",
    download="Download the conversation",
    start_over="Start over",
    forget="Delete my conversation",
    forget_yes="Delete",
    forget_no="Cancel",
    accessibility="Accessibility",
    emergency="Call 112",
    advice="Call 1177",
    log="Conversation",
    write="Write a message",
    send="Send",
    choices="Choose an answer",
    feedback="Did that help?",
    helped="That helped",
    answer="Answer",
    phone="Phone number",
    age="Age",
    region="Region",
    date="Date",
    reference="Booking reference",
    booked="Your appointment",
    calendar="Add to calendar",
    offline="You are offline",
    down="The service is not answering right now",
    waiting="Waiting for a connection",
    leave="Leave the queue",
    end="End the conversation",
    first="You are first in the queue",
    second="You are number 2 in the queue",
    with_anna="You are writing with Anna",
    delivered="Delivered",
    unread="new answers",
)

NAMES = {"sv": SV, "en": EN}
