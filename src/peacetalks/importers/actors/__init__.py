"""The actors of a data set: whom a name means, and what rows state about each actor."""
