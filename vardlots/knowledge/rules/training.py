"""The rule that only the trained model can tell of: intents that it has never seen an example of."""

from collections.abc import Collection, Iterator
from datetime import date

from vardlots.knowledge.findings import Finding
from vardlots.knowledge.knowledge import Knowledge
from vardlots.knowledge.rules.rule import Rule

NEEDS_TRAINING = Rule(
    "needs-training",
    "warning",
    "The trained model knows the intent of every entry. One that it does not know is answered at once all the same, by "
    "the search alone; after `make train` the intent counts, too.",
    "Den tränade modellen känner avsikten (topic) för varje fråga. En fråga med en ny avsikt får ändå svar direkt, "
    "genom sökningen; efter `make train` räknas avsikten också.",
)
RULES = (NEEDS_TRAINING,)


def untrained(knowledge: Knowledge, intents: Collection[str], day: date) -> Iterator[Finding]:
    """Find the entries whose intent a model, trained on a day on examples of some intents, does not know."""
    source = knowledge.sources["faq"]
    for number, entry in enumerate(knowledge.entries.values()):
        if entry.topic not in intents:
            why = f"the model of {day} does not know the intent {entry.topic}: the search alone finds this answer"
            fix = "nothing is wrong: it answers already, and knows the intent after `make train`"
            swedish = (
                f"Modellen från {day} känner inte avsikten {entry.topic}. Svaret hittas redan av sökningen; "
                "avsikten räknas efter `make train`."
            )
            line = source.line("entries", number, "topic")
            yield Finding(source.name, line, NEEDS_TRAINING.name, why, fix, swedish, entry.id, NEEDS_TRAINING.level)
