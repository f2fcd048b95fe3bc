"""A scenario checked against the catalogue: which products it runs for, and what it is called."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from shlex import quote

from zsim.catalogue import Catalogue
from zsim.kernel.errors import UsageError
from zsim.kernel.texts import require_whole
from zsim.testing.declare import Declaration
from zsim.testing.project import HOME, seen_from_here

WORDS_MIN = 3


@dataclass(frozen=True, slots=True)
class Case:
    """One scenario for one product, or for none in particular when ``product`` is ``None``.

    ``id`` is stable: the area, the name, then in brackets the product and what else it is parametrised with. ``file``
    is relative to its project, ``path`` where it lies, ``test`` what pytest calls it there. ``doc`` is the whole
    docstring, ``products`` all those it runs for.
    """

    id: str
    name: str
    file: str
    path: Path
    test: str
    doc: str
    product: str | None
    products: tuple[str, ...]
    declaration: Declaration

    @property
    def title(self) -> str:
        """The first line of the docstring."""
        return self.doc.partition("\n")[0]

    @property
    def repeat(self) -> str:
        """The command that runs this scenario alone, but for the seed."""
        return f"zsim run {quote(f'{seen_from_here(self.path)}::{self.test}')}"


def base_id(file: str, function_name: str) -> str:
    """The id of a scenario without its product: the folders under ``scenarios``, then the name without ``test_``."""
    folders = PurePosixPath(file).parent.parts
    inside = folders[folders.index(HOME) + 1 :] if HOME in folders else folders[-1:]
    return "/".join((*inside, function_name.removeprefix("test_")))


def check_place(name: str, on_itself: bool) -> None:
    """Refuse with ``UsageError`` a test that is declared a scenario by the class or module around it."""
    if not on_itself:
        raise UsageError(
            asked=f"the scenario {name}",
            found="@scenario stands on the class around it",
            right="@scenario on each function that is one",
        )


def in_case(name: str) -> UsageError:
    """The refusal of a scenario that is a method of a ``unittest.TestCase``, which can be given no world."""
    return UsageError(
        asked=f"the scenario {name}",
        found="it stands in a unittest class, whose methods are given no world",
        right="a function, or a method of a class that is no TestCase",
    )


def checked_products(
    function: Callable[..., object], declaration: Declaration, catalogue: Catalogue
) -> tuple[str, ...]:
    """The products a scenario runs for, in the order it names them; none when it covers nothing and names none.

    Raises ``UsageError`` for a scenario without docstring or with a name that is no sentence, for a name used twice in
    a module, for an unknown behaviour, oddity, policy or product, and for a product a covered behaviour does not name.
    """
    name = function.__name__
    _check_words(name, inspect.getdoc(function), declaration)
    _check_world(name, declaration, catalogue)
    holds = {each: catalogue.behaviour(each).products for each in declaration.covers}
    if declaration.products is None:
        return _common_products(name, holds, catalogue)
    for key in declaration.products:
        catalogue.product(key)
        _check_holds(name, key, holds)
    if len(dict.fromkeys(declaration.products)) < len(declaration.products):
        raise UsageError(
            asked=f"the scenario {name}",
            found=f"a product is named twice in {', '.join(declaration.products)}",
            right="each product once",
        )
    return declaration.products


def _check_words(name: str, doc: str | None, declaration: Declaration) -> None:
    asked = f"the scenario {name}"
    words = [word for word in name.removeprefix("test_").split("_") if word]
    if len(words) < WORDS_MIN:
        found = f"its name has {len(words)} word{'s' if len(words) != 1 else ''}"
        raise UsageError(
            asked=asked, found=found, right=f"a sentence of at least {WORDS_MIN}, such as test_skip_leaves_both_alone"
        )
    require_whole((doc or "", *declaration.tags, declaration.known_gap or ""))
    if not doc:
        raise UsageError(asked=asked, found="it has no docstring", right="one that tells a product owner what is shown")
    if declaration.shadows:
        raise UsageError(
            asked=asked, found="its module holds another scenario of that name above it", right="a name of its own"
        )


def _check_world(name: str, declaration: Declaration, catalogue: Catalogue) -> None:
    for behaviour_id in (*declaration.quirks, *declaration.setting.quirks_off):
        if not catalogue.behaviour(behaviour_id).quirk:
            raise UsageError(
                asked=f"the oddity {behaviour_id} in {name}",
                found="the catalogue does not list that behaviour as an oddity",
                right=f"one of {', '.join(each.id for each in catalogue.behaviours if each.quirk)}",
            )
    for policy, value in declaration.setting.policies.items():
        catalogue.policy(policy).option(value)


def _common_products(name: str, holds: Mapping[str, tuple[str, ...]], catalogue: Catalogue) -> tuple[str, ...]:
    if not holds:
        return ()
    common = tuple(
        product.key for product in catalogue.products if all(product.key in products for products in holds.values())
    )
    if not common:
        told = "; ".join(f"{each} holds for {', '.join(products)}" for each, products in holds.items())
        raise UsageError(
            asked=f"the scenario {name} covering {', '.join(holds)}",
            found=f"no product has them all ({told})",
            right="behaviours that hold for one product together",
        )
    return common


def _check_holds(name: str, product: str, holds: Mapping[str, tuple[str, ...]]) -> None:
    for behaviour_id, products in holds.items():
        if product not in products:
            raise UsageError(
                asked=f"the scenario {name} for {product}",
                found=f"{behaviour_id} does not hold there",
                right=f"products among {', '.join(products)}, or a scenario of its own for {product}",
            )
