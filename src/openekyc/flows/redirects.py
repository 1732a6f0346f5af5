"""Where the browser goes when the page is done: the caller's RedirectURL with the token added to its query."""

from urllib.parse import urlsplit, urlunsplit


def with_token(redirect_url: str, token: str) -> str:
    """The URL with ``token=`` added.

    >>> with_token("https://shop.example/back?a=1#top", "81EEF678")
    'https://shop.example/back?a=1&token=81EEF678#top'
    """
    parts = urlsplit(redirect_url)
    query = f"{parts.query}&token={token}" if parts.query else f"token={token}"
    return urlunsplit(parts._replace(query=query))
