"""The knowledge base: read, checked, filled in, and served while it is being edited."""

from vardlots.knowledge.checks import check, check_folder
from vardlots.knowledge.findings import BadFile, Finding
from vardlots.knowledge.knowledge import Knowledge, read_knowledge
from vardlots.knowledge.live import LiveKnowledge
from vardlots.knowledge.models import (
    Draft,
    Drafts,
    Entry,
    Faq,
    FollowUp,
    FollowUps,
    Link,
    Localized,
    Offer,
    OutOfScope,
    Phrasings,
    Provider,
)

__all__ = [
    "BadFile",
    "Draft",
    "Drafts",
    "Entry",
    "Faq",
    "Finding",
    "FollowUp",
    "FollowUps",
    "Knowledge",
    "Link",
    "LiveKnowledge",
    "Localized",
    "Offer",
    "OutOfScope",
    "Phrasings",
    "Provider",
    "check",
    "check_folder",
    "read_knowledge",
]
