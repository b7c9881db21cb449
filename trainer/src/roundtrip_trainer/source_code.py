"""Plain next-token training on a repository's code, to compare with: what other tools do."""

from collections.abc import Sequence

import numpy as np
from transformers import AutoTokenizer

from .config import Model
from .errors import ModelUnsupported
from .objectives import Bundle, Example

LONGEST = 1024
"""Tokens of a function; the rest of a longer one is left out."""


def code_examples(codes: Sequence[str], model: Model) -> list[list[Bundle]]:
    """Each function as one example, whose first token stands as the prompt.

    This is the only place where text is tokenized in Python: code that was never drawn has no ids
    in the store. The tokenizer is the one that transformers builds from the GGUF file.

    Raises:
        TrainerError: `model-unsupported`, the file's tokenizer is not known.
    """
    try:
        tokenizer = AutoTokenizer.from_pretrained(model.path.parent, gguf_file=model.path.name)
    except (OSError, ValueError, KeyError, NotImplementedError) as error:
        raise ModelUnsupported(
            f"The tokenizer of {model.path} can't be read ({error}). Choose another objective."
        ) from error
    rows = [np.array(tokenizer.encode(code)[:LONGEST], np.int32) for code in codes]
    return [[(Example(row[:1], row[1:]),)] for row in rows if len(row) > 1]
