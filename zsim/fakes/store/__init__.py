"""What every fake stands on: records with their versions, the rules of a module, faces and ports."""

from __future__ import annotations

from zsim.fakes.store.csv_rows import LoadReport, Rejected
from zsim.fakes.store.effects import Effect
from zsim.fakes.store.face import CommandLog, ModuleFace
from zsim.fakes.store.handle import Handle
from zsim.fakes.store.module import Module
from zsim.fakes.store.port import AppPort
from zsim.fakes.store.table import Table

__all__ = ["AppPort", "CommandLog", "Effect", "Handle", "LoadReport", "Module", "ModuleFace", "Rejected", "Table"]
