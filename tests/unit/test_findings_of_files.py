"""Findings of a file: each names the line that it is about."""

import peacetalks as pt
from peacetalks import codec
from peacetalks.checks import CODES


def written(folder, *lines):
    path = folder / "talks.jsonl"
    path.write_text("\n".join(lines))
    return path


def test_a_correction_under_another_id_is_refused_where_it_is_read():
    reading = codec.loads(CODES["PT154"].example, errors="collect")
    assert [(f.line, f.code, f.path) for f in reading.findings] == [
        (2, "PT002", "$.replacement.id")
    ]
    assert [event.id for event in reading] == ["said"]


def test_findings_of_a_file_name_its_lines_in_order(tmp_path):
    first, second = CODES["PT181"].example.splitlines()
    unknown = CODES["PT184"].example
    path = written(tmp_path, "# talks", unknown, CODES["PT144"].example, "{", first, second)
    found = pt.check(pt.read(path, errors="collect"))
    assert [(f.line, f.code) for f in found] == [
        (2, "PT003"),
        (3, "PT144"),
        (4, "PT001"),
        (6, "PT004"),
    ]
    assert str(found).splitlines()[1].startswith(f"{path}:3: PT144 $.reported: legal-act-issued")


def test_a_corrected_fact_is_found_at_the_line_of_its_correction(tmp_path):
    fact, fix = CODES["PT154"].example.replace('"other"', '"said"').splitlines()
    wrong = fix.replace('"occurred": "2023-09-24"', '"occurred": "2023-09-24", "by": "XXW"')
    found = pt.check(pt.read(written(tmp_path, fact, wrong.replace(', "by": "ARM"', ""))))
    assert [(f.line, f.code) for f in found] == [(2, "PT171")]
