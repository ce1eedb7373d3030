"""Patient fees: the clinic's tariff and rules as data, and a quote that is an amount or an honest range."""

from vardlots.fees.quote import FACTS, BadQuestion, FeeQuestion, Quote, quote
from vardlots.fees.tariffs import Rule, Tariffs, When, tariffs

__all__ = ["FACTS", "BadQuestion", "FeeQuestion", "Quote", "Rule", "Tariffs", "When", "quote", "tariffs"]
