"""The words that say what a text is about: without those that hold a sentence together, or that are told otherwise."""

import re
from collections.abc import Iterator, Mapping

from vardlots.knowledge.rules.facts.measures import NUMBERS
from vardlots.replies import Language

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")

# small words, and those of denials, costs, lengths and whether one may or must: these are compared by themselves
_SMALL: Mapping[Language, str] = {
    "sv": """
        jag du vi ni hon han de dem mig dig oss er ert era min mitt mina din ditt dina vår vårt våra sin sitt
        sina man den det en ett dess denna detta dessa som vars och eller men om så då när där här hur vad vem
        vilken vilket vilka hos i på av till för från med mot vid in ut upp ner under över mellan inom efter
        före innan utan genom kring enligt samt även också bara endast enbart redan än sedan sen alltså dock ju
        nog att åt annars eftersom medan tills fram är var vara blir bli har ha hade kan kunde kunna får få fick
        ska skulle vill måste bör behöver behöva behövs krävs kräver räcker går gå gör göra görs finns varför
        annan annat andra alla allt hela varje någon något några samma egen eget egna själv själva alltid aldrig
        ofta oftast ibland snart nu direkt genast gärna helst mycket lite mer mindre fler färre minst högst
        senast tidigast ungefär omkring cirka datum inte ej ingen inget inga ingenting icke varken ja nej jo
        möjligt möjlig omöjligt tyvärr gratis kostnadsfritt kostnadsfri avgiftsfri avgiftsfritt kostar kosta
        kostnad avgift avgiften avgifter betala betalar betalas pris priset kr kronor krona sek procent kl
        klockan timme timmar dag dagar dagen dygn vecka veckor månad månader år års minut minuter gång gånger
        patient patienten patienter patienterna
    """,
    "en": """
        i you he she it we they me him her us them my your his its our their yours ours who whom whose which
        what that this these those the a an of to in on at by for from with about into over under up down out
        off through during within after before until till between per than as so if when while where how why
        because but and or nor is are was were be been being am has have had do does did doing done can could
        may might must shall should will would need needs needed get gets got want able let some any all every
        each both other another same such own more most less least few many much very really directly always
        often usually sometimes only just also too even still already yet then there here now soon again once
        please otherwise not no never cannot nothing none nobody neither yes possible impossible unfortunately
        anyone anybody someone somebody something anything free charge cost costs fee fees pay pays paid price
        sek kr kronor percent am pm hour hours day days week weeks month months year years minute minutes time
        times old age aged patient patients
    """,
}
# what tells people to get in touch, which is not what about
_CALLING: Mapping[Language, str] = {
    "sv": "ring ringa ringer mejla mejlar maila kontakta skriv skicka nå når hjälp hjälper dygnet runt",
    "en": "call calling ring phone email mail contact write send reach help helps day night line",
}
_LEFT_OUT = {language: frozenset(words.split()) for language, words in _SMALL.items()}
_LEFT_OUT_WITH_CONTACTS = {language: _LEFT_OUT[language].union(words.split()) for language, words in _CALLING.items()}


def words(text: str, language: Language, calling: bool = False) -> Iterator[str]:
    """Yield the words of a text in small letters that say what it is about; `calling` says where people are sent."""
    without, numbers = (_LEFT_OUT_WITH_CONTACTS if calling else _LEFT_OUT)[language], NUMBERS[language]
    for word in WORD.findall(text):
        if len(word) > 1 and word not in without and word not in numbers and not word.endswith("n't"):
            yield word
