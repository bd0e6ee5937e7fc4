"""Parties in prose: lists of signatories, and lists of names.

``read_signatories`` takes a list apart, ``parties_in`` looks up whom it names, and ``party`` is
the one place where a single name is looked up.
"""

from peacetalks.importers.prose.parties import Parties, parties_in, party
from peacetalks.importers.prose.signatories import Signatories, read_signatories

__all__ = ["Parties", "Signatories", "parties_in", "party", "read_signatories"]
