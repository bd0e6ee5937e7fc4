"""``nox``: the suite on every Python that is supported, the lint, the types; ``nox -s coverage``.

A Python that is not on the path is left out, unless ``nox --error-on-missing-interpreters`` asks
for all. What follows ``--`` goes to pytest: ``nox -s tests-3.13 -- tests/unit -k codec``.
"""

import nox

nox.options.sessions = ["tests", "lint", "types"]
nox.options.reuse_existing_virtualenvs = True
nox.needs_version = ">=2024.4"

PYTHONS = ["3.11", "3.12", "3.13"]
"""Those of the classifiers in pyproject.toml."""

CORE = (
    *("errors", "date_text", "markup", "plural", "when", "frozenmap", "identifiers", "misuse"),
    *("construction", "counts", "due", "values"),
    *("actors/*", "events/*", "state/*", "reducer/*", "history/*", "checks/*"),
)
"""What no branch of is left untried."""

ALL = 93
"""The share of all branches and lines that a run has to take, in percent: it is only ever raised."""


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """Run the suite, or what is named after ``--``."""
    session.install("-e", ".[test,bench]")
    session.run("pytest", "-q", "-n", "auto", *session.posargs)


@nox.session(python="3.11")
def lint(session: nox.Session) -> None:
    """Hold the code to its style, its form and its arrows."""
    session.install("-e", ".[test]")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("lint-imports")


@nox.session(python="3.11")
def types(session: nox.Session) -> None:
    """Check the types of the library, and that its public surface leaves none out."""
    session.install("-e", ".[test]")
    session.run("mypy")
    session.run("pyright", "--warnings")
    session.run("pyright", "--verifytypes", "peacetalks", "--ignoreexternal")


@nox.session(python="3.11")
def coverage(session: nox.Session) -> None:
    """Measure what the suite takes: the core whole, and no less of the rest than before."""
    session.install("-e", ".[test,bench]", "pytest-cov>=6")
    session.run("pytest", "-q", "-n", "auto", "--cov", "--cov-report=", *session.posargs)
    core = ",".join(f"*/peacetalks/{name if '*' in name else f'{name}.py'}" for name in CORE)
    session.run("coverage", "report", "--skip-covered", f"--include={core}", "--fail-under=100")
    session.run("coverage", "report", "--skip-covered", f"--fail-under={ALL}")
