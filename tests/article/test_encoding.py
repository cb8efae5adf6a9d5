import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.article.encoding import declared_charset, decode, newlines
from tellings.errors import NotText

WORDS = "The café’s owner said “no” – twice. " * 5


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (WORDS.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + WORDS.encode(), "utf-8"),
        (b"\xff\xfe" + WORDS.encode("utf-16-le"), "utf-16-le"),
        (b"\xfe\xff" + WORDS.encode("utf-16-be"), "utf-16-be"),
        (WORDS.encode("utf-16-le"), "utf-16-le"),
        (WORDS.encode("utf-16-be"), "utf-16-be"),
        (WORDS.encode("cp1252"), "cp1252"),
    ],
)
def test_the_encoding_is_found_and_named(data: bytes, encoding: str) -> None:
    assert decode(data, "a.txt") == (WORDS, encoding)


def test_cyrillic_without_a_label_is_guessed() -> None:
    words = "Паром сел на мель у гавани во вторник вечером, сообщила администрация порта. " * 8
    assert decode(words.encode("cp1251"), "a.txt").text == words


def test_a_page_is_read_in_the_charset_it_declares() -> None:
    page = '<html><head><meta charset="windows-1250"></head>Łódź, piątek</html>'.encode("cp1250")
    assert "Łódź" in decode(page, "a.html", declared_charset(page)).text


def test_a_wrong_declaration_is_passed_over() -> None:
    assert decode(WORDS.encode(), "a.html", "no-such-charset").encoding == "utf-8"


@pytest.mark.parametrize("data", [b"%PDF-1.7 ...", b"\x89PNG\r\n", b"PK\x03\x04", b"abc\0def", bytes(range(32)) * 9])
def test_binary_data_is_not_text(data: bytes) -> None:
    with pytest.raises(NotText) as caught:
        decode(data, "a.txt")
    assert caught.value.do


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc"))))
def test_utf8_is_read_back_as_it_was(text: str) -> None:
    read = decode(text.encode(), "a.txt").text
    assert read in (text, text.removeprefix("\ufeff"))


@given(st.text())
def test_newlines_change_line_ends_only(text: str) -> None:
    assert "\r" not in newlines(text)
    assert newlines(text).replace("\n", "") == text.replace("\r", "").replace("\n", "")
