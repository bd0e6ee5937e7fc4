"""Hide passwords in what is shown: in every error, name and line of output.

An address can be misspelt in any way, and then no parser says which part of it is the password. So
all before the last ``@`` is hidden, and the value of each key that could be secret.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["SHOWN_KEYS", "address_shown", "without_secrets"]

SHOWN_KEYS: Final = ("host", "port", "dbname", "sslmode")
"""Options of an address whose values are shown; others can contain a password."""

# Repetitions have bounds, because a search would take the square of the length of a hostile text.
_AT: Final = "(?:@|%40)"
_SCHEME: Final = (
    r"(?:[A-Za-z]?[\w+.-]{0,40}(?::/|//)/{0,8}|(?:postgres|sqlite|psql|mysql)[\w+.-]{0,40}:)"
)
_WHOLE: Final = re.compile(rf"(\s*{_SCHEME})(.*){_AT}", re.DOTALL)
"""An address that is a text of its own, up to its last ``@``; it may have blanks."""
_BARE: Final = re.compile(rf"()(?=\s*[^\s@]*:)(.*){_AT}", re.DOTALL)
"""The same, without a scheme."""
_INSIDE: Final = re.compile(rf"(?<!\w)({_SCHEME})([^\s'\"]{{0,2000}}){_AT}")
"""An address inside a text."""
_QUOTED: Final = re.compile(rf"(?<=['\"])({_SCHEME})([^'\"]{{0,2000}}){_AT}")
"""An address between quotes; it may have blanks."""
_NO_SECRET: Final = re.compile(r"[\w.-]*(:\*\*\*)?")
"""What may be shown before the ``@``: a name of a user."""
_KEY: Final = re.compile(
    r"((?:pass|pwd|secret|token|credential)[\w.%-]{0,40}\s{0,9}(?:=|%3D)\s{0,9})"
    r"(?!\*\*\*)(?:'[^']{0,2000}'|\"[^\"]{0,2000}\"|[^\s&;,'\"]+)",
    re.IGNORECASE,
)
_QUERY: Final = re.compile(
    rf"(?<!\w)(?!https?:)({_SCHEME}[^\s?'\"]{{0,2000}}\?)([^\s'\"]+)", re.IGNORECASE
)


def without_secrets(text: str) -> str:
    """Return a text in which the passwords of addresses are replaced by ``***``.

    >>> without_secrets("no such folder: 'postgresql:/bob:hunter2@127.0.0.1'")
    "no such folder: 'postgresql:/***@127.0.0.1'"
    >>> without_secrets("host=h password='a b' port=1"), without_secrets("me@home.db")
    ('host=h password=*** port=1', 'me@home.db')
    """
    if "@" not in text and "=" not in text and "%" not in text:
        return text
    text = _WHOLE.sub(_hidden, text, count=1) if _WHOLE.match(text) else text
    text = _INSIDE.sub(_hidden, _QUOTED.sub(_hidden, text))
    text = _QUERY.sub(_known_options, text)
    return _KEY.sub(r"\1***", text)


def address_shown(place: str) -> str:
    """Return the path or address of a log without what may be a password in it.

    >>> address_shown("postgres://bob:hunter 2@h/x?password=y&sslmode=require")
    'postgres://***@h/x?password=***&sslmode=require'
    >>> address_shown("talks.db"), address_shown("bob:hunter2@h/x")
    ('talks.db', '***@h/x')
    """
    bare = _BARE.match(place) if _WHOLE.match(place) is None else None
    return without_secrets(place if bare is None else _hidden(bare) + place[bare.end() :])


def _hidden(address: re.Match[str]) -> str:
    return address[0] if _NO_SECRET.fullmatch(address[2]) else f"{address[1]}***@"


def _known_options(query: re.Match[str]) -> str:
    options = [option.partition("=") for option in query[2].split("&")]
    shown = (
        f"{key}{sign}{value if key in SHOWN_KEYS or value.startswith('***') or not sign else '***'}"
        for key, sign, value in options
    )
    return query[1] + "&".join(shown)
