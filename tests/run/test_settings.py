"""What a case file says it depended on."""

from tellings.run.settings import settings
from tests.conftest import needs_reader


@needs_reader
def test_the_readers_files_are_among_the_models() -> None:
    models = settings().models
    assert {"reader-en/reader.onnx", "reader-en/relations.onnx", "reader-en/labels.json"} <= set(models)
    assert all(len(digest) == 64 for digest in models.values())


def test_a_fast_build_depends_on_no_reader() -> None:
    assert not [name for name in settings(fast=True).models if name.startswith("reader-en/")]
    assert settings(fast=True).tables == settings().tables
