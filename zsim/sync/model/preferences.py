"""What a user chooses for the sync of one module, checked when it is saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from zsim.kernel.read_only import ReadOnly
from zsim.sync.model.kinds import ModuleChoice


class Extent(StrEnum):
    """How records travel. Source: CUS-07, CUS-08."""

    FETCH = "fetch"
    BOTH_WAYS = "both_ways"


class Duplicates(StrEnum):
    """What becomes of a record that exists on the other side already. Source: CUS-11, CUS-12, CUS-13."""

    CLONE = "clone"
    OVERWRITE = "overwrite"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class Preferences:
    """The saved choices for the sync of one module.

    ``module`` is what becomes customers, ``None`` where there is no such choice. ``views`` are the names of the chosen
    views by CRM module; a module without one is read whole. ``mapping`` adds pairs of CRM and finance field to the
    default ones; a pair with an empty finance field takes a default one away.
    """

    module: ModuleChoice | None = None
    extent: Extent = Extent.FETCH
    duplicates: Duplicates = Duplicates.SKIP
    views: Mapping[str, str] = field(default_factory=dict)
    include_contacts_without_account: bool = False
    mapping: Mapping[str, str] = field(default_factory=dict)
    auto_update: bool = True

    def __post_init__(self) -> None:
        for name in ("views", "mapping"):
            object.__setattr__(self, name, ReadOnly(getattr(self, name)))

    def __str__(self) -> str:
        told = {
            "module": self.module.value if self.module is not None else "",
            "extent": self.extent.value,
            "duplicates": self.duplicates.value,
            **{f"view of {module}": view for module, view in self.views.items()},
            "contacts without account": "included" if self.include_contacts_without_account else "",
            **{f"mapped {crm}": finance or "to nothing" for crm, finance in self.mapping.items()},
        }
        return ", ".join([f"{name} {value}" for name, value in told.items() if value])


def plain_choices(choices: Mapping[str, object]) -> dict[str, object]:
    """The choices as the journal keeps them: a view by its name, and the CRM's module beside the sync's own."""
    told = {name: getattr(value, "name", value) for name, value in choices.items()}
    return {"crm_module" if name == "module" else name: value for name, value in told.items()}
