"""The preferences of a finance organisation."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from zsim.catalogue.suggest import did_you_mean
from zsim.fakes.store.face import CommandLog
from zsim.fakes.store.validation import FINANCE_CODES
from zsim.kernel.errors import UsageError
from zsim.ports.codec import Plain
from zsim.ports.errors import NotAllowed
from zsim.ports.refusals import tells_refusals


class ConvertAccepted(StrEnum):
    """Whether an accepted estimate turns into an invoice by itself, and how that begins. Source: TXN-22."""

    OFF = "off"
    DRAFT = "draft"
    SENT = "sent"


@dataclasses.dataclass(frozen=True, slots=True)
class PreferenceValues:
    """What can be preferred, each with the vendor's default.

    ``allow_equal_names`` lets several customers, or several vendors, carry one display name. Source: CUS-18.
    ``sku_mandatory`` asks for a SKU with every item; only then can ``allow_equal_item_names`` let several items carry
    one name, and the SKU tells them apart. ``tax_mandatory`` asks for a tax on every line, ``convert_accepted`` makes
    invoices of accepted estimates, ``approvals`` has estimates, orders and invoices of Books approved before they are
    sent. Source: TXN-22 to TXN-24.
    """

    allow_equal_names: bool = False
    sku_mandatory: bool = False
    allow_equal_item_names: bool = False
    tax_mandatory: bool = False
    convert_accepted: ConvertAccepted = ConvertAccepted.OFF
    approvals: bool = False


@tells_refusals("update", "_recorder.journal")
class OrganisationPreferences:
    """The preferences in force, and the way a person changes them."""

    __slots__ = ("_app", "_approvable", "_recorder", "_values")

    def __init__(self, app: str, recorder: CommandLog, approvable: bool = True) -> None:
        self._app = app
        self._approvable = approvable
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

    @property
    def tax_mandatory(self) -> bool:
        """Whether every line of a document needs a tax. Source: TXN-23."""
        return self._values.tax_mandatory

    @property
    def convert_accepted(self) -> ConvertAccepted:
        """Whether an accepted estimate turns into an invoice by itself. Source: TXN-22."""
        return self._values.convert_accepted

    @property
    def approvals(self) -> bool:
        """Whether documents are approved before they are sent. Source: TXN-24."""
        return self._values.approvals

    def __str__(self) -> str:
        values = dataclasses.asdict(self._values).items()
        told = [f"  {name.replace('_', ' ')}: {_said(value)}" for name, value in values]
        return "\n".join([f"the preferences of {self._app}:", *told])

    def update(self, **changes: bool | str) -> None:
        """Change the named preferences; an unknown one, or a value that it cannot have, raises ``UsageError``.

        Equal item names without mandatory SKUs are refused with ``NotAllowed``.
        """
        for name, value in changes.items():
            self._check(name, value)
        self._recorder.note("preferences", "update", (self._app, "preferences"), changes)
        values = _with(self._values, changes)
        if values.approvals and not self._approvable:
            raise NotAllowed(
                f"{self._app}: documents are approved in Books only; leave approvals off",
                code=FINANCE_CODES.invalid,
                field="approvals",
            )
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
        return {name: str(value) if isinstance(value, StrEnum) else value for name, value in _items(self._values)}

    def load(self, data: Mapping[str, Any]) -> None:
        """Take over the preferences that ``export`` gave."""
        self._values = _with(PreferenceValues(), data)

    def _check(self, name: str, value: object) -> None:
        known = tuple(each.name for each in dataclasses.fields(PreferenceValues))
        if name not in known:
            raise UsageError(
                asked=f"the preference {name!r} of {self._app}",
                found="there is no such preference",
                right=did_you_mean(name, known),
            )
        if name == "convert_accepted":
            if value not in tuple(ConvertAccepted):
                raise UsageError(
                    asked=f"the preference {name} = {value!r}",
                    found="there is no such choice",
                    right=did_you_mean(str(value), ConvertAccepted),
                )
        elif not isinstance(value, bool):
            raise UsageError(
                asked=f"the preference {name} = {value!r}", found="neither yes nor no", right="True or False"
            )


def _items(values: PreferenceValues) -> list[tuple[str, bool | str]]:
    return list(dataclasses.asdict(values).items())


def _with(values: PreferenceValues, changes: Mapping[str, bool | str]) -> PreferenceValues:
    """The values with some changed, each as it is held."""
    held = {**dict(_items(values)), **changes}
    chosen = ConvertAccepted(str(held.pop("convert_accepted")))
    return PreferenceValues(**{name: bool(each) for name, each in held.items()}, convert_accepted=chosen)


def _said(value: bool | str) -> str:
    return value if isinstance(value, str) else "yes" if value else "no"
