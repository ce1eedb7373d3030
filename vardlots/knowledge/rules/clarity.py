"""Plain language: answers that a worried person can read on a phone."""

import re
from collections.abc import Iterator

from vardlots.knowledge.findings import short
from vardlots.knowledge.rules.rule import NAMES, Flaw, Place, Rule
from vardlots.knowledge.texts import paragraphs

LONG_WORD = 6
WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
SENTENCE_END = re.compile(r"(?<=[.?!])[ \n]+(?=[A-ZÅÄÖ0-9{])")
# an end of sentence in looks only
ABBREVIATION = re.compile(r"\b(kl|ca|t\.ex|bl\.a|e\.g|i\.e|osv|m\.m)\.\s+")
SPACING = re.compile(r"(?<=\S)  +(?=\S)|(?<=\w) +(?=[,.!?;:](?:\s|$))|\.\.\.(?!\.)")


def long_sentence(place: Place) -> Iterator[Flaw]:
    """Short sentences: people read them on a phone, and worried."""
    for language, text in place.answers:
        most = place.whole.style.of(language).limits.sentence
        for paragraph in paragraphs(text):
            for sentence in sentences(paragraph):
                count = len(sentence.split())
                if count > most:
                    why, fix = f"a sentence of {count} words: {short(sentence)}", "make two of it"
                    swedish = f"En mening på {count} ord. Dela den (högst {most} ord)."
                    yield Flaw(why, fix, swedish, ("answer", language), start_of(text, sentence))


def long_paragraph(place: Place) -> Iterator[Flaw]:
    """A paragraph that fits on the screen of a phone."""
    for language, text in place.answers:
        most = place.whole.style.of(language).limits.paragraph
        for paragraph in paragraphs(text):
            count = len(paragraph.split())
            if count > most:
                why, fix = (
                    f"a paragraph of {count} words; {most} fit on a phone",
                    "put a blank line in it, or shorten it",
                )
                swedish = f"Ett stycke på {count} ord. Dela det med en tom rad, eller korta det (högst {most} ord)."
                yield Flaw(why, fix, swedish, ("answer", language), start_of(text, paragraph))


def long_answer(place: Place) -> Iterator[Flaw]:
    """An answer that is read to its end."""
    for language, text in place.answers:
        count, most = len(text.split()), place.whole.style.of(language).limits.answer
        if count > most:
            why, fix = f"an answer of {count} words; {most} are the most", "keep what is asked, and link to the rest"
            swedish = f"Ett svar på {count} ord. Behåll det som frågan gäller, länka till resten (högst {most} ord)."
            yield Flaw(why, fix, swedish, ("answer", language))


def hard_to_read(place: Place) -> Iterator[Flaw]:
    """Short sentences of short words, as LIX counts them."""
    for language, text in place.answers:
        value, most = lix(text), place.whole.style.of(language).limits.lix
        if value > most:
            english, swedish = NAMES[language]
            why = f"the {english} answer is hard to read: LIX {value:.0f}, and {most} is the most"
            fix = "split long sentences, and change long words for short ones"
            told = (
                f"Svaret på {swedish} är svårläst: LIX {value:.0f}. Dela långa meningar, byt långa ord (högst {most})."
            )
            yield Flaw(why, fix, told, ("answer", language))


def jargon(place: Place) -> Iterator[Flaw]:
    """Words that everybody uses."""
    for language, text in place.answers:
        listed = place.whole.style.of(language).jargon
        for start, written, name in place.whole.finder(listed).find(text):
            why, fix = f"{short(written)} is a word that few people use", f"write: {listed[name]}"
            swedish = f"{short(written)} är krångligt. Skriv: {listed[name]}."
            yield Flaw(why, fix, swedish, ("answer", language), start)


def abbreviation(place: Place) -> Iterator[Flaw]:
    """Abbreviations written out: a screen reader spells them, and many people do not know them."""
    for language, text in place.answers:
        listed, where = place.whole.style.of(language).abbreviations, ("answer", language)
        for start, written, name in place.whole.finder(listed).find(text):
            full = listed[name]
            # the full stop of an abbreviation may be that of its sentence, too
            if written.endswith(".") and re.match(r"\s*$|\n|\s+[A-ZÅÄÖ]", text[start + len(written) :]):
                full += "."
            full = full[0].upper() + full[1:] if written[0].isupper() else full
            why, swedish = f"{short(written)} is an abbreviation", f"{short(written)} är en förkortning. Skriv ut den."
            edit = place.edit(where, start, written, full)
            yield Flaw(why, f"write it out: {listed[name]}", swedish, where, start, edit)


def untidy_text(place: Place) -> Iterator[Flaw]:
    """One space between words, none before a comma, and one sign for an ellipsis."""
    for language, text in place.answers:
        for found in SPACING.finditer(text):
            tidy = "…" if found[0] == "..." else "" if re.match(r"[,.!?;:]", text[found.end() :]) else " "
            around = text[max(0, found.start() - 12) : found.end() + 12]
            why, fix = f"stray spaces or full stops: {short(around)}", "write one space, no space before a comma, and …"
            swedish = f"Extra mellanslag eller punkter: {short(around)}."
            where = ("answer", language)
            edit = place.edit(where, found.start(), found[0], tidy)
            yield Flaw(why, fix, swedish, where, found.start(), edit)


def promise(place: Place) -> Iterator[Flaw]:
    """Nothing that only an examination can tell."""
    for language, text in place.answers:
        listed = place.whole.style.of(language).promises
        for start, written, _name in place.whole.finder(listed.words).find(text):
            if not _taken_back(text, start, listed.unless):
                why, fix = f"{short(written)} sounds like a promise", "say what the clinic does, and who decides"
                swedish = f"{short(written)} låter som ett löfte. Skriv vad ni gör, och vem som bestämmer."
                yield Flaw(why, fix, swedish, ("answer", language), start)


def sentences(paragraph: str) -> list[str]:
    """Split a paragraph into its sentences; `kl. 8` and `t.ex. Skåne` do not end one."""
    joined = ABBREVIATION.sub(lambda found: found[0].rstrip() + "\N{NO-BREAK SPACE}", paragraph)
    return SENTENCE_END.split(joined)


def start_of(text: str, part: str) -> int:
    """Return where a sentence or paragraph begins in the text it was taken from, whose lines may be broken."""
    found = re.search(r"\s+".join(map(re.escape, part.split())), text)
    return found.start() if found else 0


def lix(text: str) -> float:
    """Return how hard a text is to read: words a sentence, and how many of a hundred are longer than six letters.

    C.-H. Björnsson, Läsbarhet (1968). A value in braces counts as a short word.
    """
    plain = re.sub(r"\{[^{}]*\}|https?://\S+", "x", text)
    count = sum(len(sentences(paragraph)) for paragraph in paragraphs(plain))
    words = WORD.findall(plain)
    if not words:
        return 0.0
    return len(words) / count + 100 * sum(len(word) > LONG_WORD for word in words) / len(words)


def _taken_back(text: str, start: int, unless: tuple[str, ...]) -> bool:
    """Tell whether a word of the same sentence, before the promise, makes it none: we can't promise."""
    before = re.split(r"[.?!]\s", text[:start])[-1].casefold()
    return bool(set(unless) & set(re.findall(r"[\w’']+", before)))


RULES = (
    Rule(
        "long-sentence",
        "warning",
        "A sentence has at most as many words as kb/style.yaml says, 25: people read on a phone, and worried.",
        "En mening har högst så många ord som kb/style.yaml anger, 25: folk läser på mobilen, och är oroliga.",
        long_sentence,
    ),
    Rule(
        "long-paragraph",
        "hint",
        "A paragraph fits on the screen of a phone.",
        "Ett stycke får plats på en mobilskärm.",
        long_paragraph,
    ),
    Rule(
        "long-answer",
        "hint",
        "An answer says what was asked, and links to the rest.",
        "Ett svar säger det som frågan gäller, och länkar till resten.",
        long_answer,
    ),
    Rule(
        "hard-to-read",
        "hint",
        "LIX, the words of a sentence and the share of words longer than six letters, stays below the limit in "
        "kb/style.yaml.",
        "LIX, ord per mening plus andelen ord med fler än sex bokstäver, håller sig under gränsen i kb/style.yaml.",
        hard_to_read,
    ),
    Rule(
        "jargon",
        "hint",
        "No official or medical word where an ordinary one will do; kb/style.yaml says what to write instead.",
        "Inga byråkratiska eller medicinska ord där ett vanligt duger; kb/style.yaml har listan och vad man skriver "
        "i stället.",
        jargon,
    ),
    Rule(
        "abbreviation",
        "hint",
        "Abbreviations are written out: screen readers spell them, and many people do not know them. --fix does it.",
        "Förkortningar skrivs ut: skärmläsare bokstaverar dem och många känner inte till dem. --fix gör det.",
        abbreviation,
        fixable=True,
    ),
    Rule(
        "untidy-text",
        "hint",
        "One space between words, none before a comma or a full stop, and … for an ellipsis. --fix does it.",
        "Ett mellanslag mellan ord, inget före komma eller punkt, och … för tre punkter. --fix gör det.",
        untidy_text,
        fixable=True,
    ),
    Rule(
        "promise",
        "warning",
        "An answer does not promise a prescription, a time or a cure: a clinician decides. 'We can't promise' is fine.",
        "Ett svar lovar inte recept, tid eller bot: det avgör vårdpersonalen. ”Vi kan inte lova” går bra.",
        promise,
    ),
)
