"""Mask what identifies a person in free text, before anything stores, logs or forwards it.

Only the standard library and the phrases: the channels, which live in Rasa's process, use it too. When in doubt it
masks. `screen` is for the channels, `mask` for what is stored, `wanted` says which contact a message gives on purpose,
`notice` what to tell its sender.
"""

from vardlots.privacy.keeping import hours_kept
from vardlots.privacy.masking import CONTACT, IDENTITY, Kind, Masked, mask, screen
from vardlots.privacy.notice import notice
from vardlots.privacy.wanted import wanted

__all__ = ["CONTACT", "IDENTITY", "Kind", "Masked", "hours_kept", "mask", "notice", "screen", "wanted"]
