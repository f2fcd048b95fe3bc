"""The command line: commands and their options, nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out a command line (the process's own by default) and give its exit code.

    Whoever breaks off, be it while the commands are loaded, gets pytest's code for that.
    """
    try:
        from zsim.cli.app import main as carry_out

        return carry_out(arguments)
    except KeyboardInterrupt:
        from zsim.cli.exits import Exit

        return Exit.INTERRUPTED


__all__ = ["main"]
