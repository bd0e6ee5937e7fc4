"""Why a text is no YAML, in the words of people who write it by hand."""

from __future__ import annotations

import re
from typing import Any, Final

from peacetalks.codec import codes
from peacetalks.errors import Finding, InvalidValue, ReadError

__all__ = ["UNREAD", "not_yaml", "not_yaml_at", "unreadable"]

UNREAD: Final = "none of the file is read until then"
_QUOTE: Final = "put the text in quotes"
_ALIKE: Final = "indent the keys of an event alike, and start each event with '- '"

# Any: the parser's errors and marks have no types of their own.
_CASES: Final[tuple[tuple[str, str, str | None, bool], ...]] = (
    # What the parser says, what it means, the way out, and whether the place to mend is where
    # the quote or bracket opens and not where the parser gave up.
    (r"character '\\t'", "a tab where only spaces may stand", "indent with spaces", False),
    (r"character '.' that cannot start", "a text with a mark before it", _QUOTE, False),
    (
        r"mapping values are not allowed",
        "a colon where no key can stand",
        f"put a text with ': ' in quotes, or {_ALIKE}",
        False,
    ),
    (r"sequence entries are not", "a list on the line of its key", "start it below", False),
    (
        r"found '<scalar>'",
        "more text after a value",
        f"put the whole of it in quotes, or {_ALIKE}",
        False,
    ),
    (r"expected <block end>", "not indented as what it belongs to", _ALIKE, False),
    (r"expected ':'", "a key without a colon", "write key: value, on a line of its own", True),
    (r"end of stream|document separator", "a quote that is never closed", "close it", True),
    (r"expected ',' or", "a bracket that is never closed", "close it; commas between", True),
    (
        r"escape|too large|chr\(\)",
        "an escape that YAML does not have",
        r"write \\ for a backslash, or take single quotes",
        False,
    ),
    (r"the node content", "a mark where a value is meant", _QUOTE, False),
    (r"alphabetic or numeric", "a mark without the name it needs", _QUOTE, False),
    (r"document end", "text after the end of a document", "start the next with ---", False),
    (r"incompatible", "a version of YAML that is not known", "leave out its line", False),
    (r"tag handle", "a tag, which events do not need", _QUOTE, False),
)


def unreadable(
    line: int, column: int | None, problem: InvalidValue, *, code: str = codes.UNREADABLE
) -> Finding:
    """Return the finding about something that no plain value can be made of."""
    return Finding(code=code, message=problem.message, line=line, column=column)


def not_yaml(text: str, error: Any, line: int = 1) -> ReadError:
    """Return the error for a text in which the parser stopped, after ``line`` if it names none."""
    problem = str(getattr(error, "problem", None) or error or "unknown")
    what, hint, at_start = _told(problem)
    first, last = getattr(error, "context_mark", None), getattr(error, "problem_mark", None)
    mark = (first or last) if at_start else (last or first)
    if mark is None:
        return _error(text, line, None, what, hint)
    return _error(text, mark.line + 1, mark.column + 1, what, hint)


def not_yaml_at(text: str, position: int) -> ReadError:
    """Return the error for a character that may stand in no YAML."""
    before = text[:position]
    line = before.count("\n") + 1
    column = position - (before.rfind("\n") + 1) + 1
    code = ord(text[position])
    hint = rf"in double quotes, write it as \u{code:04x}"
    return _error(text, line, column, f"the character U+{code:04X}", hint)


def _told(problem: str) -> tuple[str, str | None, bool]:
    for said, what, hint, at_start in _CASES:
        if re.search(said, problem):
            return what, hint, at_start
    return f"{problem[:1].lower()}{problem[1:]}", None, False


def _error(text: str, line: int, column: int | None, what: str, hint: str | None) -> ReadError:
    lines = text.split("\n")
    said = InvalidValue(
        f"not YAML, {what}",
        value=lines[line - 1].rstrip("\r") if line <= len(lines) else "",
        hint=f"{hint}; {UNREAD}" if hint else f"mend it; {UNREAD}",
    )
    return ReadError([unreadable(line, column, said)])
