"""Everything people do, as data: each verb with what it is done to, what it calls there, and what it is given.

A new verb is one line of ``VERBS``. Required arguments are handed on in the order they stand here, the others by name.
"""

from __future__ import annotations

from collections.abc import Mapping

from zsim.explore.script.verb import BY, PRODUCT, SOURCE, Form, On, Verb, may, need

FIELDS = need("fields", Form.KEYWORDS)
CHOICES = need("choices", Form.KEYWORDS)
CHANGES = need("changes", Form.KEYWORDS)
CRM_ACCOUNT = may("email", "key", form=Form.CRM_ACCOUNT)
SOURCE_ACCOUNT = may("email", "key", form=Form.SOURCE_ACCOUNT)
TIMES = (*may("at", "zone", form=Form.TEXT), *may("weekday", "day"))
PATTERN = may("pattern", form=Form.TEXT)
FORECAST = may("forecast_category", form=Form.TEXT)
RIGHTS = (need("profile", Form.TEXT), need("type", Form.TEXT), *may("rights", form=Form.WORDS))
TRIGGERS = may("estimate", "invoice", form=Form.TRUTH)
REPORT = (*may("columns", "where", "group"), *PATTERN)
STAGES = may("estimate_created_at", "estimate_accepted_at", "estimate_declined_at", form=Form.TEXT)

VERBS: Mapping[str, Verb] = {
    # Records of any app.
    "create": Verb(On.MODULE, "create", (FIELDS,), makes=True),
    "update": Verb(On.RECORD, "update", (FIELDS,)),
    "delete": Verb(On.RECORD, "delete"),
    "restore": Verb(On.RECORD, "restore"),
    "mass_update": Verb(On.MODULE, "mass_update", (need("records", Form.RECORD_LIST), FIELDS)),
    "load_csv": Verb(On.MODULE, "load_csv", (need("text", Form.TEXT), *may("ignore", form=Form.TEXTS))),
    "merge": Verb(On.RECORD, "merge", (need("others", Form.RECORDS),)),
    "open": Verb(On.RECORD, "open"),
    "activate": Verb(On.RECORD, "activate"),
    "deactivate": Verb(On.RECORD, "deactivate"),
    # Documents of finance, there and in the CRM's section.
    "send": Verb(On.DOCUMENT, "send", may("to", form=Form.TEXT)),
    "mark_sent": Verb(On.DOCUMENT, "mark_sent"),
    "mark_open": Verb(On.DOCUMENT, "mark_open"),
    "accept": Verb(On.DOCUMENT, "accept"),
    "decline": Verb(On.DOCUMENT, "decline"),
    "submit": Verb(On.DOCUMENT, "submit"),
    "approve": Verb(On.DOCUMENT, "approve"),
    "reject": Verb(On.DOCUMENT, "reject"),
    "convert": Verb(On.DOCUMENT, "convert", may("to", form=Form.TEXT), makes=True),
    "void": Verb(On.DOCUMENT, "void"),
    "cancel": Verb(On.DOCUMENT, "cancel"),
    "close": Verb(On.DOCUMENT, "close"),
    "reopen": Verb(On.DOCUMENT, "reopen"),
    "record_payment": Verb(On.DOCUMENT, "record_payment", (need("amount"), *may("date")), makes=True),
    "print": Verb(On.DOCUMENT, "printed"),
    "comment": Verb(On.DOCUMENT, "comments.add", (need("text", Form.TEXT),)),
    "attach": Verb(On.DOCUMENT, "attachments.add", (need("file", Form.TEXT), need("content", Form.CONTENT))),
    "associate": Verb(On.DOCUMENT, "deals.associate", (need("deal", Form.RECORD),)),
    "dissociate": Verb(On.DOCUMENT, "deals.dissociate", (need("deal", Form.RECORD),)),
    "search_deals": Verb(On.DOCUMENT, "deals.search", (need("text", Form.TEXT),)),
    "configure_documents": Verb(On.MODULE, "configure", (CHOICES,)),
    "refresh": Verb(On.MODULE, "refresh", (need("party", Form.RECORD),)),
    "attach_to": Verb(
        On.CRM,
        "attachments.add",
        (need("record", Form.RECORD), need("file", Form.TEXT), need("content", Form.CONTENT)),
    ),
    "view_summary": Verb(On.CRM, "summary", (need("party", Form.RECORD), *may("organisation", form=Form.TEXT))),
    # What becomes of leads, and who is on which list.
    "unsubscribe": Verb(On.RECORD, "unsubscribe", may("from_list", form=Form.RECORD)),
    "complain": Verb(On.RECORD, "complain"),
    "bounce": Verb(On.RECORD, "bounce", may("hard", form=Form.TRUTH)),
    "deliver": Verb(On.RECORD, "deliver"),
    "add_to_list": Verb(On.LIST, "add", (need("leads", Form.RECORDS),)),
    "remove_from_list": Verb(On.LIST, "remove", (need("leads", Form.RECORDS),)),
    # Modules: fields and views.
    "add_field": Verb(
        On.MODULE,
        "add_field",
        (
            need("field", Form.TEXT),
            *may("type", "label", form=Form.TEXT),
            *may("options", form=Form.TEXTS),
            *may("required", form=Form.TRUTH),
        ),
    ),
    "set_options": Verb(On.MODULE, "set_options", (need("field", Form.TEXT), need("options", Form.WORDS))),
    "set_layout": Verb(On.MODULE, "set_layout", (need("field", Form.TEXT), need("layout", Form.TEXT))),
    "remove_field": Verb(On.MODULE, "remove_field", (need("field", Form.TEXT),)),
    "restore_field": Verb(On.MODULE, "restore_field", (need("field", Form.TEXT),)),
    "create_view": Verb(
        On.MODULE, "views.create", (need("view", Form.TEXT), need("conditions", Form.EACH_CONDITION), *PATTERN)
    ),
    "update_view": Verb(
        On.MODULE, "views.update", (need("view", Form.VIEW), need("conditions", Form.EACH_CONDITION), *PATTERN)
    ),
    # Reports of the CRM.
    "create_report": Verb(
        On.CRM, "reports.create", (need("report", Form.TEXT), *may("module", form=Form.TEXT), *REPORT)
    ),
    "update_report": Verb(On.CRM, "reports.update", (need("report", Form.TEXT), *REPORT)),
    "delete_report": Verb(On.CRM, "reports.delete", (need("report", Form.TEXT),)),
    # The stages of deals.
    "create_stage": Verb(On.CRM, "stages.create", (need("stage", Form.TEXT), need("probability"), *FORECAST)),
    "update_stage": Verb(On.CRM, "stages.update", (need("stage", Form.TEXT), *may("probability"), *FORECAST)),
    # Rights.
    "create_profile": Verb(
        On.CRM, "profiles.create", (need("profile", Form.TEXT), *may("hidden_modules", form=Form.TEXTS))
    ),
    "hide_modules": Verb(On.CRM, "profiles.hide", (need("profile", Form.TEXT), need("modules", Form.WORDS))),
    "show_modules": Verb(On.CRM, "profiles.show", (need("profile", Form.TEXT), need("modules", Form.WORDS))),
    "allow": Verb(On.CRM, "profiles.allow", RIGHTS),
    "deny": Verb(On.CRM, "profiles.deny", RIGHTS),
    # Organisations.
    "create_organisation": Verb(
        On.WORLD, "organisation", (need("product", Form.PRODUCT), need("called", Form.TEXT)), makes=True
    ),
    "generate_zsc_key": Verb(On.APP, "generate_zsc_key", BY),
    "set_email": Verb(On.APP, "set_email", (need("email", Form.TEXT),)),
    "set_base_currency": Verb(On.APP, "set_base_currency", (need("code", Form.TEXT),)),
    "set_edition": Verb(On.APP, "set_edition", (need("edition", Form.TEXT),)),
    "add_other_app": Verb(On.APP, "other_apps.add", (need("other", Form.ORGANISATION),)),
    "set_plan": Verb(On.APP, "set_plan", (need("documents_max"),)),
    "set_users_maximum": Verb(On.APP, "users.set_maximum", (need("users"),)),
    "enable_multi_currency": Verb(On.CRM, "enable_multi_currency"),
    "rename_organisation": Verb(On.CRM, "rename_organisation", (need("called", Form.TEXT),)),
    "grant_multi_organisation": Verb(On.CRM, "grant_multi_organisation", (need("product", Form.PRODUCT),)),
    "update_preferences": Verb(On.APP, "preferences.update", (CHANGES,)),
    "create_user": Verb(
        On.APP,
        "users.create",
        (need("user", Form.TEXT), *may("email", "profile", "role", form=Form.TEXT), *may("admin", form=Form.TRUTH)),
    ),
    "update_user": Verb(On.APP, "users.update", (need("user", Form.TEXT), need("profile", Form.TEXT, by_name=True))),
    "delete_user": Verb(On.APP, "users.delete", (need("user", Form.TEXT),)),
    "activate_user": Verb(On.APP, "users.activate", (need("user", Form.TEXT),)),
    "deactivate_user": Verb(On.APP, "users.deactivate", (need("user", Form.TEXT),)),
    # A connection with the CRM.
    "connect": Verb(On.NAMES, "connect", (*PRODUCT, *CRM_ACCOUNT)),
    "update_credentials": Verb(On.CONNECTION, "update_credentials", CRM_ACCOUNT),
    "pause": Verb(On.CONNECTION, "pause"),
    "resume": Verb(On.CONNECTION, "resume"),
    "disable": Verb(On.CONNECTION, "disable"),
    "enable": Verb(On.CONNECTION, "enable", may("organisation", form=Form.TEXT)),
    "delete_integration": Verb(On.NAMES, "delete_integration", (*PRODUCT, *may("convert", form=Form.TEXT))),
    "enable_transactions": Verb(On.CONNECTION, "transactions.enable", (need("modules", Form.WORDS),)),
    "configure_triggers": Verb(On.CONNECTION, "triggers.configure", (*TRIGGERS, *STAGES)),
    "configure_workflows": Verb(On.CRM, "workflows.configure", TRIGGERS),
    "add_integration_user": Verb(On.CONNECTION, "users.add", (need("user", Form.TEXT),)),
    "remove_integration_user": Verb(On.CONNECTION, "users.remove", (need("user", Form.TEXT),)),
    "crm_information": Verb(On.CONNECTION, "crm_information", (need("customer", Form.RECORD),)),
    # The sync of a module: customers, vendors, items, or documents of a type.
    "pause_sync": Verb(On.SYNC, "pause"),
    "resume_sync": Verb(On.SYNC, "resume"),
    "configure": Verb(On.SYNC, "configure", (CHOICES,)),
    "edit": Verb(On.SYNC, "edit", (CHOICES,)),
    "map": Verb(On.SYNC, "map", (need("crm_field", Form.TEXT), need("finance_field", Form.TEXT))),
    "unmap": Verb(On.SYNC, "unmap", (need("crm_field", Form.TEXT),)),
    "save_and_sync": Verb(On.SYNC, "save_and_sync"),
    "save_and_sync_later": Verb(On.SYNC, "save_and_sync_later"),
    "instant_sync": Verb(On.SYNC, "instant_sync"),
    "fetch": Verb(On.SYNC, "fetch", (need("record", Form.RECORD),)),
    "import_by_id": Verb(On.SYNC, "import_by_id", (need("record", Form.ID),)),
    "search": Verb(On.SYNC, "search", (need("text", Form.TEXT),)),
    "preview": Verb(On.SYNC, "preview"),
    # MarketingHub's syncs, each by its description.
    "connect_marketinghub": Verb(On.NAMES, "connect_marketinghub", (*SOURCE, *SOURCE_ACCOUNT)),
    "update_account": Verb(On.SERVICES, "update_account", SOURCE_ACCOUNT),
    "new_sync": Verb(
        On.SERVICES,
        "new_sync",
        (
            need("sync", Form.TEXT),
            need("mailing_list", Form.RECORD, by_name=True),
            *may("criteria", form=Form.CONDITIONS),
            *PATTERN,
        ),
    ),
    "schedule": Verb(On.LEAD_SYNC, "schedule", (need("frequency", Form.TEXT), *TIMES)),
    "retrieve": Verb(On.LEAD_SYNC, "retrieve", (*may("data", form=Form.TEXT), *may("after", form=Form.MOMENT))),
    "initiate": Verb(On.LEAD_SYNC, "initiate"),
    "edit_mapping": Verb(On.LEAD_SYNC, "edit_mapping", (need("changes", Form.MAPPING),)),
    "edit_retrieval": Verb(
        On.LEAD_SYNC,
        "edit_retrieval",
        (
            *may("frequency", form=Form.TEXT),
            *TIMES,
            *may("data", form=Form.TEXT),
            *may("after", form=Form.MOMENT),
            *may("mailing_list", form=Form.RECORD),
        ),
    ),
    "activate_sync": Verb(On.LEAD_SYNC, "activate"),
    "deactivate_sync": Verb(On.LEAD_SYNC, "deactivate"),
    # Time, and the world itself.
    "advance": Verb(
        On.TIME, "advance", may("weeks", "days", "hours", "minutes", "seconds", "milliseconds", form=Form.LENGTH)
    ),
    "advance_to": Verb(On.TIME, "advance_to", (need("moment", Form.TEXT), *may("tz", form=Form.TEXT))),
    "settle": Verb(On.TIME, "settle"),
    "next_event": Verb(On.TIME, "next_event"),
    "export_and_load": Verb(On.WORLD, "export"),
    "crash": Verb(On.WORLD, "crash"),
    "heal": Verb(On.WORLD, "faults.heal"),
}
"""The verbs by their names."""
