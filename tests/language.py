"""The wording of code and pages, held to the list of phrases in ``unit/plain_english.txt``.

``python -m tests.language src/peacetalks/log README.md`` prints where a text breaks the list, and
how often each folder does.
"""

import ast
import io
import os
import re
import sys
import tokenize
from collections import Counter
from functools import cache
from pathlib import Path
from typing import NamedTuple

__all__ = ["Fault", "Text", "broken", "faults_of", "phrases", "texts_of"]

ROOT = Path(__file__).parents[1]
LIST = ROOT / "tests/unit/plain_english.txt"

IN_BACKQUOTES = re.compile(r"``[^`]+``|`[^`\n]+`")
ROLE = re.compile(r":\w+:(?=`)")
EXAMPLE = re.compile(r"^[ \t]*(?:>>>|\.\.\.)(?: .*)?$", re.MULTILINE)
FENCE = re.compile(r"^([ \t]*)(```+|~~~+).*?^\1\2[ \t]*$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\([^)\s]+\)")
ONE_WORD = re.compile(r"[^\s]*")


class Phrase(NamedTuple):
    """What is not written, and what is in its place."""

    section: str
    pattern: str
    instead: str
    found_by: re.Pattern[str]


class Text(NamedTuple):
    """A text, or the full name of what is defined, and the line on which it starts."""

    line: int
    text: str
    section: str = "prose"


class Fault(NamedTuple):
    """A phrase of the list where a text has it."""

    path: Path
    line: int
    found: str
    instead: str

    def __str__(self):
        return f"{os.path.relpath(self.path)}:{self.line}: {self.found!r}; write: {self.instead}"


@cache
def phrases():
    """Return the list, without those of its lines that are comments."""
    listed, section = [], ""
    for line in LIST.read_text(encoding="utf-8").splitlines():
        if line.startswith("[") and line.endswith("]"):
            section = line[1:-1]
        elif line and not line.startswith("#"):
            pattern, instead = line.rsplit(" -> ", 1)
            listed.append(Phrase(section, pattern, instead, _compiled(section, pattern)))
    return tuple(listed)


def _compiled(section, pattern):
    if section == "prose":
        return re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])", re.IGNORECASE)
    return re.compile(rf"(?:.*\.)?(?:{pattern})")


def broken(text):
    """Yield the offset of what a text has of the list, what it has there, and what to write."""
    flat, starts = _flat(text.text)
    for phrase in phrases():
        if phrase.section != text.section:
            continue
        if text.section == "prose":
            for match in phrase.found_by.finditer(flat):
                yield starts[match.start()], match[0], phrase.instead
        elif phrase.found_by.fullmatch(text.text):
            yield 0, text.text, phrase.instead


def _flat(text):
    """Return a text with one blank for each run of them and each line break, and where each letter was."""
    flat, starts = [], []
    for match in re.finditer(r"\n\s*\n|\s+|.", text):
        piece = match[0]
        flat.append(piece if not piece.isspace() else "\n" if piece.count("\n") > 1 else " ")
        starts.append(match.start())
    return "".join(flat), starts


def faults_of(path):
    """Return where a file breaks the list, in its order."""
    faults = {
        Fault(path, text.line + text.text.count("\n", 0, offset), found, instead)
        for text in texts_of(path)
        for offset, found, instead in broken(text)
    }
    return sorted(faults)


def texts_of(path):
    """Yield the texts of a file, and the names that a module has and defines."""
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        yield from _of_module(source, path)
    else:
        yield Text(1, _prose(FENCE.sub(_blank, source)))


def _of_module(source, path):
    tree = ast.parse(source)
    yield from _comments(source)
    yield from _strings(tree)
    name = ".".join(path.with_suffix("").parts[-2:])
    yield Text(1, name.removesuffix(".__init__"), "modules")
    for line, defined in _definitions(tree, name):
        yield Text(line, defined, "definitions")


def _comments(source):
    """Yield each block of comments as one text."""
    block, last = [], 0
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type != tokenize.COMMENT:
            continue
        line = token.start[0]
        alone = not token.line[: token.start[1]].strip()
        if block and not (alone and line == last + 1):
            yield Text(block[0][0], _prose("\n".join(text for _, text in block)))
            block = []
        block.append((line, token.string.lstrip("#").strip()))
        last = line if alone else 0
    if block:
        yield Text(block[0][0], _prose("\n".join(text for _, text in block)))


def _strings(tree):
    """Yield the literals that are texts; one of a single word is a key, a code or a name."""
    pieces = {
        id(piece)
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for piece in node.values
    }
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Constant) and isinstance(node.value, str)):
            continue
        if id(node) in pieces or not ONE_WORD.fullmatch(node.value):
            yield Text(node.lineno, _prose(node.value))


def _definitions(tree, module):
    """Yield the full names of functions, classes, constants and attributes of classes."""
    for node in tree.body:
        yield from _defined(node, module)


def _defined(node, within):
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        if any(map(_is_renamed, node.decorator_list)):
            return
        name = f"{within}.{node.name}"
        yield node.lineno, name
        if isinstance(node, ast.ClassDef):
            for inner in node.body:
                yield from _defined(inner, name)
    elif isinstance(node, ast.Assign | ast.AnnAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        for target in targets:
            if isinstance(target, ast.Name):
                yield node.lineno, f"{within}.{target.id}"


def _is_renamed(decorator):
    """Return whether a method is the old name of another: it stays as long as it is deprecated."""
    return isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == "renamed"


def _prose(text):
    """Return a text without code: what is in backquotes, after a prompt, or an address."""
    for code in (EXAMPLE, ROLE, IN_BACKQUOTES, LINK):
        text = code.sub(_blank, text)
    return text


def _blank(match):
    """Return as many lines as the code had, so that what follows keeps its line."""
    return "\n" * match[0].count("\n") or " ` "


def main():
    """Print the faults of files and folders, and how many each folder has."""
    counts = Counter()
    for given in sys.argv[1:] or [str(ROOT / "src/peacetalks")]:
        path = Path(given).resolve()
        files = sorted([*path.rglob("*.py"), *path.rglob("*.md")]) if path.is_dir() else [path]
        for file in files:
            for fault in faults_of(file):
                print(fault)  # noqa: T201 # what was asked
                counts[os.path.relpath(file.parent)] += 1
    for folder, count in sorted(counts.items()):
        print(f"{count:6} {folder}")  # noqa: T201 # what was asked
    sys.exit(bool(counts))


if __name__ == "__main__":
    main()
