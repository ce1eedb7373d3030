"""The encoder's vocabulary: the teacher's English pieces, Swedish pieces learned from the corpus, and a Unigram model.

Unigram (Kudo 2018) takes the likeliest way to cut a word, where WordPiece takes the longest beginning: Swedish
compounds come apart where a reader would cut them (läkar|intyg, not läkari|ntyg). The pieces are fixed before anything
is trained; their probabilities come from the corpus by expectation maximisation over the best cuts.
"""

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tokenizers import Regex, Tokenizer, normalizers, pre_tokenizers, processors
from tokenizers.models import Unigram
from tokenizers.trainers import UnigramTrainer
from transformers import PreTrainedTokenizerFast

from training.pairs import Pair

START = "▁"
"""What marks a piece that begins a word."""
SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")
ROUNDS = 3
FIRST_WORDS = 12_000
"""How many of the teacher's whole words are kept whether or not the corpus has them: it lists them by frequency."""
USED = 4
"""How often the corpus must use a piece of the teacher's for it to be kept all the same."""
SPARE = 1.4
"""How many times as many Swedish pieces to learn as there is room for: some are English ones, too."""
LONGEST_TEXT = 128


@dataclass(frozen=True)
class Words:
    """How often each word stands in the corpus, in each language; a pair counts by its weight."""

    sv: Mapping[str, float]
    en: Mapping[str, float]


def normaliser() -> normalizers.Sequence:
    """Return what is done to a text first: composed characters, lower case, å, ä and ö kept."""
    return normalizers.Sequence(
        [normalizers.NFC(), normalizers.Replace(Regex(r"[\p{Cc}\s]+"), " "), normalizers.Lowercase()]
    )


def cutter() -> pre_tokenizers.Sequence:
    """Return how a text is cut into words: at spaces and round punctuation, each marked at its start."""
    return pre_tokenizers.Sequence(
        [pre_tokenizers.BertPreTokenizer(), pre_tokenizers.Metaspace(prepend_scheme="always", split=False)]
    )


def words_of(pairs: Iterable[Pair]) -> Words:
    """Count the words of some pairs."""
    normal, cut = normaliser(), pre_tokenizers.BertPreTokenizer()
    counts: dict[str, dict[str, float]] = {"sv": defaultdict(float), "en": defaultdict(float)}
    for pair in pairs:
        for language, text in (("sv", pair.sv), ("en", pair.en)):
            for word, _ in cut.pre_tokenize_str(normal.normalize_str(text)):
                counts[language][word] += pair.weight
    return Words(counts["sv"], counts["en"])


def teacher_pieces(words: Words, teacher: PreTrainedTokenizerFast) -> list[str]:
    """Return the teacher's pieces that are worth keeping, written as Unigram writes them."""
    listed = sorted(teacher.get_vocab().items(), key=lambda item: item[1])
    whole = [piece for piece, _ in listed if piece.isascii() and piece.isalpha()]
    used: dict[str, float] = defaultdict(float)
    for word, count in words.en.items():
        for piece in teacher.tokenize(word):
            used[piece] += count
    often = [piece for piece, count in used.items() if count >= USED and not piece.startswith("[")]
    return list(dict.fromkeys(_unigram(piece) for piece in [*whole[:FIRST_WORDS], *often]))


def _unigram(piece: str) -> str:
    return piece[2:] if piece.startswith("##") else START + piece


def teacher_piece(piece: str) -> str:
    """Return how the teacher writes a piece."""
    if piece in SPECIAL:
        return piece
    return piece[1:] if piece.startswith(START) else f"##{piece}"


def learn_pieces(counts: Mapping[str, float], size: int) -> list[str]:
    """Return the `size` pieces that a Unigram model learns from counted words, the likeliest first."""
    learner = Tokenizer(Unigram())
    learner.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always", split=False)
    trainer = UnigramTrainer(vocab_size=size, unk_token="[UNK]", special_tokens=["[UNK]"], show_progress=False)
    repeated = (word for word, count in counts.items() for _ in range(min(math.ceil(count), 2000)))
    learner.train_from_iterator(repeated, trainer)
    scored: list[tuple[str, float]] = json.loads(learner.to_str())["model"]["vocab"]
    return [piece for piece, _ in sorted(scored, key=lambda row: -row[1]) if piece not in SPECIAL]


def build(pairs: Sequence[Pair], teacher: PreTrainedTokenizerFast, size: int) -> tuple[Tokenizer, dict[str, float]]:
    """Return the tokenizer, and the English share of each piece's use (0.5 for one that is never used)."""
    words = words_of(pairs)
    english = teacher_pieces(words, teacher)
    characters = {letter for counts in (words.sv, words.en) for word, n in counts.items() if n >= 1 for letter in word}
    single = sorted(characters | {START + letter for letter in characters} | {START})
    known = dict.fromkeys([*single, *english])
    room = max(size - len(SPECIAL) - len(known), 0)
    swedish = [piece for piece in learn_pieces(words.sv, int(SPARE * room)) if piece not in known][:room]
    return fit([*known, *swedish], words)


def fit(pieces: Sequence[str], words: Words) -> tuple[Tokenizer, dict[str, float]]:
    """Give each piece its probability: cut the corpus by the ones there are, count, and again."""
    scores = {piece: -8.0 - 1.5 * (len(piece.strip(START)) == 1) for piece in pieces}
    for _ in range(ROUNDS):
        model = tokenizer_of(pieces, scores)
        uses = {"sv": _uses(model, words.sv), "en": _uses(model, words.en)}
        totals = {language: sum(counts.values()) for language, counts in uses.items()}
        for piece in pieces:  # both languages count the same, however much of each there is
            scores[piece] = math.log(sum(uses[name][piece] / totals[name] + 1e-8 for name in uses) / 2)
    shares = {
        piece: (uses["en"][piece] / totals["en"] + 1e-9)
        / (uses["en"][piece] / totals["en"] + uses["sv"][piece] / totals["sv"] + 2e-9)
        for piece in pieces
    }
    return tokenizer_of(pieces, scores), shares


def _uses(tokenizer: Tokenizer, counts: Mapping[str, float]) -> dict[str, float]:
    uses: dict[str, float] = defaultdict(float)
    listed = list(counts)
    for start in range(0, len(listed), 10_000):
        batch = listed[start : start + 10_000]
        for word, cut in zip(batch, tokenizer.encode_batch(batch, add_special_tokens=False), strict=True):
            for piece in cut.tokens:
                uses[piece] += counts[word]
    return uses


def tokenizer_of(pieces: Sequence[str], scores: Mapping[str, float]) -> Tokenizer:
    """Return a Unigram tokenizer over the pieces, in their order, after the special ones."""
    rows = [(piece, 0.0) for piece in SPECIAL] + [(piece, scores[piece]) for piece in pieces]
    tokenizer = Tokenizer(Unigram(rows, unk_id=SPECIAL.index("[UNK]"), byte_fallback=False))
    tokenizer.normalizer, tokenizer.pre_tokenizer = normaliser(), cutter()
    ids = [(name, SPECIAL.index(name)) for name in ("[CLS]", "[SEP]")]
    tokenizer.post_processor = processors.TemplateProcessing(single="[CLS] $A [SEP]", special_tokens=ids)
    tokenizer.add_special_tokens(list(SPECIAL))
    return tokenizer


def wrapped(tokenizer: Tokenizer) -> PreTrainedTokenizerFast:
    """Return the tokenizer as transformers and sentence-transformers load it."""
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        pad_token="[PAD]",
        unk_token="[UNK]",
        cls_token="[CLS]",
        sep_token="[SEP]",
        model_max_length=LONGEST_TEXT,
    )
