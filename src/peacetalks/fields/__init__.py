"""How the fields of a kind are declared: their types, converters, and the check of each new object.

A kind of event takes its annotations and converters from here:

>>> from attrs import field, frozen
>>> import peacetalks as pt
>>> from peacetalks.fields import Code, Slug, as_when
>>> @frozen(kw_only=True, repr=False)
... class ObserverWithdrawn(pt.Event):
...     mission: Slug
...     by: Code
...     until: pt.When | None = field(default=None, converter=as_when)
>>> str(ObserverWithdrawn(occurred="2023-11-16", mission="euma", by="EU", until="2024").until)
'2024'
"""

from peacetalks.actors.code import Code, Codes
from peacetalks.fields.convert import as_codes, as_texts, as_when, many_codes, many_texts
from peacetalks.primitives.identifiers import Area, Slug, Texts

__all__ = [
    "Area",
    "Code",
    "Codes",
    "Slug",
    "Texts",
    "as_codes",
    "as_texts",
    "as_when",
    "many_codes",
    "many_texts",
]


def __dir__() -> list[str]:
    return sorted(__all__)
