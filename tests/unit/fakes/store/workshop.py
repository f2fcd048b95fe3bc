"""A small app for the store's tests: things, and the makers they look up."""

from __future__ import annotations

from zsim.fakes.store import AppPort, CommandLog, Module, ModuleFace, Table
from zsim.fakes.store.validation import CRM_CODES
from zsim.kernel.clock import Clock
from zsim.kernel.ids import IdCounter
from zsim.kernel.journal import Journal
from zsim.ports.app import Organisation
from zsim.ports.errors import NoPermission
from zsim.ports.records import RecordId
from zsim.ports.schema import Field, FieldType

NINE_MS = 1_767_603_600_250

MAKER_FIELDS = (Field("Name", FieldType.TEXT, "Maker Name", required=True),)
THING_FIELDS = (
    Field("Name", FieldType.TEXT, "Thing Name", required=True, max_length=20),
    Field("Maker", FieldType.LOOKUP, "Made By", lookup="Makers"),
    Field("Colour", FieldType.PICK_LIST, "Colour", options=("red", "blue")),
    Field("Fragile", FieldType.CHECK_BOX, "Fragile"),
    Field("Count", FieldType.INTEGER, "Count"),
    Field("Price", FieldType.CURRENCY, "Price"),
    Field("Made_On", FieldType.DATE, "Made On"),
    Field("Seen_At", FieldType.DATE_TIME, "Seen At"),
    Field("Keeper", FieldType.OWNER, "Keeper"),
    Field("Number", FieldType.TEXT, "Number", read_only=True),
    Field("address.city", FieldType.TEXT, "City"),
    Field("address.code", FieldType.TEXT, "Code"),
)


class Things(Module):
    """Things, of which there may be two custom fields."""

    singular = "thing"
    codes = CRM_CODES
    custom_fields_max = 2


class Makers(Module):
    """Who made the things; found by their names without an index."""

    singular = "maker"
    codes = CRM_CODES


class Workshop:
    """One app with its modules, a user's faces and a port."""

    def __init__(self) -> None:
        self.clock = Clock(NINE_MS)
        self.journal = Journal(self.clock)
        self.ids = IdCounter(1_000_000)
        self.denied: tuple[str, ...] = ()
        self.modules: dict[str, Module] = {
            "Things": Things(self._table("Things", ("Name", "Maker")), THING_FIELDS),
            "Makers": Makers(self._table("Makers", ()), MAKER_FIELDS),
        }
        recorder = CommandLog(self.journal, "Rita", self._may)
        self.things = ModuleFace(self.modules["Things"], recorder, self.modules.get)
        self.makers = ModuleFace(self.modules["Makers"], recorder, self.modules.get)
        self.port = AppPort(
            organisation=lambda: Organisation("workshop", "Workshop", "w@shop.example", "IN", "INR", False, ""),
            modules=self.modules,
            actor="engine",
            check=lambda module: self._may(module or "", "use"),
        )

    @property
    def table(self) -> Table:
        """The table of things."""
        return self.modules["Things"].table

    def wait(self, seconds: int) -> None:
        """Let time pass."""
        self.clock.move_to(self.clock.now_ms + seconds * 1000)

    def _table(self, name: str, indexed: tuple[str, ...]) -> Table:
        return Table("workshop", name, self.clock, self.journal, self.ids, indexed)

    def _new_id(self) -> RecordId:
        return RecordId(self.ids.new())

    def _may(self, module: str, action: str) -> None:
        if module in self.denied:
            raise NoPermission(f"nobody may {action} {module}", code="NO_PERMISSION")
