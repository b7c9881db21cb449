"""The model with its adapters: what it says of a completion, and what it said before training."""

from pathlib import Path

import torch
from peft import LoraConfig, PeftModel, get_peft_model
from torch import Tensor, nn
from transformers import PreTrainedModel

from .errors import AdapterMismatch, ModelUnsupported
from .head import LogProbs, log_probs
from .prefix_tree import PrefixTree

TRAINED = "default"
FORMER = "former"


class Policy:
    """A base model, the LoRA that is trained, and the one that drew the rollouts, if it was one."""

    def __init__(
        self,
        base: PreTrainedModel,
        *,
        rank: int,
        alpha: int,
        seed: int,
        parent: Path | None = None,
        drawn_by_parent: bool = False,
    ) -> None:
        """Puts a fresh LoRA on every linear layer of attention and MLP, or goes on from `parent`.

        Raises:
            TrainerError: `model-unsupported`, `adapter-mismatch`.
        """
        self.body: nn.Module = base.base_model
        self.head = _plain_head(base)
        torch.manual_seed(seed)  # of the fresh LoRA, nothing else is drawn by torch
        self.model = (
            _with_parent(base, parent, drawn_by_parent)
            if parent
            else get_peft_model(base, _lora(base, rank, alpha))
        )
        self.has_former = drawn_by_parent
        self.trained = [one for one in self.model.parameters() if one.requires_grad]
        self.device = self.trained[0].device
        self.window = _sliding_window(base)

    def log_probs(self, tree: PrefixTree) -> LogProbs:
        """Of all completion tokens of `tree`, a tree on the model's device."""
        hidden = self.body(
            input_ids=tree.tokens[None],
            position_ids=tree.depths[None],
            attention_mask=self._mask(tree),
            use_cache=False,
        ).last_hidden_state[0]
        return log_probs(hidden, self.head, tree.predictors, tree.targets)

    def before_training(self, tree: PrefixTree) -> tuple[Tensor, Tensor]:
        """Log-probabilities by the policy that drew the rollouts, and by the model alone.

        They are computed again in each epoch: so a run that was interrupted needs none of them, and
        they round as the trained policy's do, being packed alike.
        """
        with torch.no_grad(), self.model.disable_adapter():
            base = self.log_probs(tree).values
        if not self.has_former:
            return base, base
        self.model.set_adapter(FORMER)
        try:
            with torch.no_grad():
                return self.log_probs(tree).values, base
        finally:
            self.model.set_adapter(TRAINED)

    def state(self) -> dict[str, Tensor]:
        """The trained weights by name: the very tensors, no copies."""
        return {name: one for name, one in self.model.named_parameters() if f".{TRAINED}." in name}

    def _mask(self, tree: PrefixTree) -> Tensor | dict[str, Tensor]:
        """What is added to the attention's scores. transformers takes a mask of four dimensions as
        it is, so the layers with a sliding window need theirs by name."""
        dtype = next(self.model.get_base_model().parameters()).dtype
        full = _additive(tree.ancestors, dtype)
        if self.window is None:
            return full
        near = tree.depths[:, None] - tree.depths[None, :] < self.window
        sliding = _additive(tree.ancestors & near, dtype)
        return {"full_attention": full, "sliding_attention": sliding}


def _additive(seen: Tensor, dtype: torch.dtype) -> Tensor:
    mask = torch.zeros(seen.shape, dtype=dtype, device=seen.device)
    return mask.masked_fill_(~seen, torch.finfo(dtype).min)[None, None]


def _lora(base: PreTrainedModel, rank: int, alpha: int) -> LoraConfig:
    linear = {
        name.rsplit(".", 1)[-1]
        for name, module in base.named_modules()
        if isinstance(module, nn.Linear) and ".layers." in name
    }
    return LoraConfig(
        r=rank,
        lora_alpha=alpha,
        lora_dropout=0.0,
        bias="none",
        task_type="CAUSAL_LM",
        target_modules=sorted(linear),
    )


def _with_parent(base: PreTrainedModel, parent: Path, keep_former: bool) -> PeftModel:
    try:
        model = PeftModel.from_pretrained(
            base, str(parent), adapter_name=TRAINED, is_trainable=True
        )
        if keep_former:
            model.load_adapter(str(parent), FORMER, is_trainable=False)
            model.set_adapter(TRAINED)
        return model
    except (OSError, ValueError, RuntimeError, KeyError) as error:
        raise AdapterMismatch(
            f"The adapter {parent} can't be trained on with this model ({error}). "
            "Train from the base model, or from an adapter that was made for it."
        ) from error


def _plain_head(base: PreTrainedModel) -> Tensor:
    """The output matrix. Other kinds of heads would be computed wrongly here."""
    head: object = base.get_output_embeddings()
    config = base.config.get_text_config()
    scaled = [
        name
        for name in ("final_logit_softcapping", "logits_scaling", "logit_scale")
        if getattr(config, name, None) not in (None, 1, 1.0)
    ]
    if not isinstance(head, nn.Linear) or head.bias is not None or scaled:
        raise ModelUnsupported(
            f"Models of the kind {base.config.model_type} can't be trained: their logits are more "
            "than one matrix product. Choose another model."
        )
    return head.weight.detach()


def _sliding_window(base: PreTrainedModel) -> int | None:
    config = base.config.get_text_config()
    kinds = getattr(config, "layer_types", None) or []
    return int(config.sliding_window) if "sliding_attention" in kinds else None
