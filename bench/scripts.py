"""What is said to measure speed: five turns a conversation, five kinds of conversation."""

from collections.abc import Mapping

Script = tuple[str, ...]

SCRIPTS: Mapping[str, tuple[Script, Script]] = {
    "faq": (
        (
            "Hur lång är väntetiden?",
            "Kan ni skriva vabintyg?",
            "Gäller mitt frikort hos er?",
            "Vem kan läsa min journal?",
            "Hur avslutar jag mitt konto?",
        ),
        (
            "How long is the waiting time?",
            "Do you have midwives?",
            "Why do I need BankID?",
            "How do I make a complaint?",
            "What are your opening hours?",
        ),
    ),
    "smalltalk": (
        ("hej", "är du en robot?", "vad kan du hjälpa mig med?", "tack så mycket", "hej då"),
        ("hello", "are you a bot?", "what can you do?", "thank you", "goodbye"),
    ),
    "fee form": (
        ("Räkna ut avgiften åt mig", "läkare", "34 år", "nej, inget frikort", "Skåne"),
        ("Can you work out my fee?", "a doctor", "34 years old", "no exemption card", "Skåne"),
    ),
    "booking offer": (
        ("boka läkare imorgon", "på torsdag i stället", "helst på förmiddagen", "fredag efter lunch", "nästa vecka"),
        ("book a doctor tomorrow", "Thursday instead", "in the morning please", "Friday after lunch", "next week"),
    ),
    "out of scope": (
        (
            "vad heter huvudstaden i Norge",
            "hur bakar man surdegsbröd",
            "vem vann matchen igår",
            "boka ett bord på en restaurang",
            "vilken färg har en flamingo",
        ),
        (
            "what is the capital of Norway",
            "how do I bake a cake",
            "who won the match yesterday",
            "book a table at a restaurant",
            "what colour is a flamingo",
        ),
    ),
}
"""A conversation in each language, by the kind of its turns."""
