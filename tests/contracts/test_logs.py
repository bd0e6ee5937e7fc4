"""Every log keeps the one contract."""

import pytest

from peacetalks.testing import CONTRACT


@pytest.mark.parametrize("law", CONTRACT, ids=lambda law: law.__name__)
def test_a_log_keeps_the_contract(new, law):
    law(new)
