"""Train the sentence encoder: ``python -m training.encoder.train OUT [--held-out] [--steps N]``.

Starts from the released all-MiniLM-L6-v2. Two texts are scored by the cosine of their mean states and by how near their
pieces come to each other, each with the nearest of the other (late interaction: Khattab and Zaharia 2020), and learn by
cross entropy from pairs and from the claims of labelled stories, all passages of a batch against each other.
Writes ``encoder.safetensors``. About ten minutes on two cores. ``--held-out`` keeps a quarter of the topics and a fifth
of the headlines out, so that what is fitted on the encoder's output (training/claim_similarity, training/claims) can be
fitted on texts that it was not trained on.
"""

import argparse
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch
from safetensors.torch import save_file
from tokenizers import Tokenizer
from torch import nn

from training.claims.labels import Labelled
from training.encoder.network import Encoder
from training.encoder.texts import Example, examples, stories
from training.reader.network import RELEASED_NAMES
from training.reader.train import SHARED, released

STEPS, BATCH, WARM, RATE = 600, 16, 40, 3e-5
# Layers, from the word pieces up, that are left as released.
FROZEN = 2
LONGEST = 72
# Claims of one story in a batch, passages of each, and look-alikes.
CLAIMS, PASSAGES, NEAR = 7, 2, 4
# Two passages of different claims weigh less than two of one: there are many more. Look-alikes weigh most.
APART, LOOK_ALIKE = 0.35, 1.5
SHARE = {"events": 1.0, "answers": 0.4, "headlines": 1.0}
Encoded = tuple[torch.Tensor, torch.Tensor, torch.Tensor]


class Scorer(nn.Module):
    """The encoder with the weights of its two likenesses and an intercept by source."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = Encoder(released() / "model.safetensors")
        self.meaning, self.aligned = nn.Parameter(torch.tensor(6.0)), nn.Parameter(torch.tensor(4.0))
        self.start = nn.ParameterDict({s: nn.Parameter(torch.tensor(-5.0)) for s in (*SHARE, "claims")})
        self.tokenizer = Tokenizer.from_file(str(released() / "tokenizer.json"))
        self.tokenizer.enable_padding()
        self.tokenizer.enable_truncation(LONGEST)
        self.encoder.pieces.requires_grad_(False)
        for layer in self.encoder.layers[:FROZEN]:
            layer.requires_grad_(False)

    def encode(self, texts: Sequence[str]) -> Encoded:
        """Unit mean states (texts × width), unit states (texts × pieces × width), and the mask."""
        found = self.tokenizer.encode_batch(list(texts))
        mask = torch.tensor([f.attention_mask for f in found], dtype=torch.float32)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            states = self.encoder(torch.tensor([f.ids for f in found]), mask)
        states = states.float()
        mean = (states * mask.unsqueeze(-1)).sum(1) / mask.sum(1, keepdim=True)
        return nn.functional.normalize(mean, dim=-1), nn.functional.normalize(states, dim=-1), mask

    def evidence(self, a: Encoded, b: Encoded) -> torch.Tensor:
        """Log odds that texts tell the same, less the source's intercept."""
        return self.meaning * (a[0] * b[0]).sum(-1) + self.aligned * aligned(a, b)


def aligned(a: Encoded, b: Encoded) -> torch.Tensor:
    """Mean of how near each piece of one comes to any of the other, the lower of both sides."""
    near = a[1] @ b[1].transpose(-1, -2)
    near = near.masked_fill(b[2][:, None, :] == 0, -1.0).masked_fill(a[2][:, :, None] == 0, -1.0)
    left = (near.max(2).values * a[2]).sum(1) / a[2].sum(1)
    right = (near.max(1).values * b[2]).sum(1) / b[2].sum(1)
    return torch.minimum(left, right)


def main() -> None:
    """Train, write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--steps", type=int, default=STEPS)
    options = parser.parse_args()
    torch.manual_seed(1)
    chance = random.Random(1)
    pairs = examples(SHARED, held_out=options.held_out)
    told = stories(SHARED, held_out=options.held_out)
    scorer = Scorer()
    train(scorer, pairs, told, options.steps, chance)
    options.out.mkdir(parents=True, exist_ok=True)
    state = scorer.encoder.state_dict()
    save_file({RELEASED_NAMES[k]: v.contiguous() for k, v in state.items()}, options.out / "encoder.safetensors")


def train(
    scorer: Scorer, pairs: Sequence[Example], told: Sequence[Labelled], steps: int, chance: random.Random
) -> None:
    """``steps`` steps, each on a batch of pairs and on one of a story's passages."""
    counts = Counter(p.source for p in pairs)
    weight = {s: len(pairs) / 3 * SHARE[s] / counts[s] for s in counts}
    heads = [scorer.meaning, scorer.aligned, *scorer.start.values()]
    body = [p for p in scorer.encoder.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW([{"params": body}, {"params": heads, "lr": 1e-2}], lr=RATE, weight_decay=0.01)
    began, batches = time.monotonic(), _batches(pairs, chance)
    for step in range(steps):
        optimiser.param_groups[0]["lr"] = RATE * min(1, step / WARM) * (1 - step / steps)
        loss = pair_loss(scorer, next(batches), weight) + claim_loss(scorer, chance.choice(told), chance)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(body, 1.0)
        optimiser.step()
        if step % 50 == 49:
            print(f"step {step + 1} of {steps}, loss {loss.item():.3f}, {time.monotonic() - began:.0f} s", flush=True)


def pair_loss(scorer: Scorer, batch: Sequence[Example], weight: dict[str, float]) -> torch.Tensor:
    """Cross entropy of a batch of pairs, every source with its share."""
    evidence = scorer.evidence(scorer.encode([p.a for p in batch]), scorer.encode([p.b for p in batch]))
    evidence = evidence + torch.stack([scorer.start[p.source] for p in batch])
    wanted = torch.tensor([p.same for p in batch])
    losses = nn.functional.binary_cross_entropy_with_logits(evidence, wanted, reduction="none")
    return (losses * torch.tensor([weight[p.source] for p in batch])).mean()


def claim_loss(scorer: Scorer, story: Labelled, chance: random.Random) -> torch.Tensor:
    """Cross entropy of all pairs among passages of some claims of a story, and of some of its look-alikes."""
    texts: list[str] = []
    claim: list[int] = []
    for number, passages in enumerate(chance.sample(story.claims, min(CLAIMS, len(story.claims)))):
        for place in chance.sample(passages, min(PASSAGES, len(passages))):
            texts.append(story.words(place))
            claim.append(number)
    near = chance.sample(story.near, min(NEAR, len(story.near)))
    count, alike = len(texts), len(near)
    found = scorer.encode([*texts, *(story.words(a) for a, _ in near), *(story.words(b) for _, b in near)])
    first, second = torch.triu_indices(count, count, 1)
    of = torch.tensor(claim)
    wanted = torch.cat([(of[first] == of[second]).float(), torch.zeros(alike)])
    weight = torch.cat([torch.where(wanted[: len(first)] > 0, 1.0, APART), torch.full((alike,), LOOK_ALIKE)])
    left = torch.cat([first, torch.arange(count, count + alike)])
    right = torch.cat([second, torch.arange(count + alike, count + 2 * alike)])
    a, b = (tuple(part[side] for part in found) for side in (left, right))
    evidence = scorer.evidence(a, b) + scorer.start["claims"]
    losses = nn.functional.binary_cross_entropy_with_logits(evidence, wanted, reduction="none")
    return (losses * weight).sum() / weight.sum()


def _batches(pairs: Sequence[Example], chance: random.Random) -> Iterator[list[Example]]:
    """Batches of pairs of like length, in chance order, without end."""
    while True:
        shuffled = chance.sample(pairs, len(pairs))
        for start in range(0, len(shuffled), BATCH * 20):
            chunk = sorted(shuffled[start : start + BATCH * 20], key=lambda p: len(p.a) + len(p.b))
            batches = [chunk[i : i + BATCH] for i in range(0, len(chunk), BATCH)]
            yield from chance.sample(batches, len(batches))


if __name__ == "__main__":
    main()
