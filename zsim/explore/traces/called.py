"""What the journal calls otherwise than scripts do."""

from __future__ import annotations

from collections.abc import Mapping

VERB_OF: Mapping[str, str] = {
    "add_user": "add_integration_user",
    "bounce_hard": "bounce",
    "bounce_softly": "bounce",
    "connect_source": "connect_marketinghub",
    "integrate": "add_other_app",
    "remove_user": "remove_integration_user",
    "unsubscribe_from_list": "unsubscribe",
}
"""The verbs whose commands go by another name than what is called."""

FROM: Mapping[tuple[str, str], str] = {
    ("configure", "module"): "crm_module",
    ("edit", "module"): "crm_module",
}
"""Choices that the journal calls otherwise."""

WITHIN: Mapping[tuple[str, str], str] = {
    ("create", "Attachments"): "attach_to",
    ("delete", "integration"): "delete_integration",
}
"""The verbs whose commands are those of another verb, done elsewhere."""

ALSO: Mapping[str, str] = {
    "content": "File_Content",
    "file": "File_Name",
    "from_list": "left_lists",
    "mailing_list": "list",
    "record": "Parent_Id",
}
"""Arguments that the journal calls otherwise."""
SECTION_FIELDS: Mapping[str, str] = {
    "line_items": "lines",
    "Deal_Name": "deal",
    **dict.fromkeys(("Account_Name", "Contact_Name", "Vendor_Name"), "customer"),
}
"""What people give for a document in the CRM's section, by the fields that the journal tells of."""
