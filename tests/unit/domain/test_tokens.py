"""Tokens are upper-case UUIDs of 128 random bits."""

from openekyc.domain.tokens import has_token_shape, issue_token


def test_a_token_has_the_public_form():
    assert has_token_shape(issue_token())


def test_all_bits_vary():
    tokens = [int(issue_token().replace("-", ""), 16) for _ in range(200)]
    ever_one, ever_zero = 0, 0
    for token in tokens:
        ever_one |= token
        ever_zero |= ~token
    everything = (1 << 128) - 1
    assert ever_one == everything
    assert ever_zero & everything == everything


def test_what_is_not_a_token_is_recognised_without_a_database():
    token = issue_token()
    for nonsense in ("", "x", token.lower(), token + "\n", token[:-1], " " + token):
        assert not has_token_shape(nonsense)
