"""The state of a negotiation: its parts, and the questions that it answers."""

__all__: list[str] = []


def __dir__() -> list[str]:
    return [
        "agreements",
        "coverage",
        "figures",
        "force",
        "law",
        "mediation",
        "meetings",
        "names",
        "negotiation",
        "part",
        "parts",
        "queries",
        "record",
        "register",
        "security",
        "statements",
        "tables",
        "talks",
        "territory",
        "viewpoint",
    ]
