"""Prose that names parties: lists of signatories, and names in sentences' stead.

``read_signatories`` takes a list apart, ``parties_in`` finds out who they are, ``party`` who one is.
"""

from peacetalks.importers.prose.parties import Parties, parties_in, party
from peacetalks.importers.prose.signatories import Signatories, read_signatories

__all__ = ["Parties", "Signatories", "parties_in", "party", "read_signatories"]
