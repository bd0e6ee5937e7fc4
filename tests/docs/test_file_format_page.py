"""The page of the file format says what files have."""

import re
from pathlib import Path

from peacetalks.scale.rows import COLUMNS, schema

PAGE = Path(__file__).parents[2] / "docs/reference/file-format.md"
TYPES = {"text": "string", "integer": "int32", "bigint": "int64"}


def test_no_column_of_a_file_of_rows_is_missing_from_the_page_or_has_another_type():
    section = PAGE.read_text(encoding="utf-8").partition("\n## Parquet\n")[2]
    rows = re.findall(r"^\| `(\w+)` \| (\w+) \|", section, re.MULTILINE)
    assert [name for name, _ in rows] == list(COLUMNS)
    assert [TYPES[told] for _, told in rows] == [str(field.type) for field in schema()]
