"""The rules of `vardlots kb check --deep`: what only the assistant's own search can tell."""

from vardlots.knowledge.rules.rule import Rule

STOLEN = Rule(
    "stolen-question",
    "warning",
    "A test that must lead to an entry does: no other entry's answer would be given in its place.",
    "Ett prov som ska leda till en fråga gör det: ingen annan frågas svar skulle ges i stället.",
    deep=True,
)
OUTVOTED = Rule(
    "outvoted-phrasing",
    "hint",
    "A phrasing is near the others of its entry. If another entry wins it as soon as it is left out, either it belongs "
    "there, or this entry needs more phrasings like it.",
    "Ett sätt att fråga liknar de andra under samma fråga. Vinner en annan fråga så snart det tas bort hör det hemma "
    "där, eller så behövs fler sätt att fråga som liknar det.",
    deep=True,
)
RULES = (STOLEN, OUTVOTED)
