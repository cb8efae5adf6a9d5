"""Make the sentence encoder's package: ``python -m training.encoder.export TRAINED PACKAGE_DATA``.

Takes what ``training.encoder.train`` wrote into TRAINED, writes ``encoder.onnx`` (int8 weights; activations are scaled
as they come, one text at a time), ``tokenizer.json`` and ``checksums.txt``, and prints how near the int8 vectors of a
few sentences are to those of the network as trained. Uses the environment of ``training/reader``.
"""

import argparse
import hashlib
import tempfile
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from tokenizers import Tokenizer

from training.encoder.network import Encoder
from training.reader.train import released

SENTENCES = (
    "The ferry struck the pier at dusk and thirty people were hurt.",
    "Dozens were injured when the boat hit the jetty.",
    "The council will vote on the budget next week.",
)


def main() -> None:
    """Export, quantise, write, compare."""
    parser = argparse.ArgumentParser()
    parser.add_argument("trained", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    out = options.out
    out.mkdir(parents=True, exist_ok=True)
    network = Encoder(options.trained / "encoder.safetensors").eval()
    with tempfile.TemporaryDirectory() as folder:
        whole, prepared = Path(folder) / "whole.onnx", Path(folder) / "prepared.onnx"
        torch.onnx.export(
            network, (torch.ones(1, 9, dtype=torch.long),), str(whole), input_names=["pieces"],
            output_names=["states"], dynamic_axes={"pieces": {1: "p"}}, opset_version=17, dynamo=False,
        )  # fmt: skip
        quant_pre_process(str(whole), str(prepared), skip_symbolic_shape=True)
        quantize_dynamic(
            str(prepared), str(out / "encoder.onnx"), weight_type=QuantType.QInt8, per_channel=True,
            op_types_to_quantize=["MatMul", "Gemm", "Gather"],
        )  # fmt: skip
    (out / "tokenizer.json").write_bytes((released() / "tokenizer.json").read_bytes())
    names = ["encoder.onnx", "tokenizer.json"]
    lines = [f"{hashlib.sha256((out / n).read_bytes()).hexdigest()}  {n}" for n in names]
    (out / "checksums.txt").write_text("\n".join(lines) + "\n")
    for name in names:
        print(f"{name:16} {(out / name).stat().st_size / 1e6:6.2f} MB")
    compare(network, out)


def compare(network: Encoder, out: Path) -> None:
    """Cosine of the int8 vector of each sentence with that of the network as trained."""
    session = onnxruntime.InferenceSession(str(out / "encoder.onnx"), providers=["CPUExecutionProvider"])
    tokenizer = Tokenizer.from_file(str(out / "tokenizer.json"))
    tokenizer.no_padding()
    for sentence in SENTENCES:
        ids = np.array([tokenizer.encode(sentence).ids], dtype=np.int64)
        with torch.no_grad():
            plain = network(torch.from_numpy(ids))[0].mean(0).numpy()
        small = session.run(None, {"pieces": ids})[0][0].mean(0)
        cosine = float(plain @ small / np.linalg.norm(plain) / np.linalg.norm(small))
        print(f"{cosine:.4f}  {sentence}")


if __name__ == "__main__":
    main()
