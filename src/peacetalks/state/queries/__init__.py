"""The questions that a state answers, one module per family.

Each is a function of a state; ``NegotiationState`` offers them as methods. A query may read
several parts, which a handler of the reducer may not.
"""
