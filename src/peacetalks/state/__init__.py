"""What a fold yields: the parts of a negotiation, its state, and the questions it answers."""

__all__: list[str] = []
