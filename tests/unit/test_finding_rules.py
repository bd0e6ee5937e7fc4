"""The rules of findings: each code is written once, and every finding is made by a rule."""

import ast
import re
from pathlib import Path

import pytest

import peacetalks as pt
from peacetalks import importers
from peacetalks.errors import InvalidValue
from peacetalks.findings import RULES, Rule, checks, checks_of_actors, files, folds, imports
from peacetalks.findings.rule import rules_in

SOURCE = Path(pt.__file__).parent
ROOM = SOURCE / "findings"
ROOM_NAME = "peacetalks.findings"
OTHERS = sorted(path for path in SOURCE.rglob("*.py") if ROOM not in path.parents)
RANGES = {
    files: range(1, 100),
    checks: range(101, 200),
    checks_of_actors: range(171, 181),
    imports: range(201, 300),
    folds: range(301, 400),
}
TABLES = {table.__name__.rpartition(".")[2]: table for table in RANGES}
CODE = re.compile(r"PT\d{3}")


def rules_of(table):
    return {name: value for name, value in vars(table).items() if isinstance(value, Rule)}


def names_of_rules(tree):
    """Return the rules that a module can name: for each text, the table and the name there."""
    names = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(ROOM_NAME):
            for alias in node.names:
                called = alias.asname or alias.name
                table = node.module.removeprefix(ROOM_NAME).lstrip(".")
                if alias.name in TABLES and not table:
                    names |= {
                        f"{called}.{n}": (alias.name, n) for n in rules_of(TABLES[alias.name])
                    }
                elif table in TABLES:
                    names[called] = (table, alias.name)
    return names


def raised_in(source):
    """Return the rules that a module makes findings of, not those whose code it only compares."""
    tree = ast.parse(source)
    names = names_of_rules(tree)
    compared = {
        id(child)
        for node in ast.walk(tree)
        if isinstance(node, ast.Compare)
        or (isinstance(node, ast.Attribute) and node.attr == "code")
        for child in ast.iter_child_nodes(node)
    }
    return {
        names[ast.unparse(node)]
        for node in ast.walk(tree)
        if isinstance(node, ast.Name | ast.Attribute)
        and id(node) not in compared
        and ast.unparse(node) in names
    }


def made_without_a_rule(source):
    """Return the lines with a code as text, or with a finding that no rule makes."""
    tree = ast.parse(source)
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return sorted(
        node.lineno
        for node in ast.walk(tree)
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and CODE.fullmatch(node.value)
            and id(node) not in docstrings
        )
        or (isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "Finding")
    )


def test_no_two_rules_have_one_code_and_each_is_in_the_range_of_its_table():
    listed = [(table, rule) for table in RANGES for rule in rules_of(table).values()]
    assert sorted(rule.code for _, rule in listed) == list(RULES)
    for table, rule in listed:
        assert CODE.fullmatch(rule.code)
        assert int(rule.code[2:]) in RANGES[table], rule.code
        is_of_actors = int(rule.code[2:]) in RANGES[checks_of_actors]
        assert is_of_actors == (table is checks_of_actors), rule.code


@pytest.mark.parametrize("table", [files, imports, folds], ids=lambda table: table.__name__)
def test_no_code_is_left_out_where_codes_have_no_groups(table):
    first = RANGES[table][0]
    assert list(rules_in(table)) == [f"PT{first + n:03}" for n in range(len(rules_in(table)))]


def test_every_rule_is_raised_somewhere():
    raised = set().union(*(raised_in(path.read_text(encoding="utf-8")) for path in OTHERS))
    assert raised == {(name, rule) for name, table in TABLES.items() for rule in rules_of(table)}


@pytest.mark.parametrize("path", OTHERS, ids=lambda path: str(path.relative_to(SOURCE)))
def test_every_finding_is_made_by_a_rule(path):
    assert made_without_a_rule(path.read_text(encoding="utf-8")) == []


PLANTED = """
from peacetalks.findings import files
from peacetalks.findings.imports import NOTHING, REPEATED as AGAIN

def found(row, finding):
    if finding.code == files.CONFLICT.code or finding == files.BROKEN:
        return files.UNREADABLE.finding("not JSON")
    row.find(NOTHING if finding.code == AGAIN.code else None, "nothing")
"""


def test_a_rule_whose_code_is_only_compared_is_not_raised():
    assert raised_in(PLANTED) == {("files", "UNREADABLE"), ("imports", "NOTHING")}


@pytest.mark.parametrize(
    "statement",
    [
        'found = Finding(code=code, message="not JSON")',
        'found = errors.Finding(code=code, message="not JSON")',
        'row.find("PT208", "no event is made")',
        'UNREADABLE = "PT001"',
    ],
)
def test_a_finding_that_no_rule_makes_is_caught(statement):
    assert made_without_a_rule(f'"""A row may have a PT208."""\n{statement}\n') == [2]


def test_a_finding_has_the_code_and_the_severity_of_its_rule():
    found = imports.BOUNDS.finding("3 to 2", file="ged.csv", line=2, column=4, path="$.count")
    assert found == pt.Finding(
        code="PT206",
        message="3 to 2",
        severity="warning",
        file="ged.csv",
        line=2,
        column=4,
        path="$.count",
    )


def test_a_rule_without_a_severity_takes_one_and_no_other_rule_does():
    assert [code for code, rule in RULES.items() if rule.severity is None] == ["PT003"]
    assert files.UNKNOWN_KIND.finding("kept", severity="note").severity == "note"
    with pytest.raises(InvalidValue, match="PT003: None; accepted: 'error', 'warning', 'note'"):
        files.UNKNOWN_KIND.finding("kept")
    with pytest.raises(InvalidValue, match="PT001: 'note'; accepted: no severity"):
        files.UNREADABLE.finding("not JSON", severity="note")


@pytest.mark.parametrize(
    ("code", "severity"), [(imports.NO_ID, "error"), ("PT202", "error"), ("OWN-1", "note")]
)
def test_a_row_takes_a_rule_its_code_or_a_code_of_a_user_defined_format(code, severity):
    row = importers.Row(["id"], [""], file="own.csv", line=2)
    row.find(code, "no id", column="id")
    (found,) = row.findings
    assert (found.code, found.severity) == (getattr(code, "code", code), severity)
    assert str(found) == "own.csv:2: id: no id"
