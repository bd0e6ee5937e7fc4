"""The ``peacetalks`` command.

Exit codes: 0 for success; 1 if a check or verification found errors; 2 if the command cannot use
what it was given; 130 if it was stopped with Ctrl-C. Results go to standard output, and errors,
without tracebacks, to standard error. On a terminal, lines are wrapped at its width. In a pipe,
output is plain text, one fact per line. With ``--json`` it is JSON.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any, Final, NoReturn

import click

from peacetalks._text.characters import one_line
from peacetalks._text.secrets import without_secrets
from peacetalks.cli.actors import actors_command
from peacetalks.cli.check import check_command
from peacetalks.cli.convert import convert_command
from peacetalks.cli.diff import diff_command
from peacetalks.cli.importers import (
    duplicates_command,
    formats_command,
    import_command,
    release_command,
    sync_command,
)
from peacetalks.cli.kinds import kinds_command
from peacetalks.cli.log import log_group, verify_command
from peacetalks.cli.panel import panel_command
from peacetalks.cli.report import report_command
from peacetalks.cli.state import state_command
from peacetalks.cli.timeline import timeline_command
from peacetalks.cli.why import why_command
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


def _printable(text: str) -> str:
    """Return a text without passwords, and without characters that a terminal obeys."""
    return "\n".join(map(one_line, without_secrets(text).splitlines()))


def _printable_error(error: click.UsageError) -> click.UsageError:
    return click.UsageError(_printable(error.format_message()), error.ctx)


@contextmanager
def _until_the_reader_leaves() -> Generator[None, None, None]:
    """Exit with 0 when the reader of a pipe, such as head, closes it; click would exit with 1."""
    try:
        yield
    except BrokenPipeError:
        # Python flushes standard output once more on exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


class _Group(click.Group):
    """A group whose usage errors can be printed."""

    @_until_the_reader_leaves()
    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        # Any: the arguments that click passes; help is printed here.
        return super().make_context(*args, **kwargs)

    @_until_the_reader_leaves()
    def invoke(self, ctx: click.Context) -> Any:
        # Any: what commands return.
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            raise _printable_error(error) from None


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
    state_command,
    check_command,
    why_command,
    diff_command,
    timeline_command,
    report_command,
    panel_command,
    actors_command,
    kinds_command,
    convert_command,
    log_group,
    verify_command,
    import_command,
    sync_command,
    release_command,
    duplicates_command,
    formats_command,
):
    command.add_command(_one)


def main() -> None:
    """Run the command; on an error, print it without a traceback and exit with 2."""
    try:
        sys.exit(command(standalone_mode=False) or 0)
    except click.UsageError as error:
        _printable_error(error).show()
        sys.exit(error.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("peacetalks: stopped", err=True)
        sys.exit(_STOPPED)
    except ReadError as error:
        # ``file:line:`` comes first, so that editors can jump there.
        _fail(str(error))
    except (PeacetalksError, OSError) as error:
        _fail(f"peacetalks: {error}")


def _fail(text: str) -> NoReturn:
    click.echo(_printable(text), err=True)
    sys.exit(2)
