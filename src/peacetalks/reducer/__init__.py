"""How events become a state: one module of handlers per family, the draft, the fold."""

__all__: list[str] = []
