"""What the assistant knows: the entries of `kb/faq.yaml`, ready to serve."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from vardlots.knowledge.content import Model, read
from vardlots.knowledge.findings import BadFile, Finding
from vardlots.knowledge.models import Entry, Faq, FollowUp, FollowUps, Offer, OutOfScope, Phrasings, Provider
from vardlots.knowledge.source import Source, read_source
from vardlots.knowledge.texts import Values, paragraphs
from vardlots.knowledge.whole import missing_values, repeated_ids, repeated_phrasings
from vardlots.replies import Language, Link


@dataclass(frozen=True)
class Knowledge:
    """One version of the knowledge base, valid as a whole: every value in its texts exists.

    `entries` are by id, in the file's order; `intents` by the Rasa intent that leads to them. `out_of_scope` holds
    the questions that nobody should answer, `follow_ups` those that only the answer before tells the meaning of,
    `ordinary` the words that say nothing about the subject. `version` changes when a file that was read changes.
    `sources` know the line of everything, by the file's name (`faq`).
    """

    entries: Mapping[str, Entry]
    intents: Mapping[str, tuple[Entry, ...]]
    provider: Provider
    out_of_scope: Phrasings
    version: str
    values: Values
    sources: Mapping[str, Source]
    follow_ups: tuple[FollowUp, ...] = ()
    ordinary: tuple[str, ...] = ()

    def answer(self, entry_id: str, language: Language) -> tuple[str, ...]:
        """Return the paragraphs of an answer, in the other language while this one has none.

        Raises:
            KeyError: when no entry has the id.
        """
        return paragraphs(self.values.fill(self.entries[entry_id].answer.in_language(language), language))

    def question(self, entry_id: str, language: Language) -> str:
        """Return the question that an entry answers, as a heading or a button says it."""
        return self.values.fill(self.entries[entry_id].question.in_language(language), language)

    def links(self, entry_id: str, language: Language) -> tuple[Link, ...]:
        """Return where to read more."""
        fill = self.values.fill
        return tuple(
            Link(fill(link.title.in_language(language), language), fill(link.url, language))
            for link in self.entries[entry_id].links
        )

    def offers(self, entry_id: str) -> tuple[Offer, ...]:
        """Return the actions to offer as buttons."""
        return self.entries[entry_id].offer


def read_knowledge(folder: Path) -> Knowledge:
    """Read the knowledge base of a folder (`kb/`).

    Raises:
        BadFile: a `KnowledgeError` with every mistake of the files: line, entry, value, what to do.
    """
    wrong: list[Finding] = []
    faq_source, faq = _read(folder / "faq.yaml", Faq, wrong)
    provider_source, provider = _read(folder / "provider.yaml", Provider, wrong)
    outside_source, outside = _outside(folder / "out_of_scope.yaml", wrong)
    follow_source, follow_ups = _follow_ups(folder / "follow_ups.yaml", wrong)
    words_source, ordinary = _ordinary(folder / "language.yaml")
    values = Values(folder, {"provider": provider_source} if provider else {})
    wrong += [*repeated_ids(faq_source), *repeated_phrasings(faq_source), *missing_values(faq_source, values)]
    if wrong or not faq or not provider:
        raise BadFile(dict.fromkeys(wrong))
    lists = {"out_of_scope": outside_source, "follow_ups": follow_source, "language": words_source}
    sources = {"faq": faq_source, **lists, **values.sources}
    return Knowledge(
        entries={entry.id: entry for entry in faq.entries},
        intents=_by_intent(faq.entries),
        provider=provider,
        out_of_scope=outside,
        version=_version(sources.values()),
        values=values,
        sources=sources,
        follow_ups=follow_ups,
        ordinary=ordinary,
    )


def _read(path: Path, model: type[Model], wrong: list[Finding]) -> tuple[Source, Model | None]:
    """Read one file; add what is wrong with it to `wrong`."""
    try:
        source, made, found = read(path, model)
    except BadFile as error:
        source, made, found = Source(path.name, ""), None, list(error.findings)
    wrong += found
    return source, made


def _outside(path: Path, wrong: list[Finding]) -> tuple[Source, Phrasings]:
    """Read the questions that nobody should answer; a clinic may do without the file."""
    if not path.exists():
        return Source(path.name, ""), Phrasings()
    source, made = _read(path, OutOfScope, wrong)
    return source, made.questions if made else Phrasings()


def _follow_ups(path: Path, wrong: list[Finding]) -> tuple[Source, tuple[FollowUp, ...]]:
    """Read what people ask next; a clinic may do without the file."""
    if not path.exists():
        return Source(path.name, ""), ()
    source, made = _read(path, FollowUps, wrong)
    return source, made.follow_ups if made else ()


def _ordinary(path: Path) -> tuple[Source, tuple[str, ...]]:
    """Read the words of any conversation, one text a line of them; a clinic may do without the file.

    What is wrong with a list of words, `vardlots kb check` tells: an answer need not wait for it.
    """
    try:
        source = read_source(path)
    except BadFile:
        return Source(path.name, ""), ()
    found = [text for where, text in source.written.items() if where[:1] == ("ordinary",)]
    return source, tuple(found)


def _by_intent(entries: Iterable[Entry]) -> dict[str, tuple[Entry, ...]]:
    found: dict[str, tuple[Entry, ...]] = {}
    for entry in entries:
        found[entry.topic] = (*found.get(entry.topic, ()), entry)
    return found


def _version(sources: Iterable[Source]) -> str:
    digest = hashlib.sha256()
    for source in sorted(sources, key=lambda source: source.name):
        digest.update(f"{source.name}\0{source.text}\0".encode())
    return digest.hexdigest()[:16]
