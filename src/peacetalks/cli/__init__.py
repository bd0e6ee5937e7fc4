"""The ``peacetalks`` command.

Exit codes: 0 when all went well; 1 when something asked for was not so (a check with errors);
2 when the command was given something it cannot use; 130 when it was stopped with Ctrl-C.
Results go to standard output, errors to standard error, without tracebacks. On a terminal
lines are wrapped at its width; piped, each answer is plain text, a line a fact; with ``--json``
it is JSON.
"""

from __future__ import annotations

import os
import re
import signal
import sys
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any, Final, NoReturn

import click

from peacetalks.cli.actors import actors
from peacetalks.cli.check import check
from peacetalks.cli.convert import convert
from peacetalks.cli.diff import diff
from peacetalks.cli.importers import duplicates, formats, import_, release, sync
from peacetalks.cli.kinds import kinds
from peacetalks.cli.log import log, verify
from peacetalks.cli.page import plain
from peacetalks.cli.panel import panel
from peacetalks.cli.report import report
from peacetalks.cli.state import state
from peacetalks.cli.timeline import timeline
from peacetalks.cli.why import why
from peacetalks.errors import PeacetalksError, ReadError

__all__ = ["command", "main"]

_FIRST = """\
Try first:
  peacetalks state south-caucasus --on 2023-11-17 --known 2023-11-17
  peacetalks why south-caucasus granada --on 2023-11-17
  peacetalks check south-caucasus
  peacetalks report south-caucasus -o talks.html
  peacetalks panel south-caucasus -o panel.csv
  peacetalks actors south-caucasus
  peacetalks kinds meeting-refused
  peacetalks log append talks.db aze-arm south-caucasus
  peacetalks verify talks.db
  peacetalks import --help
  peacetalks state --help
"""

_STOPPED: Final = 128 + signal.SIGINT

_PASSWORD: Final = re.compile(r"(?<=://)([^\s:/@]*):\S*@|(?<=password=)[^\s&'\"]+")


def _without_passwords(text: str) -> str:
    """Return a text without the passwords of addresses, which people may have given anywhere."""
    return _PASSWORD.sub(lambda found: f"{found[1]}:***@" if found[1] is not None else "***", text)


@contextmanager
def _until_the_reader_leaves() -> Generator[None, None, None]:
    """End with 0 where the reader of a pipe, as head, has seen enough; click would say 1."""
    try:
        yield
    except BrokenPipeError:
        # Python flushes once more while closing.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


class _Group(click.Group):
    """A group whose errors of usage tell no password."""

    @_until_the_reader_leaves()
    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        # Any: as click calls it; help is printed here.
        return super().make_context(*args, **kwargs)

    @_until_the_reader_leaves()
    def invoke(self, ctx: click.Context) -> Any:
        # Any: what commands return.
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            told = error.format_message()
            safe = _without_passwords(told)
            if safe == told:
                raise
            raise click.UsageError(safe, error.ctx) from None


@click.group(
    cls=_Group,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
)
@click.version_option(package_name="peacetalks")
@click.pass_context
def command(context: click.Context) -> None:
    """Follow peace negotiations: who refused whom, and why, on any day."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())
        click.echo()
        click.echo(_FIRST, nl=False)


for _one in (
    state,
    check,
    why,
    diff,
    timeline,
    report,
    panel,
    actors,
    kinds,
    convert,
    log,
    verify,
    import_,
    sync,
    release,
    duplicates,
    formats,
):
    command.add_command(_one)


def main() -> None:
    """Run the command; print errors for people, and exit with 2 on them."""
    try:
        sys.exit(command(standalone_mode=False) or 0)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("peacetalks: stopped", err=True)
        sys.exit(_STOPPED)
    except ReadError as error:
        # ``file:line:`` comes first, so that editors jump there.
        _fail(str(error))
    except (PeacetalksError, OSError) as error:
        _fail(f"peacetalks: {error}")


def _fail(text: str) -> NoReturn:
    told = _without_passwords(text).splitlines()
    click.echo("\n".join(map(plain, told)), err=True)
    sys.exit(2)
