"""How events become a state: one module of handlers per family, the draft and the fold."""

__all__: list[str] = []


def __dir__() -> list[str]:
    return [
        "agreements",
        "draft",
        "folding",
        "mediation",
        "meetings",
    ]
