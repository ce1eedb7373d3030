"""Vårdlots: the front desk of a Swedish digital clinic. This package is its core, free of Rasa."""
