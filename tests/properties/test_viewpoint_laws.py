"""The laws of viewpoints, held by every history."""

import pytest
from hypothesis import given

import peacetalks as pt
from viewpoint_laws import LAWS


@pytest.mark.parametrize("name", LAWS)
def test_every_history_keeps_the_law(name):
    law = LAWS[name]

    @given(law.cases)
    def holds(case):
        law.says(pt.History, case)

    holds()
