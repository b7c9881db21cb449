"""One optimizer step from one step of the plan."""

from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor

from .config import TrainerConfig
from .objectives import Batch, divergence, losses
from .plan import MicroBatch, Plan
from .policy import Policy
from .processes import Processes

WARMUP = 0.1
"""Share of the steps in which the learning rate rises to its full value."""
LARGEST_GRADIENT = 1.0


@dataclass(frozen=True)
class StepResult:
    """Of one step, all processes together."""

    loss: float
    kl: float
    """To the base, nats a token."""
    first_kl: float
    """Of the policy that drew the tokens, to the base."""
    clip_share: float
    entropy: float
    """Nats, over the distinct places in the step."""
    gradient_norm: float
    tokens: int
    """Nodes of the tries: what was computed."""
    virtual_tokens: int
    """What would have been computed without sharing."""


class Learner:
    def __init__(
        self, policy: Policy, plan: Plan, config: TrainerConfig, processes: Processes
    ) -> None:
        self.policy, self.plan, self.config, self.processes = policy, plan, config, processes
        self.loss = losses[config.objective]
        self.unit = plan.bundles_per_step if config.objective == "dpo" else plan.tokens_per_step
        self.optimizer = torch.optim.AdamW(policy.trained, lr=config.learningRate, weight_decay=0.0)

    def gradient(self, micro_batches: tuple[MicroBatch, ...]) -> StepResult:
        """Leaves the step's gradient, clipped, in the parameters; nothing else is changed."""
        self.optimizer.zero_grad()
        sums = torch.zeros(9, dtype=torch.float64)
        for micro_batch in self.processes.share(micro_batches):
            sums += self._backward(micro_batch)
        self.processes.add_gradients(self.policy.trained)
        norm = torch.nn.utils.clip_grad_norm_(self.policy.trained, LARGEST_GRADIENT)
        loss, kl, first_kl, clipped, tokens, entropy, places, nodes, virtual = self.processes.add(
            sums.to(self.policy.device, torch.float32)
        ).tolist()
        return StepResult(
            loss=loss,
            kl=kl / tokens,
            first_kl=first_kl / tokens,
            clip_share=clipped / tokens,
            entropy=entropy / places,
            gradient_norm=float(norm),
            tokens=int(nodes),
            virtual_tokens=int(virtual),
        )

    def apply(self, step: int, steps: int) -> None:
        """Changes the weights by the gradient; `step` counts from 0."""
        warm = min(1.0, (step + 1) / max(1.0, WARMUP * steps))
        for group in self.optimizer.param_groups:
            group["lr"] = self.config.learningRate * warm
        self.optimizer.step()

    def tensors(self) -> dict[str, Tensor]:
        """All that the next step depends on."""
        tensors = {f"weight.{name}": one for name, one in self.policy.state().items()}
        for name, parameter in self.policy.state().items():
            for part, value in self.optimizer.state[parameter].items():
                tensors[f"{part}.{name}"] = value
        return tensors

    def restore(self, tensors: Mapping[str, Tensor]) -> None:
        """Sets what `tensors` gave."""
        for name, parameter in self.policy.state().items():
            self.optimizer.state[parameter] = {
                part: tensors[f"{part}.{name}"].to("cpu" if part == "step" else parameter.device)
                for part in ("step", "exp_avg", "exp_avg_sq")
                if f"{part}.{name}" in tensors
            }
            with torch.no_grad():
                parameter.copy_(tensors[f"weight.{name}"])

    def _backward(self, micro_batch: MicroBatch) -> Tensor:
        tree = micro_batch.tree().to(self.policy.device)
        drawn, base = self.policy.before_training(tree)
        current = self.policy.log_probs(tree)
        batch = Batch(tree, micro_batch.examples, current.values, drawn, base)
        loss = self.loss(batch, self.config) / self.unit
        loss.backward()  # type: ignore[no-untyped-call]
        with torch.no_grad():
            return torch.tensor(
                [
                    float(loss),
                    float(divergence(base, batch.current).sum()),
                    float(divergence(base, drawn).sum()),
                    float(batch.clipped(self.config).sum()),
                    len(drawn),
                    float(current.entropies.sum()),
                    len(current.entropies),
                    len(tree.tokens),
                    tree.virtual,
                ],
                dtype=torch.float64,
            )
