"""What the names of a script are called in its Python form: variables, organisations, and where records stand."""

from __future__ import annotations

import keyword
import re
from collections.abc import Callable, Iterable, Mapping

from zsim.catalogue import AppName, catalogue
from zsim.explore.python_form.literals import literal, quoted
from zsim.explore.script import ScriptStep
from zsim.explore.script.checking import APART, DOCUMENTS, MADE_FOR, is_module
from zsim.explore.script.documents import module_of
from zsim.kernel.errors import UsageError
from zsim.ports.records import Ref

FINANCE = "finance"
PRODUCTS = tuple([each.key for each in catalogue().products if each.app is AppName.FINANCE])
APPS: Mapping[str, str] = {
    "crm": "world.crm",
    "marketinghub": "world.marketinghub",
    FINANCE: "world[product]",
    **{each: f"world.{each}" if each != "import" else "world.invoice_import" for each in PRODUCTS},
}
"""The organisations that every script has."""

WORDS = frozenset(
    {"world", "product", "given", "when", "then", "scenario", "pytest", "suppress", "date", "datetime", "Decimal"}
)
"""What no variable can be called."""


def variable_of(name: str) -> str:
    """The variable for a name; another name where it is not one itself."""
    found = re.sub(r"\W+", "_", name, flags=re.ASCII).strip("_") or "record"
    found = f"record_{found}" if found[0].isdigit() else found
    return f"{found}_" if found in WORDS or keyword.iskeyword(found) else found


def makes_document(step: ScriptStep) -> bool:
    """Whether a step makes a document that its variable can be told what to do."""
    return step.verb == "convert" or str(step.given.get("module")).rpartition(".")[2] in DOCUMENTS


class Scope:
    """The names that steps give, and the variables that stand for them.

    ``found`` gives the record behind a name that no step gave, such as a counterpart, as it is found at that moment.
    """

    def __init__(
        self, steps: Iterable[ScriptStep], products: tuple[str, ...], found: Callable[[str], Ref | None]
    ) -> None:
        self.products = products
        self.found = found
        self.syncs: dict[str, str] = {}
        """The variables that hold connections, by the expressions that would give them."""
        self.hands: dict[str, str | None] = {}
        """Who holds the documents that variables stand for, the administrator or founder being nobody."""
        self._modules: dict[str, str] = {}
        self._organisations: set[str] = set()
        self.variables: dict[str, str] = {}
        for step in steps:
            if step.makes is not None:
                self._add(step.makes, step)

    def _add(self, name: str, step: ScriptStep) -> None:
        variable = variable_of(name)
        while variable in self.variables.values():
            variable += "_"
        self.variables[name] = variable
        if "module" in step.given:
            self._modules[name] = step.given["module"]
        elif step.verb == "create_organisation":
            self._organisations.add(name)
        if makes_document(step):
            self.hands[name] = step.given.get("by")

    def document(self, name: str, user: str | None = None) -> str:
        """The expression that gives a document as that user holds it."""
        held = name in self.hands and self.hands[name] == user
        return self.called(name) if held else f"{self.face_of(name, user)}.get({self.called(name)})"

    def called(self, name: str) -> str:
        """The expression that gives a record."""
        if name in self.variables:
            return self.variables[name]
        module, _, rest = name.partition(MADE_FOR)
        if is_module(module):
            return f"world.counterpart({self.called(rest)}, {quoted(module)})"
        one, apart, app = name.rpartition(APART)
        if not apart:
            raise UsageError(asked=f"write {name!r} in Python", found="no step makes it", right="a name that one gives")
        return f"world.counterpart({self.called(one)}, {self.key(app)})"

    def value(self, value: object) -> str:
        """The expression that gives a value."""
        return literal(value, self.called)

    def key(self, app: str) -> str:
        """The expression that says which organisation is meant."""
        if app == FINANCE:
            return "product"
        return self.variables[app] if app in self._organisations else quoted(app)

    def app(self, app: str, user: str | None = None) -> str:
        """The expression that gives an organisation, in the hands of that user."""
        held = self.variables[app] if app in self._organisations else APPS.get(app) or f"world[{quoted(app)}]"
        return held if user is None else f"{held}.as_user({quoted(user)})"

    def face(self, module: str, user: str | None = None) -> str:
        """The expression that gives what people do with a module."""
        app, _, rest = module.partition(".")
        return f"{self.app(app, user)}.{rest}"

    def face_of(self, name: str, user: str | None = None) -> str:
        """The same for the module that a record is in."""
        if name in self._modules:
            return self.face(self._modules[name], user)
        ref = self.found(name)
        if ref is None:
            raise UsageError(asked=f"write {name!r} in Python", found="it is not there", right="a record that is")
        app, _, rest = module_of(ref).partition(".")
        return self.face(f"{self._first(app)}.{rest}", user)

    def module_of(self, name: str) -> str:
        """The API name of the module that a record is in."""
        ref = self.found(name)
        return ref.module if ref is not None else self._modules[name].rpartition(".")[2].capitalize()

    def connection(self, product: str | None, method: str = "integration") -> str:
        """The expression that gives a connection, a variable if one holds it."""
        own = "product" if product is None else self.key(product)
        whole = f"world.{method}({own if product is not None or method == 'integration' else ''})"
        return self.syncs.get(whole, whole)

    def _first(self, app: str) -> str:
        return FINANCE if app == self.products[0] else app
