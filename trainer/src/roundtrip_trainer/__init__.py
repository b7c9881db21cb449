"""Trains LoRA adapters on the rollouts that Roundtrip keeps, for the GGUF model that it runs."""

import os

# Everything that is trained on lies on this machine; the libraries would ask a hub for more.
os.environ["HF_HUB_OFFLINE"] = "1"
