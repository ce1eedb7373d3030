"""Do something about a gap: more phrasings for an entry, a draft of a new one, or nothing."""

from collections.abc import Collection, Mapping
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from vardlots.errors import KnowledgeError
from vardlots.gaps.decisions import EXAMPLES, About, Decided, decide
from vardlots.gaps.gaps import Gap
from vardlots.gaps.phrasings import Phrasings
from vardlots.knowledge import drafts
from vardlots.knowledge.editing import added, phrasings_added
from vardlots.knowledge.repository import Editor
from vardlots.knowledge.saving import FAQ, Saved, save
from vardlots.replies import LANGUAGES
from vardlots.retrieval.lexical import fold
from vardlots.retrieval.vocabulary import words

WORDS_OF_ID = 3


def accept(
    url: str,
    folder: Path,
    gap: Gap,
    phrasings: Phrasings,
    *,
    editor: Editor,
    entry: str | None = None,
    draft: str | None = None,
    base: Mapping[str, str] | None = None,
    commit: bool = True,
    now: datetime | None = None,
) -> Saved:
    """Add phrasings to an `entry` of kb/faq.yaml, or write a `draft` of that id into kb/drafts.yaml; note the decision.

    With an entry and no phrasings nothing is written, and the gap's questions count as answered by that entry. The file
    is saved first: cut off before the note, the gap is only listed once more.

    Raises:
        EditConflict, RefusedEdit, KnowledgeError: what `save` raises.
        StoreUnavailable: when the database does not answer.
        ValueError: when neither entry nor draft is named, or both are.
    """
    if (entry is None) == (draft is None):
        raise ValueError("name an entry or a draft, not both")
    if entry is not None:
        saved = _phrased(folder, entry, phrasings, editor, base, commit)
    else:
        new = draft_of(gap, phrasings, str(draft))
        message = f"Draft {draft} for what patients ask"  # not in their own words, for git forgets nothing
        saved = save(
            folder, lambda text: added(text, new), editor=editor, message=message, file=drafts.FILE, commit=commit
        )
    _decided(url, "accepted", gap, editor, now, entry or draft)
    return saved


def dismiss(url: str, gap: Gap, editor: Editor, now: datetime | None = None) -> None:
    """Note that nothing is to be done: neither these questions nor later ones of the same meaning come back.

    Once the questions' words are forgotten, the gap's numbers keep later ones away; a gap too small to have any may
    come back then.

    Raises:
        StoreUnavailable: when the database does not answer.
    """
    _decided(url, "dismissed", gap, editor, now, None)


def draft_of(gap: Gap, phrasings: Phrasings, draft_id: str) -> dict[str, Any]:
    """Return a draft with a gap's questions: the first phrasing of each language as its question.

    Raises:
        KnowledgeError: when there is no phrasing.
    """
    question = {language: phrasings.get(language)[0] for language in LANGUAGES if phrasings.get(language)}
    if not question:
        raise KnowledgeError(f"gap {gap.id} has no question that could be a phrasing: write the draft by hand")
    asked = {language: list(phrasings.get(language)[1:]) for language in LANGUAGES if phrasings.get(language)[1:]}
    return {"id": draft_id, "question": question, **({"also_asked": asked} if asked else {})}


def id_for(gap: Gap, taken: Collection[str]) -> str:
    """Return an id for a draft: the gap's telling words, and a number where that id is taken."""
    parts = [fold(word) for word in gap.words[:WORDS_OF_ID] if fold(word).isascii() and fold(word).isalpha()]
    parts = parts or [word for word in sorted(words(gap.name)) if word.isascii() and word.isalpha()][:WORDS_OF_ID]
    name = "-".join(parts) or "gap"
    number = 2
    found = name
    while found in taken:
        found, number = f"{name}-{number}", number + 1
    return found


def _phrased(
    folder: Path,
    entry: str,
    phrasings: Phrasings,
    editor: Editor,
    base: Mapping[str, str] | None,
    commit: bool,
) -> Saved:
    many = len(phrasings.sv) + len(phrasings.en)
    if not many:
        return Saved()
    message = f"Let {entry} be asked for in {many} more way{'s' if many > 1 else ''}, as patients do"
    return save(
        folder,
        lambda text: phrasings_added(text, entry, phrasings.sv, phrasings.en),
        editor=editor,
        message=message,
        base=base,
        file=FAQ,
        commit=commit,
    )


def _decided(url: str, decision: Decided, gap: Gap, editor: Editor, now: datetime | None, entry: str | None) -> None:
    decide(url, decision, _about(gap), editor.email, now or datetime.now(timezone.utc), entry, gap.meaning)


def _about(gap: Gap) -> About:
    """Return a gap's questions by their ids: of the same words the one that is kept the longest."""
    newest = {one.text: one.id for one in sorted(gap.questions, key=lambda one: (one.created, one.id))}
    texts = list(dict.fromkeys(one.text for one in gap.questions))[:EXAMPLES]
    ids = tuple(one.id for one in gap.questions)
    return About(ids, tuple(newest[text] for text in texts), newest.get(gap.name))
