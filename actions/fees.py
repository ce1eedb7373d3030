"""Quote a fee: ask for what can still change the answer, then say an amount or an honest range, and why."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from actions.answers import PLAIN_INTENTS, is_answer, told_all
from actions.base import DeskAction, Outcome, button, say
from actions.forms import Filled, Form, form_actions
from actions.turn import Turn
from vardlots.entities.care import KINDS
from vardlots.fees import FACTS, FeeQuestion, Quote, quote, tariffs
from vardlots.knowledge.texts import Values
from vardlots.phrases import phrases
from vardlots.regions import regions
from vardlots.replies import Asks, Button, Input, Reply
from vardlots.settings import settings

TOPIC = "fees"
LAST = "last_fee"
"""The slot with the facts of the last quote, for a correction that comes after it."""
UNSURE = "fee_unsure"
"""The slot with the facts that the person could or would not tell."""


class FeeForm(Form):
    """Ask for age, care, exemption card and region, as long as the answer depends on them."""

    name = "fee_form"
    slots = FACTS
    inputs: Mapping[str, Input] = {"age": "age", "region": "region"}
    intents = frozenset({"quote_fee", "faq_fees", "check_age"})

    def required(self, known: Mapping[str, Any]) -> tuple[str, ...]:
        """Return what would narrow the quote, less what the person does not know."""
        unsure = known.get(UNSURE) or []
        made = _quote(known, tariffs().valid_from)  # what to ask does not depend on whether the tariff has run out
        return tuple(fact for fact in made.narrows if fact not in unsure)

    def fill(self, turn: Turn) -> Filled:
        """Read facts, corrections of earlier ones among them; "vet inte" leaves the fact asked for open."""
        if turn.requested is None:
            return Filled({UNSURE: None, **_facts(turn)})
        if not is_answer(turn, self.intents):
            return Filled()
        facts = _facts(turn)
        if facts:
            return Filled(facts)
        if turn.intent == "unsure":
            return Filled({UNSURE: [*(turn.slot(UNSURE) or []), turn.requested]})
        return Filled(problem=say("ask", turn, f"fees.again_{turn.requested}", topic=TOPIC))

    def ask(self, slot: str, turn: Turn) -> Reply:
        """Ask for a fact, with buttons where the choices are few."""
        return say("ask", turn, f"fees.ask_{slot}", topic=TOPIC, buttons=_choices(slot, turn))

    def wants(self, slot: str, turn: Turn) -> Asks | None:
        """Return the field for a fact; the region is chosen from the list of all."""
        asks = super().wants(slot, turn)
        return replace(asks, options=regions().names(turn.language)) if asks and slot == "region" else asks


class QuoteFee(DeskAction):
    """Say what a visit costs."""

    title = "action_quote_fee"

    def respond(self, turn: Turn) -> Outcome:
        """Quote from what is known, and forget everything but the region."""
        return _quoted(turn, {**turn.slots, **_facts(turn)})


def requoted(turn: Turn) -> Outcome | None:
    """Quote again when the turn corrects the quote before it ("nej, Halland"); None when it does not."""
    facts = _facts(turn)
    last = turn.slot(LAST)
    if turn.slot("last_topic") != TOPIC or not last or not facts or turn.intent not in PLAIN_INTENTS:
        return None
    return _quoted(turn, {**last, **facts})


def _quoted(turn: Turn, known: Mapping[str, Any]) -> Outcome:
    made = _quote(known, turn.now.date())
    forgotten = dict.fromkeys(("age", "care", "exemption_card", UNSURE))
    facts = {fact: known.get(fact) for fact in FACTS}
    remembered = {"region": made.question.region, LAST: facts, "last_topic": TOPIC, "last_question": None, "misses": 0}
    return Outcome(_reply(made, turn), {**forgotten, **remembered})


def _facts(turn: Turn) -> dict[str, Any]:
    """Return the facts of a turn; yes and no answer the question about the card, and nothing else."""
    facts = {fact: value for fact, value in told_all(turn, FACTS).items() if _known(fact, value)}
    if turn.requested == "exemption_card" and not facts and turn.intent in ("affirm", "deny"):
        return {"exemption_card": turn.intent == "affirm"}
    return facts


def _known(fact: str, value: Any) -> bool:
    """Say whether a value is one that the tables have."""
    if fact == "region":
        return value in regions()
    if fact == "care":
        return value in tariffs().kinds
    return fact != "age" or 0 <= value <= 130


def _quote(known: Mapping[str, Any], today: date) -> Quote:
    facts = {fact: known.get(fact) for fact in FACTS}
    usable = {fact: value for fact, value in facts.items() if value is not None and _known(fact, value)}
    return quote(FeeQuestion(**usable), tariffs(), regions(), today)


def _choices(slot: str, turn: Turn) -> tuple[Button, ...]:
    unsure = button(turn, "fees.button_unsure", "/unsure")
    if slot == "care":
        kinds = (kind for kind in KINDS if kind in tariffs().kinds)
        return (*(button(turn, f"fees.button_{kind}", f'/inform{{"care": "{kind}"}}') for kind in kinds), unsure)
    if slot == "exemption_card":
        yes = button(turn, "fees.button_yes", '/inform{"exemption_card": true}')
        no = button(turn, "fees.button_no", '/inform{"exemption_card": false}')
        return yes, no, unsure
    return ()


def _reply(made: Quote, turn: Turn) -> Reply:
    table = tariffs()
    why = _why(made, turn)
    care = made.question.care
    payload = f'/book_appointment{{"care": "{care}"}}' if care else "/book_appointment"
    return Reply(
        "fee",
        turn.language,
        tuple(text for text in (_price(made, turn), why, _shown(made, turn), _missed(made, turn)) if text),
        topic=TOPIC,
        buttons=(button(turn, "fees.button_book", payload),),
        reviewed=table.reviewed.isoformat(),
        source="; ".join(dict.fromkeys(rule.source for rule in made.rules)),
        fee=_figures(made, why),
    )


def _figures(made: Quote, why: str) -> dict[str, Any]:
    """Return the quote as a program reads it; what is not known is left out."""
    question = made.question
    price = {"amount": made.amount} if made.amount is not None else {"lowest": made.lowest, "highest": made.highest}
    told = {"region": question.region, "age": question.age, "kind": question.care}
    until = {"valid_until": made.valid_until.isoformat() if made.valid_until else None}
    rest = {name: value for name, value in {**until, **told}.items() if value is not None}
    return {**price, "currency": "SEK", "why": why, **rest}


def _price(made: Quote, turn: Turn) -> str:
    kind = tariffs().kinds[made.question.care].name.in_language(turn.language) if made.question.care else None
    visit = _title(turn, "fees.visit_to", kind=kind) if kind else _title(turn, "fees.visit")
    key = {1: "costs", 2: "costs_either"}.get(len(made.amounts), "costs_between")
    if made.amount == 0:
        key = "free"
    return _title(turn, f"fees.{key}", visit=visit, lowest=made.lowest, highest=made.highest)


def _why(made: Quote, turn: Turn) -> str:
    """Return the reason of an amount; of a range, what it depends on and what nobody knows."""
    reasons = []
    if made.amount is not None:
        reasons.append(made.rules[-1].why.in_language(turn.language))  # the last one holds, whatever is not known
    elif made.expired:
        reasons.append(_title(turn, "fees.expired", until=_until(turn), highest=tariffs().ceiling.amount))
    if made.narrows:
        reasons.append(_title(turn, "fees.depends", facts=_listed(made, turn)))
    elif made.amount is None and made.question.region and any(rule.when.under_free_age for rule in made.rules):
        reasons.append(_limit(made, turn))
    return " ".join(reasons)


def _limit(made: Quote, turn: Turn) -> str:
    """Say what is known of a region's limit for free care when it cannot be relied on."""
    name = regions().get(str(made.question.region)).name.in_language(turn.language)
    old = made.old_limit
    if old:
        return _title(turn, "fees.free_age_old", region=name, age=old.age, year=old.year)
    return _title(turn, "fees.free_age_unknown", region=name)


def _listed(made: Quote, turn: Turn) -> str:
    facts = [_title(turn, f"fees.fact_{fact}") for fact in made.narrows]
    joined = f" {_title(turn, 'fees.and')} "
    return joined.join([part for part in (", ".join(facts[:-1]), facts[-1]) if part])


def _shown(made: Quote, turn: Turn) -> str:
    if made.expired:
        return _title(turn, "fees.shown_only")
    return _title(turn, "fees.shown", until=_until(turn))


def _missed(made: Quote, turn: Turn) -> str:
    """Say that a free visit may still cost when it is missed, for nobody expects that."""
    free = made.amount == 0 and any(rule.amount == 0 for rule in made.rules)
    return tariffs().no_show.in_language(turn.language) if free else ""


def _until(turn: Turn) -> str:
    return Values(settings().kb).value("fees.valid_until", turn.language)


def _title(turn: Turn, key: str, **values: object) -> str:
    return phrases().title(key, turn.language, **values)


FEE_FORM_ACTIONS = form_actions(FeeForm())
