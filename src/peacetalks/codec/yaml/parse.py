"""Parse YAML texts into tokens with their positions: the only module that uses ruamel.yaml.

It uses the events of the parser and constructs nothing. A text can therefore only become texts,
lists and objects, and a text that is nested too deeply is abandoned early.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, Literal, TypeAlias

import attrs

from peacetalks.codec.yaml.syntax import not_yaml, not_yaml_at
from peacetalks.errors import MissingExtra

__all__ = ["Form", "Token", "tokens"]

Form: TypeAlias = Literal["text", "list", "object", "end", "alias", "document"]

_FORMS: Final[dict[str, Form]] = {
    "ScalarEvent": "text",
    "SequenceStartEvent": "list",
    "SequenceEndEvent": "end",
    "MappingStartEvent": "object",
    "MappingEndEvent": "end",
    "AliasEvent": "alias",
    "DocumentStartEvent": "document",
}


@attrs.frozen
class Token:
    """One token of the parser.

    Attributes:
        form: the start of a document, list or object; the end of the innermost list or object; a
            text; or an alias, which stands for the value with its anchor.
        line: the line, counted from 1.
        column: the column, counted from 1.
        text: the content of a text.
        bare: whether that text is neither in quotes nor a block of lines.
        anchor: the name of the anchor; for an alias, of the anchor it refers to.
        tag: the explicit tag, such as ``"!!python/name:os.system"``.
    """

    form: Form
    line: int
    column: int
    text: str = ""
    bare: bool = False
    anchor: str | None = None
    tag: str | None = None


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a YAML text.

    Raises:
        ReadError: if the text is not YAML; names the first invalid position.
        MissingExtra: if ruamel.yaml is not installed.
    """
    try:
        from ruamel.yaml import YAML  # noqa: PLC0415 # of an extra
        from ruamel.yaml.error import MarkedYAMLError  # noqa: PLC0415 # of an extra
        from ruamel.yaml.reader import ReaderError  # noqa: PLC0415 # of an extra
    except ModuleNotFoundError:
        raise MissingExtra("yaml", "ruamel.yaml") from None
    # Any: the parser and its events are untyped.
    parser: Any = YAML(typ="safe", pure=True, plug_ins=[])
    events: Iterator[Any] = iter(parser.parse(text))
    line = 1
    while True:
        try:
            event = next(events)
        except StopIteration:
            return
        except MarkedYAMLError as error:
            raise not_yaml(text, error) from None
        except ReaderError as error:
            raise not_yaml_at(text, int(error.position)) from None  # pyright: ignore[reportUnknownArgumentType, reportUnknownMemberType] # untyped
        except Exception as error:  # noqa: BLE001 # if the parser crashes, the text is not YAML either
            raise not_yaml(text, error, line) from None
        line = event.end_mark.line + 1
        form = _FORMS.get(type(event).__name__)
        if form is not None:
            yield _token(form, event)


def _token(form: Form, event: Any) -> Token:
    mark = event.start_mark
    return Token(
        form=form,
        line=mark.line + 1,
        column=mark.column + 1,
        text=getattr(event, "value", ""),
        bare=form == "text" and event.style is None,
        anchor=getattr(event, "anchor", None),
        tag=_short(getattr(event, "tag", None)),
    )


def _short(tag: str | None) -> str | None:
    """Return a tag in its short form."""
    return tag and tag.replace("tag:yaml.org,2002:", "!!")
