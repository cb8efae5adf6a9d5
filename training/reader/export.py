"""Make the reader's package of trained weights: ``python -m training.reader.export TRAINED PACKAGE_DATA``.

Writes ``reader.onnx`` (int8 weights; activations are scaled as they come, one window at a time),
``relations.onnx``, ``labels.json``, ``tokenizer.json`` and ``checksums.txt``.
"""

import argparse
import hashlib
import json
import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process

from training.reader.network import LABEL, Reader
from training.reader.train import released

OUTPUTS = ["names", "xpos", "upos", "starts", "arcs", "label_of", "label_to"]


class Alone(torch.nn.Module):
    """The network on one window: no padding, so no mask."""

    def __init__(self, network: Reader) -> None:
        super().__init__()
        self.network = network

    def forward(self, pieces, shapes, gaps, firsts):  # type: ignore[no-untyped-def]
        """Scores of every head."""
        return self.network(pieces, shapes, gaps, torch.ones_like(pieces), firsts)


def main() -> None:
    """Export, quantise, write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("trained", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--weights", default="reader.pt")
    arguments = parser.parse_args()
    labels = json.loads((arguments.trained / "labels.json").read_text())
    network = Reader(labels)
    network.load_state_dict(torch.load(arguments.trained / arguments.weights))
    network.eval()
    arguments.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        export(network, whole)
        prepared = Path(folder) / "prepared.onnx"
        quant_pre_process(str(whole), str(prepared), skip_symbolic_shape=True)
        quantize_dynamic(
            str(prepared), str(arguments.out / "reader.onnx"), weight_type=QuantType.QInt8, per_channel=True,
            op_types_to_quantize=["MatMul", "Gemm", "Gather"],
        )  # fmt: skip
    export_relations(network, arguments.out / "relations.onnx")
    (arguments.out / "labels.json").write_text(json.dumps(labels) + "\n")
    (arguments.out / "tokenizer.json").write_bytes((released() / "tokenizer.json").read_bytes())
    names = ["labels.json", "reader.onnx", "relations.onnx", "tokenizer.json"]
    lines = [f"{hashlib.sha256((arguments.out / n).read_bytes()).hexdigest()}  {n}" for n in names]
    (arguments.out / "checksums.txt").write_text("\n".join(lines) + "\n")
    for name in names:
        print(f"{name:16} {(arguments.out / name).stat().st_size / 1e6:6.2f} MB")


def export(network: Reader, path: Path) -> None:
    """The network as ONNX with free numbers of pieces and words."""
    example = (torch.ones(1, 9, dtype=torch.long),) * 3 + (torch.arange(1, 7).unsqueeze(0),)
    torch.onnx.export(
        Alone(network), example, str(path), input_names=["pieces", "shapes", "gaps", "firsts"], output_names=OUTPUTS,
        dynamic_axes={"pieces": {1: "p"}, "shapes": {1: "p"}, "gaps": {1: "p"}, "firsts": {1: "w"}},
        opset_version=17, dynamo=False,
    )  # fmt: skip


class Relations(torch.nn.Module):
    """The relation reader alone: words and their heads, found meanwhile, in pairs."""

    def __init__(self, network: Reader) -> None:
        super().__init__()
        self.network = network

    def forward(self, of, to):  # type: ignore[no-untyped-def]
        """Words × relations."""
        return self.network.relations(of, to)


def export_relations(network: Reader, path: Path) -> None:
    """The relation reader as ONNX with a free number of words."""
    torch.onnx.export(
        Relations(network), (torch.ones(5, LABEL), torch.ones(5, LABEL)), str(path), input_names=["of", "to"],
        output_names=["relations"], dynamic_axes={"of": {0: "w"}, "to": {0: "w"}}, opset_version=17, dynamo=False,
    )  # fmt: skip


if __name__ == "__main__":
    main()
