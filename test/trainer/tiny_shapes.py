"""A tiny model of each architecture, with what was read wrongly at some time by somebody."""

from gguf import GGMLQuantizationType

from tiny_gguf import TinyModel

shapes = {
    "llama": TinyModel(),
    "llama with RoPE factors": TinyModel(tied=True, rope_factors=True, epsilon=1e-2),
    "llama in Q8_0": TinyModel(weights=GGMLQuantizationType.Q8_0),
    "qwen2": TinyModel("qwen2"),
    "qwen3 with large heads": TinyModel("qwen3", head_size=32),
    "gemma3 with large heads": TinyModel("gemma3", layers=7, head_size=32, tied=True),
}
real = {
    "SmolLM2-135M": "SmolLM2-135M-Instruct.Q4_1.gguf",
    "Qwen2.5-Coder-0.5B": "qwen2.5-coder-0.5b-instruct-q4_k_m.gguf",
}
