"""One call of the command line, as every command gets it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Invocation:
    """One call of the command line: what follows ``--``, and the exit code once a command has ended."""

    rest: tuple[str, ...]
    code: int | None = None


def refuse_rest(call: Invocation) -> None:
    """Refuse what follows ``--`` for a command that has no use for it."""
    if call.rest:
        from zsim.kernel.errors import UsageError  # an error is rare, and --help should not pay for it

        raise UsageError(
            asked=f"-- {' '.join(call.rest)}",
            found="this command does not call pytest",
            right="'zsim run' passes what follows -- on",
        )
