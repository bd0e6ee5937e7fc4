"""Every log keeps the one contract."""

import pytest

import peacetalks as pt
from peacetalks.testing import CONTRACT, BrokenLaw, check_log


@pytest.mark.parametrize("law", CONTRACT, ids=lambda law: law.__name__)
def test_a_log_keeps_the_contract(new, law):
    law(new)
