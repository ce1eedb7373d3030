"""The vectors of the knowledge base's texts: each text is encoded once, and its vector stays while the text does."""

from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path

import numpy as np

from vardlots.retrieval.encoder import KINDS, Encoder, Vectors
from vardlots.retrieval.index import Ids
from vardlots.retrieval.known import LIMITS, KnownVectors, Limits
from vardlots.retrieval.phrasings import Key
from vardlots.retrieval.segment import Home


class TextVectors(Mapping[Key, Vectors]):
    """The vectors of one version's texts. Texts that the encoder reads alike share one."""

    def __init__(self, ids: Mapping[Key, int], known: KnownVectors) -> None:
        self._ids, self.known = ids, known

    @classmethod
    def of(
        cls, keys: Sequence[Key], encoder: Encoder, folder: Path | None = None, limits: Limits = LIMITS
    ) -> "TextVectors":
        """Encode the texts of the first version; many stay in a folder, for the next process to find."""
        home = Home(folder, encoder.name) if folder else Home.for_now(encoder.name)
        begin = KnownVectors.open if len(keys) > limits.exact else KnownVectors.empty
        return cls({}, begin(home, encoder.dim, limits)).having(keys, encoder)

    def having(self, keys: Sequence[Key], encoder: Encoder) -> "TextVectors":
        """Return those of the next version, with only the new texts encoded."""
        ids = {key: self._ids[key] if key in self._ids else id_of(key, encoder) for key in keys}
        texts = {number: key for key, number in ids.items()}
        wanted = np.array(sorted(texts), dtype=np.int64)
        return TextVectors(
            ids, self.known.having(wanted, lambda new: encode([texts[number] for number in new.tolist()], encoder))
        )

    def __getitem__(self, key: Key) -> Vectors:
        return self.rows([key])[0]

    def __contains__(self, key: object) -> bool:
        return key in self._ids

    def __iter__(self) -> Iterator[Key]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)

    def ids(self, keys: Sequence[Key]) -> Ids:
        """Return the ids of some texts."""
        return np.array([self._ids[key] for key in keys], dtype=np.int64)

    def rows(self, keys: Sequence[Key]) -> Vectors:
        """Return the vectors of some texts, [len(keys), dim]."""
        return self.known.rows(self.ids(keys))


def encode(keys: Sequence[Key], encoder: Encoder) -> Vectors:
    """Return the vectors of texts, each encoded as its kind, [len(keys), dim]."""
    vectors = np.empty((len(keys), encoder.dim), dtype=np.float32)
    for kind in KINDS:
        places = [at for at, (own, _) in enumerate(keys) if own == kind]
        vectors[places] = encoder.encode([keys[at][1] for at in places], kind)
    return vectors


def id_of(key: Key, encoder: Encoder) -> int:
    """Return a text's id: 63 bits of a digest of what the encoder makes of it, the same in every process.

    Among a million texts, two different ones share an id once in some ten million knowledge bases.
    """
    kind, text = key
    # an encoder that mends spelling learns how from the knowledge base, so the text as written is not enough
    read = getattr(encoder, "reads", str)(text)
    return int.from_bytes(blake2b(f"{kind}\0{read}".encode(), digest_size=8).digest(), "big") >> 1
