"""The browser goes back to exactly the caller's address, with the token added."""

import pytest

from openekyc.flows.redirects import with_token


@pytest.mark.parametrize(
    ("redirect", "expected"),
    [
        ("https://shop.example/back", "https://shop.example/back?token=T"),
        ("https://shop.example/back?a=1&b=%20", "https://shop.example/back?a=1&b=%20&token=T"),
        ("https://shop.example/back#top", "https://shop.example/back?token=T#top"),
        ("http://127.0.0.1:8001/", "http://127.0.0.1:8001/?token=T"),
    ],
)
def test_the_token_joins_the_query_and_nothing_else_changes(redirect, expected):
    assert with_token(redirect, "T") == expected
