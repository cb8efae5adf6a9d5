"""The network: the MiniLM encoder with shapes and gaps added to its input, and five heads.

Names, fine tags (Penn), coarse tags (universal), sentence starts, and a biaffine reader of dependencies
(Dozat & Manning 2017, "Deep Biaffine Attention for Neural Dependency Parsing").
"""

import json
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import nn

from tellings.language.english.features import GAPS, SHAPES

WIDTH, LAYERS, ATTENTION_HEADS, INNER = 384, 6, 12, 1536
ARC, LABEL = 256, 96


class Layer(nn.Module):
    """One layer of the encoder, as in BERT."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(WIDTH, WIDTH) for _ in range(3))
        self.out, self.norm = nn.Linear(WIDTH, WIDTH), nn.LayerNorm(WIDTH, eps=1e-12)
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm_after = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: torch.Tensor, blocked: torch.Tensor) -> torch.Tensor:
        """``x`` is batch × pieces × width; ``blocked`` is added to the attention scores."""
        batch, length, _ = x.shape
        size = WIDTH // ATTENTION_HEADS

        def split(y: torch.Tensor) -> torch.Tensor:
            return y.view(batch, length, ATTENTION_HEADS, size).transpose(1, 2)

        q, k, v = split(self.query(x)), split(self.key(x)), split(self.value(x))
        scores = q @ k.transpose(-1, -2) / size**0.5 + blocked
        mixed = (torch.softmax(scores, -1) @ v).transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.norm(x + self.dropout(self.out(mixed)))
        return self.norm_after(x + self.dropout(self.down(nn.functional.gelu(self.up(x)))))


class Head(nn.Module):
    """A small projection with dropout on both sides."""

    def __init__(self, size: int, dropout: float) -> None:
        super().__init__()
        self.inner, self.dropout = nn.Linear(WIDTH, size), nn.Dropout(dropout)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Words × width to words × size."""
        return self.dropout(nn.functional.gelu(self.inner(self.dropout(x))))


class Reader(nn.Module):
    """Pieces in, scores of every head out."""

    def __init__(self, labels: dict[str, list[str]], dropout: float = 0.1) -> None:
        super().__init__()
        self.pieces, self.places = nn.Embedding(30522, WIDTH), nn.Embedding(512, WIDTH)
        self.kinds = nn.Embedding(2, WIDTH)
        self.shapes, self.gaps = nn.Embedding(len(SHAPES), WIDTH), nn.Embedding(len(GAPS), WIDTH)
        self.norm, self.dropout = nn.LayerNorm(WIDTH, eps=1e-12), nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.names = nn.Sequential(Head(WIDTH, 0.2), nn.Linear(WIDTH, len(labels["names"])))
        self.xpos, self.upos = nn.Linear(WIDTH, len(labels["xpos"])), nn.Linear(WIDTH, len(labels["upos"]))
        self.starts = nn.Linear(WIDTH, 2)
        self.arc_of, self.arc_to = Head(ARC, 0.25), Head(ARC, 0.25)
        self.label_of, self.label_to = Head(LABEL, 0.25), Head(LABEL, 0.25)
        self.arc = nn.Parameter(torch.zeros(ARC + 1, ARC))
        self.relation = nn.Parameter(torch.randn(len(labels["relations"]), LABEL + 1, LABEL + 1) * 0.05)
        nn.init.normal_(self.shapes.weight, std=0.02)
        nn.init.normal_(self.gaps.weight, std=0.02)

    def encode(self, pieces, shapes, gaps, mask):  # type: ignore[no-untyped-def]
        """Batch × pieces × width."""
        places = torch.arange(pieces.shape[1]).unsqueeze(0)
        x = self.pieces(pieces) + self.places(places) + self.kinds.weight[0] + self.shapes(shapes) + self.gaps(gaps)
        x = self.dropout(self.norm(x))
        blocked = ((1 - mask) * -1e4)[:, None, None, :].to(x.dtype)
        for layer in self.layers:
            x = layer(x, blocked)
        return x

    def forward(self, pieces, shapes, gaps, mask, firsts):  # type: ignore[no-untyped-def]
        """Scores of names, xpos, upos, starts (batch × words × labels), arcs (batch × words × words + 1, the
        last column the root), and the two sides of the relation reader (root last)."""
        x = self.encode(pieces, shapes, gaps, mask)
        words = torch.gather(x, 1, firsts.unsqueeze(-1).expand(-1, -1, WIDTH))
        with_root = torch.cat([words, x[:, :1]], 1)
        of, to = self.arc_of(words), self.arc_to(with_root)
        one = torch.ones_like(of[..., :1])
        arcs = torch.cat([of, one], -1) @ self.arc.to(of.dtype) @ to.transpose(1, 2)
        return (
            self.names(words), self.xpos(words), self.upos(words), self.starts(words), arcs,
            self.label_of(words), self.label_to(with_root),
        )  # fmt: skip

    def relations(self, of: torch.Tensor, to: torch.Tensor) -> torch.Tensor:
        """Scores of relations of words (n × d) with their heads (n × d): n × relations."""
        of, to = (torch.cat([y.float(), torch.ones_like(y[:, :1], dtype=torch.float32)], 1) for y in (of, to))
        count, size, _ = self.relation.shape
        mixed = (of @ self.relation.transpose(0, 1).reshape(size, -1)).view(-1, count, size)
        return (mixed * to.unsqueeze(1)).sum(-1)


def start(network: Reader, weights: Path) -> None:
    """Put the released MiniLM weights into the encoder."""
    missing = network.load_state_dict(released_weights(weights), strict=False)
    if missing.unexpected_keys:
        raise SystemExit(f"the weights do not fit the network: {json.dumps(missing.unexpected_keys)}")


def released_weights(weights: Path) -> dict[str, torch.Tensor]:
    """The released MiniLM weights by the names of this module."""
    old = load_file(weights)
    return {new: old[source] for new, source in RELEASED_NAMES.items()}


def _released_names() -> dict[str, str]:
    taken = {
        "pieces.weight": "embeddings.word_embeddings.weight",
        "places.weight": "embeddings.position_embeddings.weight",
        "kinds.weight": "embeddings.token_type_embeddings.weight",
        "norm.weight": "embeddings.LayerNorm.weight",
        "norm.bias": "embeddings.LayerNorm.bias",
    }
    parts = {
        "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
        "out": "attention.output.dense", "norm": "attention.output.LayerNorm", "up": "intermediate.dense",
        "down": "output.dense", "norm_after": "output.LayerNorm",
    }  # fmt: skip
    for layer in range(LAYERS):
        for new, source in parts.items():
            for end in ("weight", "bias"):
                taken[f"layers.{layer}.{new}.{end}"] = f"encoder.layer.{layer}.{source}.{end}"
    return taken


# The names that the released weights have for those of this module.
RELEASED_NAMES = _released_names()
