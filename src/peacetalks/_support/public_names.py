"""The public name of a class: that of the module which exports it, not of the one that defines it.

Pickles, representations and pages name a class by its ``__module__``. With the name of a public
module there, files inside the library can move, and what was pickled before is still read.

A class's annotations are read in the namespace of its ``__module__``, by ``typing.get_type_hints``,
by attrs and by cattrs. The public module does not have the names in them, so they are replaced by
the types they stand for first.
"""

from __future__ import annotations

import inspect
import sys
import typing

__all__ = ["publish", "publish_all"]


def publish_all(module: str) -> None:
    """Give the public name to every class that a package exports and one of its modules defines.

    Args:
        module: the name of the package; its ``__all__`` lists what it exports.

    >>> from peacetalks.events import MeetingRefused
    >>> MeetingRefused.__module__
    'peacetalks.events'
    """
    package = sys.modules[module]
    exported = (getattr(package, name) for name in package.__all__)
    publish(
        module,
        *(
            value
            for value in exported
            if isinstance(value, type) and value.__module__.startswith(f"{module}.")
        ),
    )


def publish(module: str, *classes: type) -> None:
    """Give classes the name of the public module that exports them.

    Args:
        module: the name of the public module.
        classes: the classes.

    Raises:
        NameError: if an annotation has a name that is imported only for type checkers.

    >>> from peacetalks.values import Count
    >>> Count
    <class 'peacetalks.values.Count'>
    """
    for cls in classes:
        cls.__annotations__ = _resolved(cls)
        cls.__module__ = module


def _resolved(cls: type) -> dict[str, object]:
    if tuple in cls.__mro__:  # the annotations of a NamedTuple are not strings
        return typing.get_type_hints(cls, include_extras=True)
    return inspect.get_annotations(cls, eval_str=True)
