"""The command line: commands and their options, nothing else."""

from __future__ import annotations

from zsim.cli.app import main

__all__ = ["main"]
