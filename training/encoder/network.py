"""The network: all-MiniLM-L6-v2, from word pieces to a state for each."""

from pathlib import Path

import torch
from torch import nn

from training.reader.network import LAYERS, WIDTH, Layer, released_weights


class Encoder(nn.Module):
    """Pieces (texts × pieces) to states (texts × pieces × width)."""

    def __init__(self, weights: Path | None = None, dropout: float = 0.1) -> None:
        super().__init__()
        self.pieces, self.places = nn.Embedding(30522, WIDTH), nn.Embedding(512, WIDTH)
        self.kinds, self.norm = nn.Embedding(2, WIDTH), nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        if weights is not None:
            self.load_state_dict(released_weights(weights))

    def forward(self, pieces: torch.Tensor, mask: torch.Tensor | None = None) -> torch.Tensor:
        """States of the last layer; ``mask`` (texts × pieces) is 0 where a shorter text is padded."""
        places = torch.arange(pieces.shape[1]).unsqueeze(0)
        x = self.dropout(self.norm(self.pieces(pieces) + self.places(places) + self.kinds.weight[0]))
        blocked = torch.zeros(1, 1, 1, 1) if mask is None else ((1 - mask) * -1e4)[:, None, None, :].to(x.dtype)
        for layer in self.layers:
            x = layer(x, blocked)
        return x
