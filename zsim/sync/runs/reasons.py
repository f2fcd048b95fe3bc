"""Why a run decided what it decided: the sentences, by code, and the words that fill them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from zsim.ports.folding import difference

NOT_SAVED = "was not saved since it was judged"
"""How the sentence ends about a deal that a run read once more, a second being to spare, and had no need to judge."""

REASONS: Mapping[str, str] = {
    "created": "created {target} from {source}: nothing on the other side carries its name{detail} (CUS-09)",
    "created-person": "added {target} from {source} to the customer of its account (CUS-03)",
    "pushed": "created {target} from {source}: it was born in finance{detail} (CUS-06)",
    "updated": "updated {target} from {source}: {detail}",
    "reconciled": "settled edits of {source} and {target}: {detail}",
    "unchanged": "nothing to carry: the mapped values are those last agreed (CUS-23)",
    "adopted": "recognised {target} as this connection's own earlier write for {source} (FLT-03)",
    "clone": "cloned {source} beside {target}: the names are equal (CUS-09), policy clone (CUS-11)",
    "name-cloned": "{source} stays out: its name was cloned, and the copy is synced in its place (CUS-36)",
    "overwrite": "overwrote {target}: its name equals {source} (CUS-09), policy overwrite (CUS-12)",
    "overwrite-merge": "overwrote {target} and merged its namesakes {detail} into it: {source} has the name (CUS-14)",
    "merge-source": "merged {source} into its namesake ({detail}): overwrite merges duplicates inside an app (CUS-14)",
    "fuse": "fused {source} with {target} of its namesake ({detail}): policy overwrite goes by name (CUS-32)",
    "fused": "nothing to carry: {source} was fused with {detail} before and was not edited since (CUS-32)",
    "clone-code": "cloned {source} beside {target}: their SKUs are equal (ITM-04), policy clone (ITM-05)",
    "overwrite-code": "overwrote {target}: its SKU equals that of {source} (ITM-04), policy overwrite (ITM-05)",
    "fuse-code": "fused {source} with {target} of its SKU ({detail}): policy overwrite goes by SKU (ITM-04, CUS-32)",
    "skip-code": "skipped {source}: {target} carries the same SKU (ITM-04), policy skip (ITM-05)",
    "created-name": "created {target} from {source}: none has its SKU, or its name with no SKU{detail} (ITM-04)",
    "clone-name": "cloned {source} beside {target}: equal names, a SKU is missing (ITM-04), policy clone (ITM-05)",
    "overwrite-name": "overwrote {target}: named as {source}, a SKU is missing (ITM-04), policy overwrite (ITM-05)",
    "fuse-name": "fused {source} with {target} of its name ({detail}): overwrite, a SKU is missing (ITM-04, CUS-32)",
    "skip-name": "skipped {source}: {target} carries the same name, a SKU is missing (ITM-04), policy skip (ITM-05)",
    "skip": "skipped {source}: {target} carries the same name (CUS-09), policy skip (CUS-13)",
    "linked-elsewhere": "skipped {source}: {target} carries the same name and is linked to a record of another module",
    "not-alike": "skipped {source}: the customer of {target} has the name and another currency (CUS-38)",
    "matched-person": "matched {source} to {target} by e-mail or name within the customer (CUS-26)",
    "finished": "finished what an earlier run was broken off in: {target} (FLT-16)",
    "followed-merge": "joined {target} with the record that its own was merged into in the CRM",
    "moved": "moved {target} to another customer: {source} moved to another account (CUS-24)",
    "move-refused": "the account of {source} changed, and a contact person may not move (CUS-24)",
    "no-rate": "the price of {source}, {detail}, cannot cross: the CRM's record has no exchange rate (ITM-15)",
    "gained-account": "{source} goes with its account now: {target} takes the place of its own customer (CUS-25)",
    "lost-account": "{source} is a customer of its own now: {target} takes the place of the contact person (CUS-25)",
    "given-up": "{source} is given up: another took its place, and it goes once the app answers (CUS-25, FLT-01)",
    "left-behind": "{source} has no account and is left behind (CUS-04)",
    "no-account": "{source} has no account, and including those is off (CUS-05)",
    "not-included": "{source} has no account, and including those is off",
    "account-not-synced": "the account of {source} is not synced (VIW-04)",
    "account-left-out": "the account of {source} is not synced: {detail}",
    "account-outside": "the account of {source} is outside the account view (VIW-04)",
    "counterpart-gone": "the record that {source} is linked to is gone; its deletion is carried in the next run",
    "fetch-only": "{source} stays in finance: the extent is 'fetch from CRM' (CUS-07)",
    "other-type": "{source} is of a type outside the chosen module (CUS-29)",
    "inactive": "{source} is inactive and linked with nothing",
    "no-parent": "the customer of {source} is not linked",
    "parent-gone": "whom {source} is for was deleted in the CRM (TXN-40)",
    "document-shown": "showed {source} in the CRM, as it stands in finance (TXN-01)",
    "document-told": "showed {source} in the CRM as it stands in finance now (TXN-01)",
    "document-as-shown": "left {source} as the CRM shows it: so it stands in finance (TXN-01)",
    "document-gone": "took {source} off the CRM's list: finance has it no more (TXN-01)",
    "document-gone-before": "left the CRM's list as it is: {source} is gone in finance and not shown (TXN-01)",
    "persons-held": "contact persons born in finance stay there (policy contact_persons)",
    "kept": "kept {target}: it was born in finance; only its CRM record was deleted (DEL-01)",
    "crm-deleted": "deleted {target}: it was born in the CRM and deleted there (DEL-04)",
    "import-deleted": "deleted {target}: it was born in the CRM and deleted there (DEL-02)",
    "import-deactivated": "made {target} inactive: it was deleted in the CRM and has transactions (DEL-03)",
    "crm-deactivated": "made {target} inactive: it was deleted in the CRM and has transactions (DEL-04)",
    "person-deleted": "removed {target}: its CRM contact was deleted (DEL-04)",
    "finance-deleted": "left {source} alone: its finance record was deleted (DEL-06)",
    "gone": "it was read, and gone by the time its turn came",
    "unlinked-gone": "a record that was not linked was deleted",
    "kept-out": "{source} is not pushed again: its CRM record was deleted (DEL-05)",
    "stays-gone": "{source} is not fetched again: its finance record was deleted (DEL-06)",
    "revived": "revived the pair of {source} and {target}: it was restored in the CRM (DEL-07)",
    "recreated": "created {target} anew: {source} was restored in the CRM (DEL-07)",
    "lead-new": "added {target} from {source}: the organisation did not know the address{detail} (LED-11)",
    "lead-refreshed": "{target} of {source} was refreshed by a fetch before, which was broken off over it (FLT-03)",
    "lead-resumed": "took in {target} of {source}: a fetch before was broken off as it was added (FLT-03)",
    "lead-readded": "added {target} again from {source}: it was deleted in MarketingHub before (LED-12)",
    "lead-duplicate": "duplicate: {target} of {source} is in the organisation, {detail} (LED-13)",
    "lead-off-list": "duplicate: {target} of {source} left this list and is not put back on it, {detail} (LED-13)",
    "lead-empty": "ignored: no email address (LED-15)",
    "lead-invalid": "ignored: invalid address {detail} (LED-16)",
    "lead-role": "ignored: role address {detail} (LED-17)",
    "lead-file-duplicate": "ignored: address {detail} came before in the same fetch (LED-18)",
    "lead-bounced": "ignored: bounced address {detail} (LED-19)",
    "lead-unsubscribed": "ignored: {detail} unsubscribed from the organisation (LED-20)",
    "lead-complained": "ignored: {detail} complained of spam and is not written to again (LED-20)",
    "lead-stays-deleted": "ignored: {detail} was deleted in MarketingHub and stays so",
    "lead-seen": "nothing to do: the fetch before handled the contact as it is (LED-29)",
    "lead-outside": "left out: {source} does not meet the criteria of the sync (LED-03)",
    "lead-deleted": "deleted {target}: its contact was deleted in {source} (LED-14), no other list holds it (LED-26)",
    "lead-deleted-everywhere": "deleted {target}: its contact was deleted in {source} (LED-14), policy lead_deletion",
    "lead-left-list": "took {target} off the list: its contact was deleted in {source}, another list holds it (LED-26)",
    "lead-remembered": "deleted {target}: its contact was deleted in {source} (LED-14), it stays {detail} (LED-26)",
    "lead-shared": "kept {target}: its contact was deleted in {source}, another contact there has the address",
    "lead-gone": "nothing to delete: the contact deleted in {source} is no lead of this sync, or none any more",
    "lead-elsewhere": "kept {target}: its contact was deleted in {source}; another list holds it (LED-26)",
    "deal-estimate": "made an estimate for {source}: it was created (TRG-01)",
    "deal-estimate-stage": "made an estimate for {source}: it came to the stage {detail} (TRG-12)",
    "deal-estimate-won": "made an estimate for {source}, to accept it: it came as won (TRG-16)",
    "deal-estimate-passed": "made an estimate for {source}, to accept it: it is at {detail}, past its stage (TRG-29)",
    "deal-accepted": "accepted {target}: {source} was won (TRG-02)",
    "deal-accepted-stage": "accepted {target}: {source} came to the stage {detail} (TRG-12)",
    "deal-declined": "declined {target}: {source} was lost (TRG-03)",
    "deal-declined-stage": "declined {target}: {source} came to the stage {detail} (TRG-12)",
    "deal-invoice": "made an invoice for {source}: it was won (TRG-04)",
    "deal-invoice-new": "made an invoice for {source}: it came as won (TRG-04, TRG-16)",
    "deal-invoice-again": "made an invoice for {source}: it was won again, and the void one stays so (TRG-15)",
    "deal-voided": "voided {target}: {source} was lost (TRG-05)",
    "deal-unchanged": "made no {target}: {source} was judged so before, and edits reach no document (TRG-15, TRG-18)",
    "deal-seen": f"made no {{target}}: {{source}} {NOT_SAVED}",
    "deal-open": "made no {target} yet: {source} is not at a stage for one (TRG-29)",
    "deal-left": "left every {target} of {source} alone: it stands open (TRG-19)",
    "deal-stands": "made none for {source}: its {target} stands (TRG-39)",
    "deal-none": "left {source} alone: it has no {target} of a trigger's to become {detail} (TRG-37)",
    "deal-already": "left {target} of {source} alone: it is {detail} already",
    "deal-settled": "left {target} of {source} alone: it is {detail}, and others rest on it (TRG-38)",
    "deal-frozen": "left {target} of {source} alone: it is {detail}, and what was sent stays (TRG-10)",
    "deal-frozen-import": "left {target} of {source} alone: its status was changed to {detail} in finance (TRG-11)",
    "deal-no-move": "left {target} of {source} alone: it is {detail}",
    "deal-unapproved": "left {target} of {source} alone for now: it is {detail}, and is approved first (TRG-43)",
    "deal-edition": "made no {target} for {source}: in the US edition, which {detail} is of, no trigger works (TRG-07)",
    "deal-edition-import": "made no {target} for {source}: {detail} is of the US edition (TRG-22)",
    "deal-no-field": "made no {target} for {source}: deals have no field Probability any more (TRG-08)",
    "deal-no-account": "made nothing for {source}: it carries no account, and accounts are synced (TRG-06)",
    "deal-no-contact": "made nothing for {source}: it carries no contact, and contacts are synced (TRG-06)",
    "deal-no-party": "made nothing for {source}: it carries neither an account nor a contact (TRG-40)",
    "deal-party-gone": "made nothing for {source}: its account or contact is gone from the CRM",
    "deal-no-customers": "made nothing for {source}: customers were never set up, so nobody can be fetched (TRG-17)",
    "deal-not-synced": "made nothing for {source}: the fetch brought no customer, {detail} (TRG-17)",
    "deal-inactive": "made nothing for {source}: {target} is inactive (TRG-32)",
    "deal-noted": "noted how {source} stands as the {target} trigger was switched on (TRG-30)",
    "deal-missed": "noted how {source} stands: no {target} follows from what happened while closed (TRG-31)",
    "deal-gone": "kept what was made for it: the deal was deleted, and no {target} goes with it (TRG-19)",
}


OWN_RULES: Mapping[str, Mapping[str, str]] = {
    "vendor": {
        "CUS-06": "VEN-02",
        "CUS-09": "VEN-03",
        "CUS-11": "VEN-03",
        "CUS-12": "VEN-03",
        "CUS-13": "VEN-03",
        "CUS-36": "VEN-08",
    },
    "item": {
        "CUS-06": "ITM-02",
        "CUS-09": "ITM-03",
        "CUS-11": "ITM-05",
        "CUS-12": "ITM-05",
        "CUS-13": "ITM-05",
        "CUS-14": "ITM-06",
        "CUS-36": "ITM-13",
        "DEL-04": "ITM-09",
    },
}
"""The behaviours that stand for a kind where those of customers are spoken of, by the kind's name."""

INFINITIVES: Mapping[str, str] = {
    "accepted": "accept",
    "added": "add",
    "cloned": "clone",
    "created": "create",
    "declined": "decline",
    "deleted": "delete",
    "fused": "fuse",
    "joined": "join",
    "kept": "keep",
    "left": "leave",
    "made": "make",
    "matched": "match",
    "merged": "merge",
    "moved": "move",
    "overwrote": "overwrite",
    "removed": "remove",
    "revived": "revive",
    "settled": "settle",
    "showed": "show",
    "skipped": "skip",
    "took": "take",
    "updated": "update",
    "voided": "void",
}
"""How a sentence of ``REASONS`` that tells what was done begins, and what it would be to do that."""


IMPORT = "import-"
"""What begins the codes of the one-way import, which rests on behaviours of its own."""

IMPORT_RULES: Mapping[str, str] = {
    "nothing on the other side carries its name (CUS-09)": "the import looks for no namesake (IMP-09)",
    "CUS-03": "IMP-02",
    "CUS-07": "IMP-01",
    "CUS-21": "IMP-06",
    "CUS-23": "IMP-06",
    "CUS-24": "IMP-10",
    "CUS-25": "IMP-10",
    "CUS-29": "IMP-01",
    "DEL-04": "DEL-02",
    "DEL-06": "IMP-10",
    "DEL-07": "IMP-10",
    "VIW-04": "IMP-02",
}
"""What stands in the import's sentences in place of behaviours that it does not have."""


class Reason(NamedTuple):
    """Why: a key of ``REASONS`` and the words it speaks of."""

    code: str
    source: str = ""
    target: str = ""
    detail: str = ""

    @property
    def sentence(self) -> str:
        """The reason in words, with behaviour ids."""
        code = self.code if self.code in REASONS else self.plain_code
        return REASONS[code].format(source=self.source, target=self.target, detail=self.detail)

    @property
    def plain_code(self) -> str:
        """The code, whichever product it is given in."""
        return self.code.removeprefix(IMPORT)


def intended(sentence: str) -> str:
    """The sentence of a reason as long as it is not carried out.

    >>> intended("overwrote customer Acme and merged its namesakes into it")
    'to overwrite customer Acme and merge its namesakes into it'
    >>> intended("the customer of invoice INV-1 is not linked")
    'the customer of invoice INV-1 is not linked'
    """
    verb, _, rest = sentence.partition(" ")
    if verb not in INFINITIVES:
        return sentence
    return f"to {INFINITIVES[verb]} {rest.replace(' and merged its', ' and merge its')}"


def told_apart(here: str, there: str) -> str:
    """How a reason goes on that speaks of no equal name or address, where another one looks like it."""
    return f", and '{there}' is another: {difference(here, there)}"
