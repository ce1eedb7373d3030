"""What the first sheet of a workbook says to whoever fills it in."""

README: tuple[tuple[str, bool], ...] = (
    ("Läs mig", True),
    ("På nästa blad står assistentens svar, en text per rad. Du kan ändra i kolumnerna sv, en och value.", False),
    (
        "sv är svenska, en är engelska. Raderna question, answer och links säger samma sak på båda språken. "
        "Raderna also_asked och must_match är frågor som folk ställer: de är inte översättningar av varandra.",
        False,
    ),
    ("Orange rutor saknar text på det språket. Det står också i kolumnen note.", False),
    ("Lägg till: skriv en ny rad längst ner med frågans id och field, till exempel also_asked. Lämna nr tomt.", False),
    ("Ta bort: töm rutan och låt raden stå. En rad som saknas i filen ändrar ingenting.", False),
    ("Ny fråga: skriv ett nytt id på en ny rad, question under field, och frågan. Den blir ett utkast.", False),
    ("Ord i klamrar, som {provider.email.support}, fylls i av assistenten. Låt dem stå som de är.", False),
    ("Ett svar: det viktigaste först, korta meningar, en tom rad mellan styckena (Alt+Enter två gånger).", False),
    (
        "Ändra inte id, field, nr och version. De är låsta. Skriv gärna kommentarer i note; de läses av en människa.",
        False,
    ),
    ("Skriv text, inga formler. Datum skrivs 2026-11-22.", False),
    ("", False),
    ("Read me", True),
    ("The next sheet has the assistant's answers, one text a row. You may change the columns sv, en and value.", False),
    (
        "sv is Swedish, en is English. The rows question, answer and links say the same in both languages. "
        "The rows also_asked and must_match are questions that people ask: they are no translations of each other.",
        False,
    ),
    ("Orange cells lack a text in that language. The column note says so, too.", False),
    (
        "To add: write a new row at the bottom with the entry's id and a field, such as also_asked. Leave nr empty.",
        False,
    ),
    ("To remove: empty the cell and leave the row. A row that is not in the file changes nothing.", False),
    ("A new question: write a new id in a new row, question under field, and the question. It becomes a draft.", False),
    (
        "Words in braces, such as {provider.email.support}, are filled in by the assistant. Leave them as they are.",
        False,
    ),
    ("An answer: its point first, short sentences, an empty line between paragraphs (Alt+Enter twice).", False),
    (
        "Do not change id, field, nr and version. They are locked. Comments in note are welcome; a person reads them.",
        False,
    ),
    ("Write text, no formulas. Dates are written 2026-11-22.", False),
)
"""Lines from the top, and whether each is a heading."""
