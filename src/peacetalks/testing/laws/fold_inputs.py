"""The folds that ``check_fold`` accepts, in one form: from the start, and from a given state."""

from __future__ import annotations

import copy
import inspect
from collections.abc import Callable, Mapping
from typing import Any, Final, Generic, TypeAlias, TypeVar, cast, final

import attrs
from attrs import frozen

from peacetalks.errors import InvalidValue
from peacetalks.events.base import Event
from peacetalks.reducer.folding import fold as fold_with
from peacetalks.testing.handlers import checked_handlers

__all__ = ["Folding", "Story", "folding"]

S = TypeVar("S")
Story: TypeAlias = tuple[Event, ...]

_ACCEPTED: Final = "handlers by kind, as for pt.fold, or a function fold(events, *, initial=state)"
_STEP: Final = (
    "to make a fold of step(state, event): "
    "lambda events, *, initial: functools.reduce(step, events, initial)"
)


@final
@frozen
class Folding(Generic[S]):
    """A fold, and how it starts.

    Attributes:
        start: makes the state to start from; None: the fold has its own start.
        from_state: folds events into a state.
        unaided: folds events from the fold's own start.
        kinds: the kinds that have handlers; empty: not known.
        makes_its_start: whether a function makes the state to start from, so that handlers may
            write to it.
    """

    start: Callable[[], S] | None
    from_state: Callable[[Story, S], S]
    unaided: Callable[[Story], S]
    kinds: tuple[type[Event], ...]
    makes_its_start: bool

    def whole(self, story: Story) -> S:
        """Fold a story from the start."""
        return self.unaided(story) if self.start is None else self.from_state(story, self.start())


def folding(fold: Any, initial: Any) -> Folding[Any]:
    """Return a fold in its one form.

    Args:
        fold: the user's fold. (Any, here and below: its states can be of any type.)
        initial: the state to start from.

    Raises:
        InvalidValue: if ``fold`` is not a fold, or has no state to start from.
    """
    handlers: Mapping[type[Event], Any] | None = None
    if isinstance(fold, Mapping):
        handlers = cast("Mapping[type[Event], Any]", fold)
    if handlers is None:
        _check_signature(fold, initial)
    elif initial is attrs.NOTHING:
        raise InvalidValue(
            "handlers without a state to start from",
            value=handlers,
            accepted="a value such as initial=0, or a function that makes one such as initial=dict",
        )
    else:
        checked_handlers(handlers)
    unaided: Callable[[Story], Any] = cast("Any", fold)
    return Folding(
        start=_start(initial),
        from_state=_from_state(fold, handlers),
        unaided=unaided,
        kinds=() if handlers is None else tuple(handlers),
        makes_its_start=callable(initial),
    )


def _from_state(fold: Any, handlers: Mapping[type[Event], Any] | None) -> Callable[[Story, Any], Any]:  # fmt: skip
    if handlers is None:
        return lambda story, state: fold(story, initial=state)
    # Wrapped in a function, because the state itself may be callable.
    return lambda story, state: fold_with(story, handlers, initial=lambda: state)


def _start(initial: Any) -> Callable[[], Any] | None:
    if initial is attrs.NOTHING:
        return None
    if callable(initial):
        return cast("Callable[[], Any]", initial)
    try:
        copy.deepcopy(initial)
    except Exception as error:  # noqa: BLE001 # the value is user-defined and may raise anything
        raise InvalidValue(
            f"an initial value that cannot be copied, {error}",
            value=initial,
            hint="pass a function that makes one",
        ) from None
    return lambda: copy.deepcopy(initial)


def _check_signature(fold: Any, initial: Any) -> None:
    if not callable(fold):
        raise InvalidValue("not a fold", value=fold, accepted=_ACCEPTED)
    try:
        signature = inspect.signature(fold)
    except ValueError:
        return  # some functions written in C have no signature
    try:
        signature.bind((), initial=None)
    except TypeError:
        raise InvalidValue(
            f"a fold that cannot be resumed: its signature is fold{signature}",
            value=fold,
            accepted=_ACCEPTED,
            hint=_STEP,
        ) from None
    if initial is attrs.NOTHING:
        try:
            signature.bind(())
        except TypeError:
            raise InvalidValue(
                f"a fold that needs a state to start from: its signature is fold{signature}",
                value=fold,
                accepted="a value such as initial=0, or a function that makes one such as initial=dict",
            ) from None
