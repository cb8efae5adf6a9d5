"""The network: all-MiniLM-L6-v2 as released, from word pieces to a state for each."""

from pathlib import Path

import torch
from torch import nn

from training.reader.network import LAYERS, WIDTH, Layer, released_weights


class Encoder(nn.Module):
    """Pieces (1 × pieces) to states (1 × pieces × width); one text, so no padding and no mask."""

    def __init__(self, weights: Path) -> None:
        super().__init__()
        self.pieces, self.places = nn.Embedding(30522, WIDTH), nn.Embedding(512, WIDTH)
        self.kinds, self.norm = nn.Embedding(2, WIDTH), nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(0.0) for _ in range(LAYERS))
        self.load_state_dict(released_weights(weights))

    def forward(self, pieces: torch.Tensor) -> torch.Tensor:
        """States of the last layer."""
        places = torch.arange(pieces.shape[1]).unsqueeze(0)
        x = self.norm(self.pieces(pieces) + self.places(places) + self.kinds.weight[0])
        nothing = torch.zeros(1, 1, 1, 1)
        for layer in self.layers:
            x = layer(x, nothing)
        return x
