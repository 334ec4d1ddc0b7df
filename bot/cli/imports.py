"""What an import tells, while it goes on and when it is done."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from bot.people.imported import Imported, Progress


@contextmanager
def shown() -> Iterator[Progress]:
    """Show how far an import has come, if somebody is looking."""
    unseen = not sys.stderr.isatty()
    with click.progressbar(length=0, file=sys.stderr, hidden=unseen) as bar:

        def show(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        yield show


def tell(done: Imported, *, complete: bool = False, dry_run: bool = False) -> None:
    """Tell what became of the rows; exit 1 if any was refused."""
    for note in (done.remark, *done.refused, dry_run and "nothing was changed"):
        if note:
            click.echo(note, err=True)
    counts = {
        "added": done.added,
        "changed": done.changed,
        "unchanged": done.unchanged,
        "refused": len(done.refused),
    }
    if complete:
        counts["left"] = len(done.left)
    click.echo(", ".join(f"{what} {n}" for what, n in counts.items()))
    click.get_current_context().exit(1 if done.refused else 0)
