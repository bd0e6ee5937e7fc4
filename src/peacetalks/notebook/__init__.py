"""Show values in a notebook: as HTML cards, and as the Python that makes them.

These modules get all values as arguments and do not import the classes that they show. Those
classes import a card only when a notebook asks for it.
"""
