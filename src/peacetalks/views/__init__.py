"""States as people and programs want to have them."""

from peacetalks.views.plain import state_to_plain

__all__ = ["state_to_plain"]
