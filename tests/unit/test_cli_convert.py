"""``peacetalks convert``, as a person uses it."""

import json

import pytest

import peacetalks as pt
from commands import run
from peacetalks import codec

BY_HAND = """\
# talks
- kind: meeting-refused
  occurred: 2023-11-16
  meeting: washington
  by: AZE
"""


def test_a_stream_that_comes_with_peacetalks_becomes_yaml_and_json_lines_again(tmp_path):
    yaml, jsonl = tmp_path / "talks.yaml", tmp_path / "talks.jsonl"
    assert run("convert", "south-caucasus", yaml) == (
        0,
        "",
        f"183 events of south-caucasus written to {yaml}\n",
    )
    assert run("convert", yaml, jsonl)[0] == 0
    assert jsonl.read_text(encoding="utf-8") == codec.dumps(pt.datasets.south_caucasus())


@pytest.mark.parametrize("name", ["a.yml", "a.jsonl", "a.ndjson", "a.json"])
def test_the_end_of_the_name_says_the_form(tmp_path, name):
    (tmp_path / "talks.yaml").write_text(BY_HAND, encoding="utf-8")
    code, _, told = run("convert", tmp_path / "talks.yaml", tmp_path / name)
    assert code == 0
    assert told.startswith("1 event of ")
    assert list(pt.read(tmp_path / name)) == list(pt.read(tmp_path / "talks.yaml"))


def test_a_file_that_is_there_is_replaced_only_by_force(tmp_path):
    target = tmp_path / "talks.jsonl"
    target.write_text("mine", encoding="utf-8")
    code, out, told = run("convert", "article-2023-11-16", target)
    assert (code, out) == (2, "")
    # A long path is cut in the middle of an error.
    assert told.startswith("peacetalks: the file already exists: ")
    assert told.endswith("; hint: --force overwrites it\n")
    assert target.read_text(encoding="utf-8") == "mine"
    assert run("convert", "article-2023-11-16", target, "--force")[0] == 0
    assert list(pt.read(target)) == list(pt.datasets.article_2023_11_16())


def test_the_answer_in_json_is_alone_on_its_way(tmp_path):
    source, target = tmp_path / "talks.yaml", tmp_path / "talks.jsonl"
    source.write_text(f"{BY_HAND}- {{kind: meeting-hold}}\n", encoding="utf-8")
    code, out, told = run("convert", source, target, "--json")
    assert (code, told) == (0, "")
    answer = json.loads(out)
    (finding,) = answer.pop("findings")
    assert answer == {"source": str(source), "target": str(target), "events": 2}
    assert (finding["code"], finding["line"], finding["column"]) == ("PT003", 6, 10)


def test_what_was_found_is_told_before_what_was_done(tmp_path):
    source, target = tmp_path / "talks.yaml", tmp_path / "talks.jsonl"
    source.write_text(BY_HAND + BY_HAND, encoding="utf-8")
    code, _, told = run("convert", source, target)
    first, last = told.splitlines()
    assert code == 0
    assert first.startswith(f"{source}:7:3: the same event as on line 2, left out")
    assert last == f"1 event of {source} written to {target}; 1 finding"


def test_nothing_is_written_of_a_file_that_cannot_be_read_whole(tmp_path):
    source, target = tmp_path / "talks.yaml", tmp_path / "talks.jsonl"
    source.write_text(BY_HAND + "- kind: meeting-held\n", encoding="utf-8")
    code, out, told = run("convert", source, target)
    assert (code, out) == (2, "")
    assert told.splitlines()[0].startswith(f"{source}:6:3: ")
    assert not target.exists()


@pytest.mark.parametrize("target", ["talks.csv", "talks", "none/talks.yaml"])
def test_a_target_that_cannot_be_written_says_why(tmp_path, target):
    code, out, told = run("convert", "article-2023-11-16", tmp_path / target)
    assert (code, out) == (2, "")
    assert told.startswith("peacetalks: ")
    assert len(told.splitlines()) == 1


def test_the_help_says_what_is_lost():
    told = " ".join(run("convert", "--help")[1].split())
    assert "the comments of a file are lost" in told
    assert "If anything in SOURCE cannot be read, nothing is written" in told
