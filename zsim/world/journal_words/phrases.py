"""What commands and calls are called in sentences, by their names in the journal."""

from __future__ import annotations

from collections.abc import Mapping

from zsim.sync import Call

# Said of a record, or of a module as a whole.
ON_RECORDS: Mapping[str, str] = {
    "accept": "marked {about} as accepted",
    "approve": "approved {about}",
    "cancel": "cancelled {about}",
    "close": "closed {about}",
    "configure": "chose the numbers, notes and terms of {about}",
    "convert": "converted {about}",
    "decline": "marked {about} as declined",
    "mark_open": "marked {about} as open",
    "pass_dates": "came past dates of {about}",
    "record_payment": "recorded a payment of {about}",
    "reject": "rejected {about}",
    "reopen": "reopened {about}",
    "send": "mailed {about}",
    "submit": "submitted {about}",
    "void": "voided {about}",
    "activate": "made {about} active",
    "associate": "associated a deal with {about}",
    "attach": "attached a file to {about}",
    "comment": "commented on {about}",
    "configure_workflows": "chose the workflows of deals",
    "dissociate": "dissociated a deal from {about}",
    "refresh": "refreshed the documents of {about}",
    "set_maximum": "changed how many {about} there may be",
    "update": "edited {about}",
    "add_field": "added a field to {about}",
    "allow": "gave rights over transactions to {about}",
    "add_to_list": "put {about} on a list",
    "bounce_hard": "to {about} bounced for good",
    "bounce_softly": "to {about} bounced softly",
    "complain": "complained about spam as {about}",
    "create": "created {about}",
    "create_view": "made a view of {about}",
    "deactivate": "made {about} inactive",
    "delete": "deleted {about}",
    "deny": "took rights over transactions from {about}",
    "deliver": "to {about} arrived",
    "edit_mapping": "edited the mapping of {about}",
    "edit_retrieval": "edited the retrieval of {about}",
    "hide": "hid modules from {about}",
    "initiate": "initiated {about}",
    "load_csv": "loaded a CSV file into {about}",
    "mark_sent": "marked {about} as sent",
    "new_sync": "set up {about}",
    "open": "opened {about}",
    "remove_from_list": "took {about} off a list",
    "remove_field": "removed a field of {about}",
    "restore": "restored {about}",
    "restore_field": "brought a field of {about} back",
    "retrieve": "chose the data of {about}",
    "schedule": "chose the schedule of {about}",
    "set_layout": "moved a field of {about} to another layout",
    "set_options": "replaced the options of a pick list of {about}",
    "show": "showed modules to {about} again",
    "unsubscribe": "unsubscribed {about} from all mail",
    "unsubscribe_from_list": "unsubscribed {about} from a list",
    "update_view": "edited a view of {about}",
    "write": "wrote {about} over the interface",
}

# Said of an organisation, which need not be named beside its app.
ON_ORGANISATIONS: Mapping[str, str] = {
    "connect_source": "entered the account of a source",
    "enable_multi_currency": "switched on multi-currency",
    "generate_zsc_key": "generated a ZSC key",
    "integrate": "integrated the organisation with another finance app",
    "grant_multi_organisation": "granted multi-organisation support",
    "rename_organisation": "renamed the organisation",
    "set_base_currency": "changed the base currency",
    "set_edition": "changed the edition",
    "set_plan": "took another plan",
    "set_email": "changed the primary email",
    "update": "changed the preferences",
    "update_account": "edited the account of a source",
}

ON_INTEGRATIONS: Mapping[str, str] = {
    "add_user": "added an integration user to {app}",
    "configure": "configured the sync of {app}",
    "configure_triggers": "chose the triggers of {app}",
    "connect": "connected {app} with the CRM",
    "delete": "deleted the integration of {app}",
    "disable": "disabled the integration of {app}",
    "edit": "edited the sync of {app}",
    "enable": "enabled the integration of {app}",
    "enable_transactions": "enabled transactions of {app} in the CRM",
    "fetch": "fetched one record from the CRM into {app}",
    "instant_sync": "started an instant sync of {app}",
    "pause": "paused the sync of {app}",
    "remove_user": "removed an integration user from {app}",
    "resume": "resumed the sync of {app}",
    "save_and_sync": "saved the sync of {app} and started it",
    "save_and_sync_later": "saved the sync of {app} for later",
    "update_credentials": "gave {app} new credentials",
}

# Commands on an integration that name choices; of the others, the sentence has said these already.
CHOICES = ("configure", "edit")
UNSAID = ("key", "module", "organisation", "product")

WHERE: Mapping[str, str] = {
    "crm": "in the CRM",
    "finance": "in finance",
    "source": "in the source of the leads",
    "hub": "in MarketingHub",
}
"""Where a call went, by what the app is to the run."""

CALLS: Mapping[str, str] = {
    "changed": "read {count} changed {records} {where}",
    "deleted": "read {count} deleted {records} {where}",
    "fields": "asked for the fields of {module} {where}",
    "organisation": "asked about the organisation {where}",
    "read": "looked up {count} {records} {where}",
    "search": "searched {module} {where} and found {found}",
    "views": "asked for the views of {module} {where}",
    "admit_user": "added an integration user {where}",
    "dismiss_user": "deleted an integration user {where}",
    "integration_users": "asked for the integration users {where}",
    "other_apps": "asked for the other apps that are integrated {where}",
    "printed": "asked for the content of a document of {module} {where}",
    "pdf": "asked for the page of a document of {module} {where}",
    "notify": "told the users {where} that it is done",
    "user_names": "asked for the names of users {where}",
    "watch": "asked to be told of changes of {module} {where}",
    "written_since": "looked for unanswered writes among {count} changed {records} {where}",
    "write": "wrote {count} {records} {where}",
}


COMMANDS: Mapping[str, str] = {
    "mark_sent": "mark {document} as sent",
    "record_payment": "record a payment of {document}",
    "send": "mail {document}",
    "update": "change {document}",
}
"""What a person had finance do to a document, where the command has not the word for it itself."""

REFUSED_CALLS: Mapping[str, str] = {
    "changed": "tried to read changed {records} {where}",
    "deleted": "tried to read deleted {records} {where}",
    "fields": "tried to ask for the fields of {module} {where}",
    "organisation": "tried to ask about the organisation {where}",
    "read": "tried to look up {count} {records} {where}",
    "search": "tried to search {module} {where}",
    "views": "tried to ask for the views of {module} {where}",
    "admit_user": "tried to add an integration user {where}",
    "dismiss_user": "tried to delete an integration user {where}",
    "integration_users": "tried to ask for the integration users {where}",
    "other_apps": "tried to ask for the other apps that are integrated {where}",
    "printed": "tried to ask for the content of a document of {module} {where}",
    "pdf": "tried to ask for the page of a document of {module} {where}",
    "notify": "tried to tell the users {where} that it is done",
    "user_names": "tried to ask for the names of users {where}",
    "watch": "tried to be told of changes of {module} {where}",
    "written_since": "tried to look for unanswered writes among changed {records} {where}",
    "write": "tried to write {count} {records} {where}",
}
"""Calls of which nothing came back; whether a write was carried out is for the reason to say, which follows."""


def refused_call_in_words(method: str, module: str, asked: Mapping[str, object], where: str) -> str:
    """A call of the engine that was refused or got no answer, by what was asked.

    >>> refused_call_in_words("write", "customers", {"create": 1, "update": 1}, "in finance")
    'tried to write 2 customers in finance'
    >>> refused_call_in_words("read", "Accounts", {"ids": 1, "view": None}, "in the CRM")
    'tried to look up 1 account in the CRM'
    """
    counts = [each for each in asked.values() if isinstance(each, int)]
    count = sum(counts) if method in ("read", "write") else 0
    return _told(REFUSED_CALLS.get(method, "tried to call {method} of {module} {where}"), method, module, count, where)


def call_in_words(method: str, module: str, count: int, where: str) -> str:
    """A call of the engine, without saying who made it.

    >>> call_in_words("changed", "Accounts", 1, "in the CRM")
    'read 1 changed account in the CRM'
    >>> call_in_words("search", "contact_persons", 0, "in finance")
    'searched contact persons in finance and found nothing'
    """
    return _told(CALLS.get(method, "called {method} of {module} {where}"), method, module, count, where)


def told_call(call: Call) -> str:
    """A call that was made or refused, without saying who made it."""
    if call.method == "perform":
        doing = performing(str(call.asked["action"]), call.module)
        return f"tried to have finance {doing}: {call.refusal}" if call.refusal else f"had finance {doing}"
    where = WHERE[call.system.value]
    if call.refusal:
        return f"{refused_call_in_words(call.method, call.module, call.asked, where)}: {call.refusal}"
    count = call.found if isinstance(call.found, int) else len(call.found)
    return call_in_words(call.method, call.module, count, where)


def performing(action: str, module: str) -> str:
    """What finance was to do to a document.

    >>> performing("create", "invoices"), performing("mark_sent", "sales_orders")
    ('create an invoice', 'mark a sales order as sent')
    """
    noun = module.removesuffix("s").replace("_", " ")
    told = COMMANDS.get(action, f"{action.replace('_', ' ')} {{document}}")
    return told.format(document=f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}")


def _told(told: str, method: str, module: str, count: int, where: str) -> str:
    plural = module.replace("_", " ").lower()
    records = plural.removesuffix("s") if count == 1 else plural
    return told.format(
        method=method, module=plural, records=records, count=count or "no", found=count or "nothing", where=where
    )


def command_in_words(name: str, about: str) -> str:
    """A command on a record or a module, without saying who gave it.

    >>> command_in_words("deactivate", "customer 'Acme'")
    "made customer 'Acme' inactive"
    """
    return ON_RECORDS.get(name, f"used {name!r} on {{about}}").format(about=about)
