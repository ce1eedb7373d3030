"""A teacher of two small layers and a corpus of a few dozen sentences: everything that training does, in seconds."""

from pathlib import Path

import torch
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer
from tokenizers.processors import TemplateProcessing
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

WHO = {"jag": "I", "läkaren": "the doctor", "min son": "my son", "barnmorskan": "the midwife"}
DOES = {"bokar": "book", "behöver": "need", "väntar på": "wait for", "glömmer": "forget"}
WHAT = {"ett läkarintyg": "a certificate", "en tid": "an appointment", "ett recept": "a prescription", "hjälp": "help"}

PAIRS = [
    (f"{who} {does} {what}".capitalize() + ".", f"{WHO[who]} {DOES[does]} {WHAT[what]}".capitalize() + ".")
    for who in WHO
    for does in DOES
    for what in WHAT
]
HEADER = "source\tlicence_class\tmachine_translated\tsv\ten\n"


def write_corpus(path: Path) -> Path:
    """Write the pairs as a corpus: three in four permissive, the others copyleft."""
    rows = [
        f"{'ntrex' if at % 4 else 'KDE__tiny'}\t{'permissive' if at % 4 else 'copyleft'}\t\t{sv}\t{en}\n"
        for at, (sv, en) in enumerate(PAIRS)
    ]
    path.write_text(HEADER + "".join(rows), encoding="utf-8")
    return path


def write_teacher(folder: Path) -> Path:
    """Write a random BERT that knows the English words of the corpus, and letters."""
    words = sorted({word for _, en in PAIRS for word in en.lower().rstrip(".").split()})
    letters = [chr(97 + at) for at in range(26)]
    listed = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", ".", *words, *letters, *(f"##{letter}" for letter in letters)]
    pieces = {piece: at for at, piece in enumerate(dict.fromkeys(listed))}
    tokenizer = Tokenizer(WordPiece(pieces, unk_token="[UNK]"))
    tokenizer.normalizer, tokenizer.pre_tokenizer = BertNormalizer(), BertPreTokenizer()
    tokenizer.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", pieces["[CLS]"]), ("[SEP]", pieces["[SEP]"])]
    )
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, unk_token="[UNK]", pad_token="[PAD]", cls_token="[CLS]", sep_token="[SEP]"
    ).save_pretrained(folder)
    torch.manual_seed(3)
    shape = {"hidden_size": 48, "num_hidden_layers": 2, "num_attention_heads": 4, "intermediate_size": 96}
    BertModel(BertConfig(vocab_size=len(pieces), **shape)).save_pretrained(folder)
    return folder
