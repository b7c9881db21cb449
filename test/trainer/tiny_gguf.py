"""Models of a few thousand weights as GGUF files: made up, but laid out as llama.cpp has it."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from gguf import GGMLQuantizationType, GGUFWriter, TokenType
from gguf.quants import quantize
from numpy.typing import NDArray

_letters = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class TinyModel:
    """The shape of a made-up model; what a field means stands in the GGUF specification."""

    architecture: str = "llama"
    width: int = 64
    layers: int = 2
    heads: int = 4
    key_heads: int = 2
    head_size: int = 16
    hidden: int = 128
    epsilon: float = 1e-6
    tied: bool = False
    rope_factors: bool = False
    rope_scaling: str | None = None
    as_architecture: str | None = None
    """What the file calls itself, where that is not true."""
    weights: GGMLQuantizationType = GGMLQuantizationType.F32
    deviation: float = 0.2
    """Of the weights; norms are 1, give or take a fifth."""

    @property
    def tokens(self) -> list[str]:
        return ["<unk>", "<s>", "</s>", *(f"<0x{i:02X}>" for i in range(256)), "▁", *_letters]


def write_tiny_gguf(path: Path, model: TinyModel) -> Path:
    """Writes the model with random weights that are always the same."""
    writer = GGUFWriter(path, model.as_architecture or model.architecture)
    _add_header(writer, model)
    _add_vocabulary(writer, model)
    _Weights(writer, model).add_all()
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def _add_header(writer: GGUFWriter, model: TinyModel) -> None:
    writer.add_context_length(512)
    writer.add_embedding_length(model.width)
    writer.add_block_count(model.layers)
    writer.add_feed_forward_length(model.hidden)
    writer.add_head_count(model.heads)
    writer.add_head_count_kv(model.key_heads)
    writer.add_layer_norm_rms_eps(model.epsilon)
    writer.add_rope_freq_base(10_000.0)
    writer.add_rope_dimension_count(model.head_size)
    writer.add_key_length(model.head_size)
    writer.add_value_length(model.head_size)
    writer.add_file_type(0)
    if model.architecture == "gemma3":
        writer.add_sliding_window(16)
    if model.rope_scaling:
        writer.add_string(f"{model.architecture}.rope.scaling.type", model.rope_scaling)


def _add_vocabulary(writer: GGUFWriter, model: TinyModel) -> None:
    kinds = [TokenType.UNKNOWN, TokenType.CONTROL, TokenType.CONTROL]
    kinds += [TokenType.BYTE] * 256
    kinds += [TokenType.NORMAL] * (len(model.tokens) - len(kinds))
    writer.add_vocab_size(len(model.tokens))
    writer.add_tokenizer_model("llama")
    writer.add_token_list(model.tokens)
    writer.add_token_scores([0.0] * len(model.tokens))
    writer.add_token_types(kinds)
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_chat_template("{% for m in messages %}{{ m['content'] }}{% endfor %}")


class _Weights:
    def __init__(self, writer: GGUFWriter, model: TinyModel) -> None:
        self.writer, self.model = writer, model
        self.random = np.random.default_rng(0)

    def add_all(self) -> None:
        model = self.model
        self.matrix("token_embd", len(model.tokens), model.width)
        self.norm("output_norm", model.width)
        if not model.tied:
            self.matrix("output", len(model.tokens), model.width)
        if model.rope_factors:
            factors = np.linspace(1, 8, model.head_size // 2, dtype=np.float32)
            self.writer.add_tensor("rope_freqs.weight", factors)
        for layer in range(model.layers):
            self.add_layer(f"blk.{layer}.")

    def add_layer(self, layer: str) -> None:
        model = self.model
        queries, keys = model.heads * model.head_size, model.key_heads * model.head_size
        for norm in ("attn_norm", "ffn_norm"):
            self.norm(layer + norm, model.width)
        self.matrix(layer + "attn_q", queries, model.width)
        self.matrix(layer + "attn_k", keys, model.width)
        self.matrix(layer + "attn_v", keys, model.width)
        self.matrix(layer + "attn_output", model.width, queries)
        self.matrix(layer + "ffn_gate", model.hidden, model.width)
        self.matrix(layer + "ffn_up", model.hidden, model.width)
        self.matrix(layer + "ffn_down", model.width, model.hidden)
        if model.architecture == "qwen2":
            for name, size in (("attn_q", queries), ("attn_k", keys), ("attn_v", keys)):
                self.writer.add_tensor(f"{layer}{name}.bias", self.normal(size))
        if model.architecture in ("qwen3", "gemma3"):
            for norm in ("attn_q_norm", "attn_k_norm"):
                self.norm(layer + norm, model.head_size)
        if model.architecture == "gemma3":
            for norm in ("post_attention_norm", "post_ffw_norm"):
                self.norm(layer + norm, model.width)

    def matrix(self, name: str, rows: int, columns: int) -> None:
        kind = self.model.weights
        values = quantize(self.normal(rows, columns), kind)
        self.writer.add_tensor(f"{name}.weight", values, raw_dtype=kind)

    def norm(self, name: str, size: int) -> None:
        self.writer.add_tensor(f"{name}.weight", 1 + self.normal(size))

    def normal(self, *shape: int) -> NDArray[np.float32]:
        drawn = self.random.standard_normal(shape, dtype=np.float32)
        return drawn * np.float32(self.model.deviation)
