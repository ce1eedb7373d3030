"""The chat's module as browsers get it: packed where they can, once a version, and new when it was built anew."""

import gzip
import os

import pytest

from channels.script import FILE, MISSING, Script, ScriptFile, takes_gzip

TEXT = b"customElements.define('vardlots-chat', class extends HTMLElement {});\n" * 50
SCRIPT = Script.of(TEXT)


def write(path, text: bytes, when: int) -> None:
    """Write a file at a time of its own, as a build does that takes a while."""
    path.write_bytes(text)
    os.utime(path, (when, when))


def test_whoever_takes_gzip_gets_it_packed_and_the_others_plain():
    status, packed, headers = SCRIPT.answer("gzip, deflate, br", "")
    assert (status, headers["Content-Encoding"], gzip.decompress(packed)) == (200, "gzip", TEXT)
    assert len(packed) < len(TEXT) / 5
    status, plain, headers = SCRIPT.answer("", "")
    assert (status, plain) == (200, TEXT)
    assert "Content-Encoding" not in headers


@pytest.mark.parametrize("accepted", ["gzip", "br, gzip", "GZIP;q=0.5", "gzip;q=1", "deflate,gzip ; q=0.001"])
def test_gzip_is_taken(accepted):
    assert takes_gzip(accepted)


@pytest.mark.parametrize("accepted", ["", "br", "identity", "gzip;q=0", "gzip;q=0.0", "x-gzipped", ",", ";", "*"])
def test_gzip_is_not_taken(accepted):
    assert not takes_gzip(accepted)


def test_any_page_may_load_it_for_five_minutes():
    _, _, headers = SCRIPT.answer("gzip", "")
    assert headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert headers["Cache-Control"] == "public, max-age=300"
    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("known", [SCRIPT.tag, "*", f'"other", {SCRIPT.tag}', f" {SCRIPT.tag} "])
def test_a_browser_that_has_it_gets_nothing_anew(known):
    status, body, headers = SCRIPT.answer("gzip", known)
    assert (status, body, headers["ETag"]) == (304, b"", SCRIPT.tag)


@pytest.mark.parametrize("known", ["", '"other"', SCRIPT.tag[:-2], SCRIPT.tag.removeprefix("W/")[1:-1]])
def test_a_browser_that_has_another_one_gets_it(known):
    assert SCRIPT.answer("", known)[0] == 200


def test_it_is_packed_once_a_version_and_read_again_when_it_was_built_again(tmp_path):
    path = tmp_path / "vardlots-chat.js"
    file = ScriptFile(path)
    assert file.current() is None
    write(path, TEXT, 1)
    first = file.current()
    assert (first.text, file.current() is first) == (TEXT, True)
    write(path, TEXT + b"//", 2)
    assert file.current().text == TEXT + b"//"
    assert file.current().tag != first.tag
    path.unlink()
    assert file.current() is None
    write(path, TEXT, 2)
    assert file.current().tag == first.tag


def test_what_is_missing_is_told_by_its_path_and_how_to_build_it():
    assert str(FILE).endswith("widget/dist/vardlots-chat.js")
    assert "widget/dist/vardlots-chat.js" in MISSING
    assert "npm --prefix widget run build" in MISSING
