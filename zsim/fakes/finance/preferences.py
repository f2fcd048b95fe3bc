"""The preferences of a finance organisation."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from zsim.catalogue.suggest import did_you_mean
from zsim.fakes.store.face import CommandLog
from zsim.fakes.store.validation import FINANCE_CODES
from zsim.kernel.errors import UsageError
from zsim.ports.codec import Plain
from zsim.ports.errors import NotAllowed
from zsim.ports.refusals import tells_refusals


@dataclasses.dataclass(frozen=True, slots=True)
class PreferenceValues:
    """What can be preferred, each with the vendor's default.

    ``allow_equal_names`` lets several customers, or several vendors, carry one display name. Source: CUS-18.
    ``sku_mandatory`` asks for a SKU with every item; only then can ``allow_equal_item_names`` let several items carry
    one name, and the SKU tells them apart.
    """

    allow_equal_names: bool = False
    sku_mandatory: bool = False
    allow_equal_item_names: bool = False


@tells_refusals("update", "_recorder.journal")
class OrganisationPreferences:
    """The preferences in force, and the way a person changes them."""

    __slots__ = ("_app", "_recorder", "_values")

    def __init__(self, app: str, recorder: CommandLog) -> None:
        self._app = app
        self._recorder = recorder
        self._values = PreferenceValues()

    @property
    def allow_equal_names(self) -> bool:
        """Whether several customers, or several vendors, may carry one display name. Source: CUS-18."""
        return self._values.allow_equal_names

    @property
    def sku_mandatory(self) -> bool:
        """Whether every item needs a SKU."""
        return self._values.sku_mandatory

    @property
    def allow_equal_item_names(self) -> bool:
        """Whether several items may carry one name."""
        return self._values.allow_equal_item_names

    def __str__(self) -> str:
        values = dataclasses.asdict(self._values).items()
        told = [f"  {name.replace('_', ' ')}: {'yes' if value else 'no'}" for name, value in values]
        return "\n".join([f"the preferences of {self._app}:", *told])

    def update(self, **changes: bool) -> None:
        """Change the named preferences; an unknown one, or a value that is no yes or no, raises ``UsageError``.

        Equal item names without mandatory SKUs are refused with ``NotAllowed``.
        """
        for name, value in changes.items():
            self._check(name, value)
        self._recorder.note("preferences", "update", (self._app, "preferences"), changes)
        values = dataclasses.replace(self._values, **changes)
        if values.allow_equal_item_names and not values.sku_mandatory:
            raise NotAllowed(
                f"{self._app}: items of equal name are told apart by SKU, and SKUs would not be mandatory; "
                "set sku_mandatory=True with allow_equal_item_names, or neither",
                code=FINANCE_CODES.invalid,
                field="allow_equal_item_names",
            )
        self._values = values

    def export(self) -> dict[str, Plain]:
        """The preferences by name."""
        return dataclasses.asdict(self._values)

    def load(self, data: Mapping[str, Any]) -> None:
        """Take over the preferences that ``export`` gave."""
        self._values = PreferenceValues(**data)

    def _check(self, name: str, value: object) -> None:
        known = tuple(each.name for each in dataclasses.fields(PreferenceValues))
        if name not in known:
            raise UsageError(
                asked=f"the preference {name!r} of {self._app}",
                found="there is no such preference",
                right=did_you_mean(name, known),
            )
        if not isinstance(value, bool):
            raise UsageError(
                asked=f"the preference {name} = {value!r}", found="neither yes nor no", right="True or False"
            )
