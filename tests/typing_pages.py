"""The Python of a page, as one file that type checkers can read."""

from __future__ import annotations

import re

__all__ = ["code_of"]

_BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_PROMPT = re.compile(r"^(?:>>>|\.\.\.)(?: |$)")
# At a prompt an expression shows its value.
_HEADER = "# pyright: strict, reportUnusedExpression=false\n"


def code_of(page: str) -> str:
    """Return the blocks of Python in order, without prompts and without what is printed."""
    return _HEADER + "\n".join(_code(block) for block in _BLOCK.findall(page))


def _code(block: str) -> str:
    lines = block.splitlines()
    if not any(line.startswith(">>>") for line in lines):
        return block
    # A traceback is printed with dots of its own, after a blank prompt or none.
    typed: list[str] = []
    is_typed = False
    for line in lines:
        is_typed = line.startswith(">>>") or (is_typed and bool(_PROMPT.match(line)))
        if is_typed:
            typed.append(_PROMPT.sub("", line))
    return "\n".join([*typed, ""])
