"""PROV: who told what, where it was read, and what became of it.

Sources: PROV-DM, W3C Recommendation of 30 April 2013, for what each relation means; the PROV-JSON
Serialization, W3C Member Submission of 24 April 2013, for the form, which the ``prov`` library
writes.

======================================  =====================================================
in a history                            in PROV
======================================  =====================================================
a fact, a bookkeeping event             entity ``event:<id>``, as it was first told
a version that a correction gives       entity ``event:<id>/<correction>``, ``wasRevisionOf``
                                        the version before it, ``wasGeneratedBy`` the correction
what a correction, a retraction does    activity ``act:<id>``, ``wasAssociatedWith`` its makers
a retraction that holds                 ``wasInvalidatedBy``, of every version of its target
a merge that holds                      ``alternateOf``, from each duplicate to what is kept
a confirmation, a dispute               ``wasDerivedFrom`` what it is about
``basis``                               ``wasDerivedFrom``
a source                                entity; ``hadPrimarySource``, or where it cites another,
                                        ``wasDerivedFrom``; ``wasAttributedTo`` its publisher
``claimed_by``, counting body, makers   ``wasAttributedTo`` an agent
``recorded_by`` of a record             ``wasAttributedTo`` an agent, as a recorder
======================================  =====================================================

It holds of all that is known, not of a day: bookkeeping that was itself retracted is there,
invalidated, with the version it gave, and does nothing to others. What has no effect at all
(``check`` tells which) is an entity and no more.
"""

from peacetalks.interchange.provenance.document import prov

__all__ = ["prov"]
