"""MHTML, mails and pages saved complete."""

from pathlib import Path

import pytest

from tellings.capture.companions import COMPANIONS, is_companion
from tellings.capture.files import again, captures
from tellings.errors import Aside, InputError, Malformed, NoArticle
from tellings.model import Capture, CaptureNote

MHTML = b"""From: <Saved by Blink>
Snapshot-Content-Location: https://quay.example/1
Subject: Ferry aground
Date: Sat, 03 May 2031 09:28:00 -0000
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="--b"

----b
Content-Type: text/html
Content-Location: https://adverts.example/frame

<html>frame</html>
----b
Content-Type: text/html; charset=iso-8859-2
Content-Transfer-Encoding: quoted-printable
Content-Location: https://quay.example/1

<html><p>The f=
erry of =A3=F3d=BC is late.</p></html>
----b
Content-Type: image/png
Content-Location: https://quay.example/1.png

x
----b--
"""
MAIL = b"""From: =?utf-8?q?Quay_W=C3=A9ekly?= <news@quay.example>
Subject: Fwd: Re: =?utf-8?q?Ferry_=E2=80=94?= aground
Date: Sat, 03 May 2031 09:28:00 -0400
Archived-At: <https://quay.example/letters/1>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=m

--m
Content-Type: text/plain; charset=utf-8

plain words
--m
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: base64

PHA+VGhlIGZlcnJ5IGlzIGxhdGUuPC9wPg==
--m
Content-Type: text/html; name=a.html
Content-Disposition: attachment; filename=a.html

<p>attached</p>
--m--
"""


def one(path: Path, data: bytes) -> Capture | InputError:
    path.write_bytes(data)
    (found,) = captures([str(path)])
    return found


def test_the_page_of_an_mhtml_file_is_the_part_that_was_saved(tmp_path: Path) -> None:
    found = one(tmp_path / "a.mhtml", MHTML)
    assert isinstance(found, Capture)
    assert found.data.strip() == b"<html><p>The ferry of \xa3\xf3d\xbc is late.</p></html>"
    assert (found.url, found.charset, found.kind) == ("https://quay.example/1", "iso-8859-2", ".html")
    assert found.captured_at == "2031-05-03T09:28:00"


def test_a_mail_gives_its_markup_and_what_its_header_says(tmp_path: Path) -> None:
    found = one(tmp_path / "a.eml", MAIL)
    assert isinstance(found, Capture)
    assert found.data == b"<p>The ferry is late.</p>"
    assert found.told == {
        "title": "Ferry — aground",
        "published": "2031-05-03T09:28:00-04:00",
        "outlet": "Quay Wéekly",
        "url": "https://quay.example/letters/1",
    }


def test_a_plain_mail_gives_its_words(tmp_path: Path) -> None:
    found = one(tmp_path / "a.eml", b"Subject: Ferry\n\nThe ferry is late.\n")
    assert isinstance(found, Capture)
    assert (found.kind, found.data) == (".txt", b"The ferry is late.\n")


@pytest.mark.parametrize(("name", "data"), [("a.mhtml", MHTML), ("a.eml", MAIL)])
def test_a_part_is_got_again_from_its_note(tmp_path: Path, name: str, data: bytes) -> None:
    found = one(tmp_path / name, data)
    assert isinstance(found, Capture)
    note = CaptureNote(path=found.path, url=None, sha256=found.sha256, encoding=None, part=found.part)
    assert again(note) == found


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("a.mhtml", b"<html></html>", Malformed),
        ("a.mhtml", b"MIME-Version: 1.0\nContent-Type: image/png\n\nx", NoArticle),
        ("a.eml", b"hello\nthere", Malformed),
        ("a.eml", b"Subject: x\nContent-Type: image/png\n\nx", NoArticle),
        ("a.eml", b"Subject: =?x-no-such?q?a?=\nContent-Type: multipart/mixed; boundary=b\n\n--b--", NoArticle),
    ],
)
def test_what_is_no_saved_page_or_mail_says_so(tmp_path: Path, name: str, data: bytes, error: type[InputError]) -> None:
    found = one(tmp_path / name, data)
    assert type(found) is error
    assert found.do


@pytest.mark.parametrize("row", COMPANIONS, ids=lambda r: r.ending)
def test_each_companion_is_found_as_its_row(row: object) -> None:
    assert is_companion(row.seen, {"ferry.html"})  # type: ignore[attr-defined]
    assert not is_companion(row.seen, {"other.html"})  # type: ignore[attr-defined]


def test_the_parts_of_a_page_saved_complete_are_left_out_and_told(tmp_path: Path) -> None:
    (tmp_path / "ferry_files").mkdir()
    (tmp_path / "ferry.html").write_text("<p>The ferry.</p>")
    (tmp_path / "ferry_files" / "frame.html").write_text("<p>An advert.</p>")
    (tmp_path / "other_files").mkdir()
    (tmp_path / "other_files" / "real.html").write_text("<p>A page.</p>")
    page, real, aside = captures([str(tmp_path)])
    assert isinstance(page, Capture)
    assert isinstance(real, Capture)
    assert isinstance(aside, Aside)
    assert "ferry_files" in aside.what
    (frame,) = captures([str(tmp_path / "ferry_files")])
    assert isinstance(frame, Capture)
