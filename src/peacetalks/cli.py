"""The ``peacetalks`` command.

Exit codes: 0 when all went well; 1 when something asked for was not so (a check with errors);
2 when the command was given something it cannot use. Results go to standard output, errors to
standard error, without tracebacks.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from peacetalks.errors import InvalidWhen, PeacetalksError

if TYPE_CHECKING:
    from peacetalks.codec import Reading
    from peacetalks.when import When

__all__ = ["main"]

_FIRST = """\
Try first:
  peacetalks state south-caucasus --on 2023-11-17 --known 2023-11-17
  peacetalks state --help
"""


class _Day(click.ParamType[object]):
    """A day or instant in the words of ``When``."""

    name = "day"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> When:
        from peacetalks.when import When  # noqa: PLC0415 # the command starts faster

        try:
            return When(str(value))
        except InvalidWhen as error:
            self.fail(str(error), param, ctx)


@click.group(
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


@command.command()
@click.argument("stream")
@click.option("--on", type=_Day(), help="The day to ask about; left out: today.")
@click.option("--known", type=_Day(), help="Count only what was public by this day.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a brief.")
def state(stream: str, on: When | None, known: When | None, *, as_json: bool) -> None:
    r"""Print how a negotiation stands on a day.

    STREAM is a file of events in JSON Lines (.jsonl), or the name of a stream that
    comes with peacetalks: south-caucasus, article-2023-11-16.

    A file has one event a line, as

    \b
      {"kind": "meeting-refused", "occurred": "2023-11-16",
       "meeting": "washington-2023-11", "by": "AZE",
       "reasons": [{"category": "mediator_bias", "against": "USA"}],
       "sources": [{"publisher": "mfa.gov.az"}]}

    (on one line). To add your own, write one such line at the end of the file and run
    the command again. Days are written 2023, 2023-10, 2023-11-16 or
    2023-09-20T13:00+04:00.

    \b
    Example:
      peacetalks state south-caucasus --on 2023-11-17 --known 2023-11-17
    """
    from peacetalks.history import History  # noqa: PLC0415 # only this command needs it

    seen = History(_events(stream)).state(on=on or _today(), known=known)
    if as_json:
        from peacetalks.views import state_to_plain  # noqa: PLC0415

        click.echo(json.dumps(state_to_plain(seen), ensure_ascii=False, indent=2))
    else:
        click.echo(seen.summary())


def _events(stream: str) -> Reading:
    from peacetalks import codec, datasets  # noqa: PLC0415 # the command starts faster

    path = Path(stream)
    if path.exists() or path.suffix or stream not in datasets.names():
        looks_like_a_file = path.exists() or path.suffix or len(path.parts) > 1
        return codec.read(path) if looks_like_a_file else datasets.load(stream)
    return datasets.load(stream)


def _today() -> When:
    import pendulum  # noqa: PLC0415 # only asked for when no day was named

    from peacetalks.when import When  # noqa: PLC0415

    return When(pendulum.now("UTC").date())


def main() -> None:
    """Run the command; print errors for people, and exit with 2 on them."""
    try:
        command(standalone_mode=True)
    except PeacetalksError as error:
        click.echo(f"peacetalks: {error}", err=True)
        sys.exit(2)
    except BrokenPipeError:
        # The reader (as head) has seen enough; Python would complain while closing.
        sys.stderr.close()
        sys.exit(0)
