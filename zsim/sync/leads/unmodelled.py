"""What MarketingHub's syncs have and is not modelled yet, with the nearest thing that is."""

from __future__ import annotations

from zsim.ports.errors import Unmodelled

SERVICES: Unmodelled = (
    "the sync services",
    {
        **dict.fromkeys(("triggers", "workflows", "automations"), "the timetable of a sync"),
        **dict.fromkeys(("campaigns", "journeys", "segments", "topics"), "new_sync(), which fills a mailing list"),
        **dict.fromkeys(("permissions", "users", "notes"), "update_account(), with whose account a source is read"),
        "reports": "history of a sync",
    },
)

LEAD_SYNC: Unmodelled = (
    "a sync of leads",
    {
        **dict.fromkeys(("triggers", "workflows", "automations"), "schedule(), and retrieve()"),
        **dict.fromkeys(("campaigns", "journeys", "segments", "topics"), "the mailing list it fills"),
        **dict.fromkeys(("pause", "resume"), "deactivate() and activate()"),
        **dict.fromkeys(("notes", "tags"), "map(), which adds a field of a lead"),
        "reports": "history and details",
    },
)
