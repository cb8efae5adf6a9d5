import gzip
import zlib
from contextlib import suppress

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tellings.capture.coding import dechunked, undone
from tellings.errors import InputError, Malformed, TooLarge

LIMIT = 1_000_000


def bare(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


@given(st.binary(max_size=2000), st.binary(max_size=2000))
@settings(max_examples=100, deadline=None)
def test_what_was_packed_is_unpacked(first: bytes, second: bytes) -> None:
    both = first + second
    assert undone(gzip.compress(first) + gzip.compress(second), "", "gzip", LIMIT, "x") == both
    assert undone(zlib.compress(both), "", "deflate", LIMIT, "x") == both
    assert undone(brotli.compress(both), "", "br", LIMIT, "x") == both
    assert undone(gzip.compress(brotli.compress(both)), "", "br, gzip", LIMIT, "x") == both


def test_bare_deflate_is_unpacked() -> None:
    assert undone(bare(b"The ferry. " * 99), "", "deflate", LIMIT, "x") == b"The ferry. " * 99


@given(st.lists(st.binary(min_size=1, max_size=300), max_size=5))
@settings(max_examples=100, deadline=None)
def test_chunks_are_joined(parts: list[bytes]) -> None:
    body = b"".join(b"%x;a=b\r\n%b\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"
    assert dechunked(body) == b"".join(parts)


@given(st.binary(max_size=3000), st.sampled_from(["gzip", "deflate", "br", "gzip, br", "x"]), st.booleans())
@settings(max_examples=200, deadline=None)
def test_noise_is_an_error_or_itself(noise: bytes, coding: str, chunked: bool) -> None:
    with suppress(InputError):
        assert undone(noise, "chunked" if chunked else "", coding, LIMIT, "x") is not None


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress, brotli.compress])
def test_a_bomb_is_stopped_at_the_limit(pack: object) -> None:
    name = {gzip.compress: "gzip", zlib.compress: "deflate", brotli.compress: "br"}[pack]  # type: ignore[index]
    with pytest.raises(TooLarge):
        undone(pack(b"x" * (LIMIT + 1)), "", name, LIMIT, "x")  # type: ignore[operator]


def test_a_body_of_countless_empty_members_is_given_up() -> None:
    with pytest.raises(Malformed, match="members"):
        undone(gzip.compress(b"") * 50_000, "", "gzip", LIMIT, "x")
