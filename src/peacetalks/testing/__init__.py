"""What people test their own code with who build on peacetalks.

``check_log(new)`` runs the contract of a log (``log_contract.py``) on a log of your own.
"""

from peacetalks.testing.broken import BrokenLaw
from peacetalks.testing.log_contract import CONTRACT, check_log

__all__ = ["CONTRACT", "BrokenLaw", "check_log"]
