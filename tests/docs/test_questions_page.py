"""The page of questions asks all there are."""

import re
from pathlib import Path

import attrs
import pytest

import peacetalks as pt

pytestmark = pytest.mark.house

PAGE = (Path(__file__).parents[2] / "docs/reference/questions.md").read_text(encoding="utf-8")
LINES = re.findall(r"^>>> .*", PAGE, re.MULTILINE)
ASKED = {name for line in LINES for name in re.findall(r"\.(\w+)", line)}
FIELDS = {field.name for field in attrs.fields(pt.NegotiationState)}


@pytest.mark.parametrize("answering", [pt.NegotiationState, pt.History])
def test_no_question_is_without_an_example(answering):
    questions = {
        name
        for name, value in vars(answering).items()
        if not name.startswith("_") and not hasattr(value, "__deprecated__")
    }
    assert questions - FIELDS - ASKED == set()
