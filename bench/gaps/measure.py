"""The tables of what is proposed for gaps, and of how long finding them takes."""

import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta, timezone

import numpy as np

from bench.gaps.scenes import Scene
from bench.gaps.scores import Kinds, kind_of
from bench.statistics import Share
from bench.tables import Table, shown
from vardlots.gaps.gaps import Gap, survey
from vardlots.gaps.proposals import ENOUGH, FEWEST, Proposal, propose
from vardlots.knowledge import Knowledge
from vardlots.replies import LANGUAGES
from vardlots.retrieval.encoder import Encoder
from vardlots.retrieval.retriever import Ranking, Retriever
from vardlots.usage.questions import Kept

ENOUGHS = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4)
SIZES = (500, 2000)
KINDS = {
    Kinds(hidden=1): "a hidden entry",
    Kinds(there=1): "an entry that is there",
    Kinds(outside=1): "out of scope",
    Kinds(mixed=1): "mixed",
}


def proposals(there: Mapping[str, Sequence[Ranking]], to_fit: Sequence[Scene], to_judge: Sequence[Scene]) -> Table:
    """Say what is proposed for questions of an entry that are not answered with certainty, hidden and there."""
    rng = np.random.default_rng(0)
    known = [(entry, some) for entry, all_of_it in there.items() for some in _handfuls(all_of_it, rng)]
    hidden = [
        (entry, some)
        for scene in to_fit
        for entry, all_of_it in _unsure(scene).items()
        if entry in scene.hidden
        for some in _handfuls(all_of_it, rng)
    ]
    judged = [(scene, *group) for scene in to_judge for group in _unsure(scene).items() if len(group[1]) > 1]
    groups = {
        "phrasings, five at a time": (hidden, known, ENOUGHS),
        "development questions, two or more": (
            [(entry, some) for scene, entry, some in judged if entry in scene.hidden],
            [(entry, some) for scene, entry, some in judged if entry not in scene.hidden],
            (ENOUGH,),
        ),
    }
    rows = [
        [name, f"{enough:.2f}", *map(shown, _proposed(absent, present, float(enough)))]
        for name, (absent, present, tried) in groups.items()
        for enough in tried
    ]
    head = ("questions", "enough", "hidden: a new entry", "there: phrasings", "… of that very entry")
    note = (
        "Questions of one entry that are not answered with certainty; a phrasing of an entry that is there, as if it "
        f"had not been written. In use: {ENOUGH}."
    )
    return Table("What is proposed for a gap", head, rows, note)


def whole(scenes: Sequence[Scene]) -> Table:
    """Say what `find_gaps` makes of the questions that are not answered well: groups and proposals together."""
    rows = [row for scene in scenes for row in _gaps_of(scene)]
    told = [[name, *_told([(new, right) for of, new, right in rows if of == kind])] for kind, name in KINDS.items()]
    note = (
        f"Gaps of at least {FEWEST} questions in {len(scenes)} scenes of development questions, each asked once; those "
        "that are answered with certainty are left out."
    )
    head = ("about", "gaps", "a new entry", "phrasings of that very entry")
    return Table("Gaps and what is proposed for them", head, told, note)


def speed(knowledge: Knowledge, retriever: Retriever, encoder: Encoder) -> Table:
    """Measure seconds for the knowledge base's phrasings, each with a word more, so that no vector is known."""
    texts = [
        (text, name) for one in knowledge.entries.values() for name in LANGUAGES for text in one.also_asked.get(name)
    ]
    rows = []
    for size in SIZES:
        kept = _kept([(f"{text} {'då' if name == 'sv' else 'then'}", name) for text, name in texts[:size]])
        began, worked = time.perf_counter(), time.process_time()
        found = survey([_unhelpful(one) for one in kept], [], retriever, encoder)
        took = time.perf_counter() - began, time.process_time() - worked
        rows.append([str(len(kept)), str(len(found.gaps)), f"{took[0]:.1f} s", f"{took[1]:.1f} s"])
    note = "Encoding included; all of them count as not answered well."
    return Table(
        "How long finding gaps takes", ("different questions", "gaps", "by the clock", "of the processor"), rows, note
    )


def _gaps_of(scene: Scene) -> Iterator[tuple[Kinds, bool, bool]]:
    """Yield what each gap is about, whether a new entry is proposed, and whether it is the right entry that is."""
    entry = {one.text: one.entry for one in scene.questions}
    kept = _kept([(one.text, one.language) for one in scene.questions])
    for gap in survey(kept, [], scene.retriever, scene.encoder).gaps:
        yield _described(gap, [entry[one.text] for one in gap.questions], scene)


def _described(gap: Gap, about: list[str | None], scene: Scene) -> tuple[Kinds, bool, bool]:
    made = gap.proposal
    assert made, "five questions are enough for a proposal"
    most = max(set(about), key=about.count)
    new = made.kind == "new_entry"
    return kind_of(about, scene.hidden), new, not new and made.entry == most


def _told(gaps: Sequence[tuple[bool, bool]]) -> list[str]:
    made = [Share(sum(one[which] for one in gaps), len(gaps)) for which in (0, 1)]
    return [str(len(gaps)), *map(shown, made)]


def _unsure(scene: Scene) -> dict[str, list[Ranking]]:
    """Return what is made of each entry's questions, where that is not certain."""
    found: dict[str, list[Ranking]] = {}
    for place in scene.unsure:
        entry = scene.questions[place].entry
        if entry:
            found.setdefault(entry, []).append(scene.rankings[place])
    return found


def _handfuls(rankings: Sequence[Ranking], rng: np.random.Generator) -> Iterator[list[Ranking]]:
    """Yield them five at a time, in a random order; what is left over is left out."""
    order = rng.permutation(len(rankings)).tolist()
    for start in range(0, len(order) - FEWEST + 1, FEWEST):
        yield [rankings[at] for at in order[start : start + FEWEST]]


Group = tuple[str, Sequence[Ranking]]


def _proposed(absent: Sequence[Group], present: Sequence[Group], enough: float) -> tuple[Share, Share, Share]:
    new = [_propose(some, enough).kind == "new_entry" for _, some in absent]
    made = [(entry, _propose(some, enough)) for entry, some in present]
    known = [one.kind == "phrasing" for _, one in made]
    right = [one.entry == entry for entry, one in made]
    return Share(sum(new), len(new)), Share(sum(known), len(known)), Share(sum(right), len(right))


def _propose(rankings: Sequence[Ranking], enough: float) -> Proposal:
    made = propose(rankings, [FEWEST] * len(rankings), enough=enough)
    assert made, "five questions are enough for a proposal"
    return made


def _kept(texts: Sequence[tuple[str, str]]) -> list[Kept]:
    now = datetime.now(timezone.utc)
    return [
        Kept(number, text, "sv" if name == "sv" else "en", "suggested", None, None, now - timedelta(minutes=number))
        for number, (text, name) in enumerate(texts, start=1)
    ]


def _unhelpful(kept: Kept) -> Kept:
    return Kept(kept.id, kept.text, kept.language, "unhelpful", None, None, kept.created)
