"""Explain why a text is not YAML, for people who write YAML by hand."""

from __future__ import annotations

import re
from typing import Any, Final

from peacetalks.errors import Finding, InvalidValue, ReadError
from peacetalks.findings import Rule, files

__all__ = ["UNREAD", "not_yaml", "not_yaml_at", "unreadable"]

UNREAD: Final = "nothing in the file is read until this is corrected"
_QUOTE: Final = "put the text in quotes"
_ALIKE: Final = "indent all keys of an event equally, and start each event with '- '"

# Any: the errors and marks of the parser are untyped.
_CASES: Final[tuple[tuple[str, str, str | None, bool], ...]] = (
    # The parser's message, its meaning, a hint, and whether the error is where the quote or
    # bracket opens, and not where the parser stopped.
    (r"character '\\t'", "a tab where only spaces are allowed", "indent with spaces", False),
    (
        r"character '.' that cannot start",
        "a text that begins with a special character",
        _QUOTE,
        False,
    ),
    (
        r"mapping values are not allowed",
        "a colon where a key is not allowed",
        f"put a text with ': ' in quotes, or {_ALIKE}",
        False,
    ),
    (
        r"sequence entries are not",
        "a list on the line of its key",
        "start it on the next line",
        False,
    ),
    (
        r"found '<scalar>'",
        "more text after a value",
        f"put all of it in quotes, or {_ALIKE}",
        False,
    ),
    (r"expected <block end>", "wrong indentation", _ALIKE, False),
    (r"expected ':'", "a key without a colon", "write key: value on a line of its own", True),
    (r"end of stream|document separator", "a quote that is never closed", "close it", True),
    (
        r"expected ',' or",
        "a bracket that is never closed",
        "close it, and separate the items with commas",
        True,
    ),
    (
        r"escape|too large|chr\(\)",
        "an escape that YAML does not have",
        r"write \\ for a backslash, or use single quotes",
        False,
    ),
    (r"the node content", "a special character where a value is expected", _QUOTE, False),
    (r"alphabetic or numeric", "a special character without the name it needs", _QUOTE, False),
    (r"document end", "text after the end of a document", "start the next one with ---", False),
    (r"incompatible", "an unsupported version of YAML", "remove the %YAML line", False),
    (r"tag handle", "a tag, which events do not need", _QUOTE, False),
)


def unreadable(
    line: int, column: int | None, problem: InvalidValue, *, rule: Rule = files.UNREADABLE
) -> Finding:
    """Return the finding about something that cannot be converted to a plain value."""
    return rule.finding(problem.message, line=line, column=column)


def not_yaml(text: str, error: Any, line: int = 1) -> ReadError:
    """Return the error for a text that the parser rejected, at ``line`` if it names no line."""
    problem = str(getattr(error, "problem", None) or error or "unknown")
    what, hint, at_start = _explain(problem)
    first, last = getattr(error, "context_mark", None), getattr(error, "problem_mark", None)
    mark = (first or last) if at_start else (last or first)
    if mark is None:
        return _error(text, line, None, what, hint)
    return _error(text, mark.line + 1, mark.column + 1, what, hint)


def not_yaml_at(text: str, position: int) -> ReadError:
    """Return the error for a character that is not allowed in YAML."""
    before = text[:position]
    line = before.count("\n") + 1
    column = position - (before.rfind("\n") + 1) + 1
    code = ord(text[position])
    hint = rf"in double quotes, write it as \u{code:04x}"
    return _error(text, line, column, f"the character U+{code:04X}", hint)


def _explain(problem: str) -> tuple[str, str | None, bool]:
    for pattern, what, hint, at_start in _CASES:
        if re.search(pattern, problem):
            return what, hint, at_start
    return f"{problem[:1].lower()}{problem[1:]}", None, False


def _error(text: str, line: int, column: int | None, what: str, hint: str | None) -> ReadError:
    lines = text.split("\n")
    problem = InvalidValue(
        f"not YAML, {what}",
        value=lines[line - 1].rstrip("\r") if line <= len(lines) else "",
        hint=f"{hint}; {UNREAD}" if hint else UNREAD,
    )
    return ReadError([unreadable(line, column, problem)])
