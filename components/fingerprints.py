"""What a component's result depends on beside its own source, which is all that Rasa's cache looks at."""

import hashlib
from pathlib import Path

from vardlots.language import samples
from vardlots.settings import ROOT, settings


def of_files(*paths: Path) -> str:
    """Return a hash of the files' contents; name helper modules and data here."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def of_texts() -> str:
    """Return a hash of the knowledge base's labelled texts, from which language and spelling are learnt."""
    texts = "\n".join(f"{language}\t{text}" for text, language in samples(settings().kb))
    return hashlib.sha256(texts.encode()).hexdigest()


def core(name: str) -> Path:
    """Return the source file of a module of the core."""
    return ROOT / "vardlots" / name
