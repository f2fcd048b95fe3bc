"""The words scripts use, and the pytest plugin that runs them."""

from __future__ import annotations

import sys
import types

from zsim.testing.declare import scenario
from zsim.testing.steps import given, telling, then, when
from zsim.testing.wording import in_words

__all__ = ["given", "in_words", "scenario", "telling", "then", "when"]


class _Package(types.ModuleType):
    """This package, which can be called as its decorator.

    Python binds a package to its name in the parent as soon as any module of it is loaded, so ``from zsim import
    scenario`` gives the decorator at one time and this package at another. Scripts may not notice.
    """

    __call__ = staticmethod(scenario)


sys.modules[__name__].__class__ = _Package
