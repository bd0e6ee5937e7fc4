"""PROV: who said what, where it was read, and how it was changed.

Sources: PROV-DM, W3C Recommendation of 30 April 2013, for the meaning of each relation; the
PROV-JSON Serialization, W3C Member Submission of 24 April 2013, for the format, which the ``prov``
library writes.

======================================  =====================================================
in a history                            in PROV
======================================  =====================================================
a fact, a bookkeeping event             entity ``event:<id>``, in its first version
a version that a correction gives       entity ``event:<id>/<correction>``, ``wasRevisionOf``
                                        the version before it, ``wasGeneratedBy`` the correction
what a correction or retraction does    activity ``act:<id>``, ``wasAssociatedWith`` its makers
a retraction that holds                 ``wasInvalidatedBy``, of every version of its target
a merge that holds                      ``alternateOf``, from each duplicate to the kept event
a confirmation, a dispute               ``wasDerivedFrom`` what it is about
``basis``                               ``wasDerivedFrom``
a source                                entity; ``hadPrimarySource``, or where it cites another,
                                        ``wasDerivedFrom``; ``wasAttributedTo`` its publisher
``claimed_by``, counting body, makers   ``wasAttributedTo`` an agent
``recorded_by`` of a record             ``wasAttributedTo`` an agent, as a recorder
======================================  =====================================================

The document covers all that is known, not one day. Bookkeeping that was itself retracted is in
it, invalidated together with the version it gave, and does not affect other entities. Bookkeeping
without any effect (``check`` reports it) is only an entity.
"""

from peacetalks.interchange.provenance.document import prov

__all__ = ["prov"]
