"""Data packages: tables with schemas, sources and a licence, to publish and cite.

The format is the Data Package of Frictionless (datapackage.org, version 2): a folder or ZIP file
with one CSV file per table and ``datapackage.json``, which describes the columns, sources,
contributors and licence. A README repeats this for people and says how to cite the package.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import shutil
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final, final

from attrs import field, frozen

from peacetalks._support.atomic_file import atomic_write
from peacetalks._support.optional import import_extra
from peacetalks._text.characters import escaped_in_json, without_hidden
from peacetalks.errors import InvalidValue, NotFound
from peacetalks.events import Event
from peacetalks.fields.check import checked
from peacetalks.frames.flat import BETWEEN, flattened
from peacetalks.frames.table import DESCRIPTION, Table
from peacetalks.notebook.markup import web_address
from peacetalks.primitives.when import When, day_text
from peacetalks.values.facts import Source

__all__ = ["Contributor", "data_package"]

_PROFILE: Final = "https://datapackage.org/profiles/2.0/datapackage.json"
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9._-]*")
_LICENCE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]*")
_LICENCE_URLS: Final[Mapping[str, str]] = {
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC-BY-NC-4.0": "https://creativecommons.org/licenses/by-nc/4.0/",
    "ODC-By-1.0": "https://opendatacommons.org/licenses/by/1-0/",
    "ODbL-1.0": "https://opendatacommons.org/licenses/odbl/1-0/",
}
"""Links to the texts of licences for data, by SPDX identifier."""
_EARLIEST: Final = (1980, 1, 1, 0, 0, 0)
"""The timestamp of each file in a ZIP file, fixed so that the same content gives the same bytes."""


@final
@checked
@frozen
class Contributor:
    """Who made a package.

    Attributes:
        name: the name of a person or an organisation.
        role: what they did: author, editor, publisher, or any other word.
        url: a page about them, for example at ORCID or ROR.

    >>> Contributor("Example Institute", role="publisher").name
    'Example Institute'
    """

    name: str
    role: str = field(default="author", kw_only=True)
    url: str | None = field(default=None, kw_only=True)


def data_package(
    path: str | os.PathLike[str],
    tables: Mapping[str, Table],
    *,
    name: str,
    title: str,
    version: str,
    created: str,
    licence: str,
    contributors: Iterable[Contributor],
    sources: Iterable[Event | Source] = (),
    description: str = "",
) -> Path:
    """Write tables as a data package, and return its path.

    The same arguments give the same bytes. The package is written atomically: it appears only
    once it is complete.

    Args:
        path: a folder that does not exist yet, or a ``.zip`` file.
        tables: the tables by name; each becomes a file: ``{"events": frames.events(history)}``.
        name: the name of the package: lower-case letters, digits, ``.``, ``-`` and ``_``.
        title: the title of the package, for people.
        version: the version of the package, for example ``"1.0.0"``.
        created: the day on which it was made.
        licence: the SPDX identifier of the licence, for example ``"CC-BY-4.0"``.
        contributors: who made it, at least one.
        sources: the sources to list, or the events that have them; each document is listed once.
        description: what is in it, and how it was made.

    Raises:
        InvalidValue: if a name or the licence is not valid, ``tables``, ``title`` or
            ``contributors`` is empty, or the folder already exists.
        NotFound: if the parent folder does not exist.
        MissingExtra: if pyarrow is not installed.
        OSError: if the package cannot be written.

    >>> import peacetalks as pt, tempfile
    >>> from peacetalks import frames
    >>> history = pt.History(pt.datasets.load("article-2023-11-16"))
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     package = frames.data_package(
    ...         folder + "/talks-2023",
    ...         {"events": frames.events(history)},
    ...         name="talks-2023", title="Talks in 2023", version="1.0.0", created="2024-01-31",
    ...         licence="CC-BY-4.0", contributors=[frames.Contributor("Example Institute")],
    ...         sources=history.events,
    ...     )
    ...     sorted(file.name for file in package.iterdir())
    ['README.md', 'datapackage.json', 'events.csv']
    """
    makers = tuple(contributors)
    _check(tables, name, title, licence, makers)
    csv = {f"{table}.csv": _csv(rows) for table, rows in tables.items()}
    package = {
        "$schema": _PROFILE,
        "name": name,
        "title": title,
        "version": version,
        "created": _instant(created),
        **({"description": description} if description else {}),
        "licenses": [_without_none(name=licence, path=_LICENCE_URLS.get(licence))],
        "contributors": [_without_none(title=m.name, roles=[m.role], path=m.url) for m in makers],
        "sources": _sources(sources),
        "resources": [_resource(one, rows, csv[f"{one}.csv"]) for one, rows in tables.items()],
    }
    files = {
        "README.md": without_hidden(_readme(package, tables, makers, created)).encode(),
        "datapackage.json": f"{_json(package)}\n".encode(),
        **csv,
    }
    target = Path(path)
    if target.suffix.lower() == ".zip":
        _zip(target, files)
    else:
        _folder(target, files)
    return target


def _json(value: object) -> str:
    return escaped_in_json(json.dumps(value, ensure_ascii=False, indent=2))


def _check(
    tables: Mapping[str, Table],
    name: str,
    title: str,
    licence: str,
    makers: tuple[Contributor, ...],
) -> None:
    if not tables:
        raise InvalidValue(
            "a package without tables", value={}, accepted="{name: table}, at least one"
        )
    for one in (name, *tables):
        if not _NAME.fullmatch(one):
            raise InvalidValue(
                "not a valid name", value=one, accepted="lower-case letters, digits, '.', '-', '_'"
            )
    if not title.strip():
        raise InvalidValue("an empty title", value=title)
    if not _LICENCE.fullmatch(licence):
        raise InvalidValue(
            "not a licence",
            value=licence,
            accepted=f"an SPDX identifier: {', '.join(_LICENCE_URLS)}, ...",
        )
    if not makers:
        raise InvalidValue("no contributors", value=makers, accepted="at least one Contributor")


def _instant(created: str) -> str:
    day = When(created)
    if day.precision != "day" or day.text != day_text(day.first_day):
        raise InvalidValue("not a day", value=created, accepted="a day such as 2024-01-31")
    return f"{day.text}T00:00:00Z"


def _without_none(**values: object) -> dict[str, object]:
    return {key: value for key, value in values.items() if value is not None}


def _csv(table: Table) -> bytes:
    pa = import_extra("frames", "pyarrow")
    sink = pa.BufferOutputStream()
    import_extra("frames", "pyarrow.csv").write_csv(flattened(table.arrow), sink)
    return bytes(sink.getvalue())


def _resource(name: str, table: Table, csv: bytes) -> dict[str, object]:
    flat, original = flattened(table.arrow).schema, table.schema
    return {
        "name": name,
        "type": "table",
        "path": f"{name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(csv),
        "hash": f"sha256:{hashlib.sha256(csv).hexdigest()}",
        "schema": {
            "fields": [_field(column, original) for column in flat],
            "missingValues": [""],
        },
    }


def _field(column: Any, original: Any) -> dict[str, object]:
    # Any: pyarrow is not typed.
    pa = import_extra("frames", "pyarrow")
    was = original.field(column.name).type if column.name in original.names else column.type
    metadata: Mapping[bytes, bytes] = column.metadata or {}
    meaning = metadata.get(DESCRIPTION, b"").decode()
    if pa.types.is_list(was) and pa.types.is_string(was.value_type):
        kind, form = "string", f"texts separated by {BETWEEN!r}"
    elif pa.types.is_nested(was):
        kind, form = "array", "JSON"
    else:
        kind, form = _kind(was), ""
    about = "; ".join(filter(None, (meaning, form)))
    return _without_none(name=column.name, type=kind, description=about or None)


def _kind(type_: Any) -> str:
    # Any: pyarrow is not typed.
    types = import_extra("frames", "pyarrow").types
    kinds = (
        (types.is_boolean, "boolean"),
        (types.is_integer, "integer"),
        (types.is_floating, "number"),
        (types.is_date, "date"),
        (types.is_timestamp, "datetime"),
    )
    return next((kind for is_of, kind in kinds if is_of(type_)), "string")


def _sources(items: Iterable[Event | Source]) -> list[dict[str, object]]:
    """Return the documents, each once, sorted by publisher and title."""
    every = (s for one in items for s in (one.sources if isinstance(one, Event) else (one,)))
    documents: dict[tuple[str, ...], dict[str, object]] = {}
    for source in every:
        title = f"{source.publisher}: {source.title}" if source.title else source.publisher
        day = f", {source.published}" if source.published else ""
        url = web_address(source.url)
        documents.setdefault((title + day, url or ""), _without_none(title=title + day, path=url))
    return [documents[key] for key in sorted(documents)]


def _readme(
    package: Mapping[str, Any],
    tables: Mapping[str, Table],
    makers: tuple[Contributor, ...],
    created: str,
) -> str:
    # Any: JSON values.
    names = ", ".join(maker.name for maker in makers if maker.role == "author")
    who = names or ", ".join(maker.name for maker in makers)
    licence = " ".join(package["licenses"][0].values())
    rows = [
        f"| `{one['path']}` | {len(tables[one['name']]):,} | {len(one['schema']['fields'])} |"
        for one in package["resources"]
    ]
    lines = [
        f"# {package['title']}",
        *(["", package["description"]] if "description" in package else []),
        "",
        f"Cite as: {who} ({created[:4]}). {package['title']}. Version {package['version']}. {licence}",
        "",
        "| file | rows | columns |",
        "|---|---|---|",
        *rows,
        "",
        "`datapackage.json` describes each column and lists the sources of the facts:",
        f"{len(package['sources']):,} in all.",
    ]
    return "\n".join(lines) + "\n"


def _zip(target: Path, files: Mapping[str, bytes]) -> None:
    with atomic_write(target) as part, zipfile.ZipFile(part, "w") as packed:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _EARLIEST)
            packed.writestr(entry, content, zipfile.ZIP_DEFLATED)


def _folder(target: Path, files: Mapping[str, bytes]) -> None:
    if os.path.lexists(target):
        raise InvalidValue(
            "a folder or file that already exists",
            value=str(target),
            hint="give each version its own folder",
        )
    if not target.absolute().parent.is_dir():
        raise NotFound(f"no such folder: {str(target.absolute().parent)!r}")
    scratch = target.with_name(f".{target.name[:100]}.{secrets.token_hex(4)}")
    try:
        scratch.mkdir()
        for name, content in files.items():
            (scratch / name).write_bytes(content)
        scratch.rename(target)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
