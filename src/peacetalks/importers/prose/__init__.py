"""Read parties in prose: lists of signatories, and lists of names.

``read_signatories`` splits a list into names, ``parties_in`` looks up the actors it names, and
``party`` looks up a single name.
"""

from peacetalks.importers.prose.parties import Parties, parties_in, party
from peacetalks.importers.prose.signatories import Signatories, read_signatories

__all__ = ["Parties", "Signatories", "parties_in", "party", "read_signatories"]
