"""``nox`` runs the tests on every supported Python, the lint and the types.

``nox -s coverage`` measures coverage. ``nox -s least unit`` runs the unit tests with the least
versions of other libraries, and on the newest Python, as CI does. Pythons that are not
installed are skipped, unless you pass ``--error-on-missing-interpreters``. Arguments after ``--`` go to pytest:
``nox -s tests-3.13 -- tests/unit -k codec``.
"""

import configparser
from itertools import chain
from pathlib import Path

import nox
from packaging.requirements import Requirement

nox.options.sessions = ["tests", "lint", "types"]
nox.options.reuse_existing_virtualenvs = True
nox.needs_version = ">=2024.4"

PYTHONS = ["3.11", "3.12", "3.13"]
"""The versions in the classifiers of pyproject.toml."""

ALL = 93
"""The least coverage of all lines and branches, in percent. Only ever raise it."""


def core_files() -> list[str]:
    """Return the patterns of the files of the core, of which every branch is tried.

    The core is the one that .importlinter lists: what does no I/O and reads no clock.
    """
    house = Path(__file__).parent
    rooms = configparser.ConfigParser()
    rooms.read(house / ".importlinter", encoding="utf-8")
    core = rooms["importlinter:contract:core"]["source_modules"].split()
    paths = [name.replace(".", "/") for name in core]
    return [f"*/{path}/*" if (house / "src" / path).is_dir() else f"*/{path}.py" for path in paths]


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """Run the tests and then those of the marks, or those named after ``--``."""
    session.install("-e", ".[test,bench]")
    session.run("pytest", "-q", "-n", "auto", *session.posargs)
    if not session.posargs:
        session.run(
            "pytest", "-q", "-n", "auto", "-m", "(house or planted or engines) and not long"
        )


@nox.session(python=PYTHONS[:1])
def least(session: nox.Session) -> None:
    """Run the unit tests with the least versions of other libraries that pyproject.toml allows."""
    project = nox.project.load_toml("pyproject.toml")["project"]
    listed = chain(project["dependencies"], *project["optional-dependencies"].values())
    needed = map(Requirement, listed)
    least = {
        f"{one.name}=={part.version}"
        for one in needed
        for part in one.specifier
        if part.operator == ">="
    }
    path = Path(session.virtualenv.location, "least.txt")
    path.write_text("\n".join(sorted(least)) + "\n", encoding="utf-8")
    session.install("--prefer-binary", "-c", str(path), "-e", ".[test]")
    session.run("pytest", "-q", "-n", "auto", "tests/unit", *session.posargs)


@nox.session(python=PYTHONS[-1:])
def unit(session: nox.Session) -> None:
    """Run the unit tests on the newest Python; on the oldest, CI runs the whole suite."""
    session.install("-e", ".[test]")
    session.run("pytest", "-q", "-n", "auto", "tests/unit", *session.posargs)


@nox.session(python="3.11")
def lint(session: nox.Session) -> None:
    """Check style, formatting and import rules."""
    session.install("-e", ".[test]")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("lint-imports")


@nox.session(python="3.11")
def types(session: nox.Session) -> None:
    """Check the types, and that everything public is typed."""
    session.install("-e", ".[test]")
    session.run("mypy")
    session.run("pyright", "--warnings")
    session.run("pyright", "--verifytypes", "peacetalks", "--ignoreexternal")


@nox.session(python="3.11")
def generate(session: nox.Session) -> None:
    """Write every text that is made of the code: the kinds, pages, pictures and snapshots."""
    session.install("-e", ".[test]")
    session.run("python", "-m", "tests.generate")


@nox.session(python="3.11")
def coverage(session: nox.Session) -> None:
    """Measure coverage: all of the core, and at least ``ALL`` percent overall."""
    session.install("-e", ".[test,bench]", "pytest-cov>=6")
    every = ("-m", "not long", "--cov", "--cov-report=")
    session.run("pytest", "-q", "-n", "auto", *every, *session.posargs)
    core = ",".join(core_files())
    session.run("coverage", "report", "--skip-covered", f"--include={core}", "--fail-under=100")
    session.run("coverage", "report", "--skip-covered", f"--fail-under={ALL}")
