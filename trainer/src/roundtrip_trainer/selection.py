"""Which groups train, which watch, and what each gives to the loss."""

from collections import Counter

from .advantages import JudgedGroup, judge
from .config import TrainerConfig
from .errors import TrainerError
from .objectives import Bundle, choose_examples
from .plan import is_kept_out
from .rollouts import Rollouts
from .source_code import code_examples


def judge_stages(
    rollouts: Rollouts, config: TrainerConfig
) -> tuple[list[JudgedGroup], list[JudgedGroup], Counter[str]]:
    """The groups that train, those that watch, and what was left out, by reason."""
    judged: list[JudgedGroup] = []
    skipped = Counter(rollouts.skipped)
    for stage in config.stages:
        groups = [group for group in rollouts.groups if group.stage == stage]
        kept = judge(groups, config.verdictWeight)
        judged += kept
        if len(kept) < len(groups):
            skipped["no-variance"] += len(groups) - len(kept)
    training: list[JudgedGroup] = []
    watching: list[JudgedGroup] = []
    for one in judged:
        kept_out = is_kept_out(one.group.code_hash, config.offPolicyShare, config.seed)
        (watching if kept_out else training).append(one)
    return training, watching, skipped


def examples_of(
    training: list[JudgedGroup], rollouts: Rollouts, config: TrainerConfig
) -> list[list[Bundle]]:
    """One list of bundles for each group that gives any."""
    if config.objective == "next-token":
        return code_examples(rollouts.codes, config.model)
    chosen = [choose_examples(one, config.objective) for one in training]
    examples = [bundles for bundles in chosen if bundles]
    if not examples:
        raise TrainerError(
            "no-rollouts",
            f"None of the {len(rollouts.groups)} groups of rollouts has a draw that is better "
            "than the others by more than luck. Draw more, with more reconstructions of each doc.",
        )
    return examples
