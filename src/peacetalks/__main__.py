"""``python -m peacetalks``: the command ``peacetalks`` where it is not on the PATH."""

from peacetalks.cli import main

__all__: list[str] = []

if __name__ == "__main__":
    main()
