"""An encoder over sentence-transformers, for any model there is: the only module that imports the library.

The model is the project's own by default; any Hugging Face name works. A model that defines prompts gets its `query`
prompt before questions and its `document` prompt before answers. One that wants prefixes but does not say so (E5's
"query: " and "passage: ") is told them by `VARDLOTS_QUESTION_PROMPT` and `VARDLOTS_ANSWER_PROMPT`.
"""

import threading
from collections.abc import Sequence

import numpy as np
import torch
from sentence_transformers import SentenceTransformer
from transformers.utils import logging

from vardlots.retrieval.encoder import Kind, Vectors, name_of

THREADS = 1


class SentenceEncoder:
    """A sentence-transformers model, in a folder or on Hugging Face."""

    def __init__(self, path: str, question_prompt: str | None = None, answer_prompt: str | None = None) -> None:
        torch.set_num_threads(THREADS)
        logging.disable_progress_bar()
        self.name = name_of(path, question_prompt, answer_prompt)
        self._model = SentenceTransformer(path, device="cpu").eval()
        self.dim = int(self._model.get_embedding_dimension() or 0)
        own = self._model.prompts
        self._prompts = {
            "question": own.get("query") if question_prompt is None else question_prompt,
            "answer": own.get("document") if answer_prompt is None else answer_prompt,
        }
        self._lock = threading.Lock()  # the tokenizer must not be used by two threads at once

    def encode(self, texts: Sequence[str], kind: Kind = "question") -> Vectors:
        """Return float32 [len(texts), dim], each row of length 1."""
        if not texts:
            return np.zeros((0, self.dim), dtype=np.float32)
        with self._lock:
            vectors = self._model.encode(
                list(texts), prompt=self._prompts[kind] or None, normalize_embeddings=True, show_progress_bar=False
            )
        return np.asarray(vectors, dtype=np.float32)
