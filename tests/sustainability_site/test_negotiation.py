import time

import pytest

from sustainability_site.negotiation import accepted_encoding, is_among

MINE = '"abc"'


@pytest.mark.parametrize(
    ("header", "encoding"),
    [
        ("", "identity"),
        ("gzip, deflate, br, zstd", "br"),
        ("GZIP", "gzip"),
        ("x-gzip", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("br;q=0.5, gzip;q=1.0", "gzip"),
        ("br ; q=0.8 , gzip;q=0.8", "br"),
        ("br;q=0.000, gzip;Q=0", "identity"),
        ("identity, gzip;q=0.5", "identity"),
        ("identity;q=0.5, gzip;q=0.6", "gzip"),
        ("gzip;q=0.001", "gzip"),
        ("*", "br"),
        ("*;q=0", "identity"),
        ("br;q=0, *", "gzip"),
        ("gzip, *;q=0", "gzip"),
        ("identity;q=0, gzip", "gzip"),
        ("identity;q=0", "identity"),
        ("br;q=2, gzip", "gzip"),
        ("br;q=x, gzip;level=9", "identity"),
        ("zstd, deflate", "identity"),
        (",,;;,q=1,", "identity"),
        ("\xff, br", "br"),
    ],
)
def test_encoding_that_the_visitor_likes_best(header: str, encoding: str) -> None:
    assert accepted_encoding(header) == encoding


def test_endless_header_is_not_read_to_its_end() -> None:
    began = time.process_time()
    assert accepted_encoding("zstd," * 200_000 + "br") == "identity"
    assert accepted_encoding("br," + "zstd," * 200_000) == "br"
    assert time.process_time() - began < 0.05


@pytest.mark.parametrize(
    "header",
    [MINE, f"W/{MINE}", f'"x", {MINE}', f'W/"x",W/{MINE}', "*", " * ", f'"a,b",{MINE} , "c"', f"  {MINE}"],
)
def test_tag_that_the_visitor_has(header: str) -> None:
    assert is_among(MINE, header)


@pytest.mark.parametrize("header", ["", "abc", '"ab"', "W/abc", "**", '"*"', f'"x{MINE}', 'w/"abcd"', '"abc'])
def test_tag_that_the_visitor_lacks(header: str) -> None:
    assert not is_among(MINE, header)
