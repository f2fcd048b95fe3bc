"""The CRM's standard fields of accounts and contacts, with the labels its screens show.

Left out are fields the CRM keeps for itself: who created and changed a record, tags, territories, pictures, locks,
data enrichment and the tracking of visitors.
"""

from __future__ import annotations

from zsim.ports.schema import Field, FieldType

SALUTATIONS = ("Mr.", "Mrs.", "Ms.", "Dr.", "Prof.")
RATINGS = ("Acquired", "Active", "Market Failed", "Project Cancelled", "Shut Down")
OWNERSHIPS = ("Other", "Private", "Public", "Subsidiary", "Partnership", "Government")
ACCOUNT_TYPES = (
    "Analyst",
    "Competitor",
    "Customer",
    "Distributor",
    "Integrator",
    "Investor",
    "Other",
    "Partner",
    "Press",
    "Prospect",
    "Reseller",
    "Supplier",
    "Vendor",
)
INDUSTRIES = (
    "Communications",
    "Consulting",
    "Data/Telecom OEM",
    "Education",
    "ERP",
    "Financial Services",
    "Government/Military",
    "Large Enterprise",
    "Manufacturing",
    "Real Estate",
    "Service Provider",
    "Small/Medium Enterprise",
    "Systems Integrator",
    "Technology",
)
LEAD_SOURCES = (
    "Advertisement",
    "Chat",
    "Cold Call",
    "Employee Referral",
    "External Referral",
    "Online Store",
    "Partner",
    "Public Relations",
    "Sales Email Alias",
    "Seminar Partner",
    "Trade Show",
    "Web Download",
    "Web Research",
)


def _labelled(name: str, kind: FieldType = FieldType.TEXT) -> Field:
    return Field(name, kind, name.replace("_", " "))


def _set_by_app(name: str, kind: FieldType) -> Field:
    return _labelled(name, kind)._replace(read_only=True)


def _pick_list(name: str, options: tuple[str, ...]) -> Field:
    return _labelled(name, FieldType.PICK_LIST)._replace(options=options)


def _address(group: str, code: str) -> tuple[Field, ...]:
    return tuple([_labelled(f"{group}_{part}") for part in ("Street", "City", "State", code, "Country")])


SHARED_FIELDS = (
    _labelled("Phone", FieldType.PHONE),
    _labelled("Fax"),
    _labelled("Description", FieldType.TEXT_AREA),
    _set_by_app("Currency", FieldType.PICK_LIST),
    _set_by_app("Exchange_Rate", FieldType.DECIMAL),
    _set_by_app("Created_Time", FieldType.DATE_TIME),
    _set_by_app("Modified_Time", FieldType.DATE_TIME),
)

ACCOUNT_FIELDS: tuple[Field, ...] = (
    Field("Account_Name", FieldType.TEXT, "Account Name", required=True),
    Field("Owner", FieldType.OWNER, "Account Owner"),
    Field("Parent_Account", FieldType.LOOKUP, "Parent Account", lookup="Accounts"),
    _labelled("Website", FieldType.WEBSITE),
    _labelled("Account_Number"),
    _labelled("Account_Site"),
    _labelled("Ticker_Symbol"),
    _labelled("SIC_Code"),
    _labelled("Employees", FieldType.INTEGER),
    _labelled("Annual_Revenue", FieldType.CURRENCY),
    _pick_list("Account_Type", ACCOUNT_TYPES),
    _pick_list("Industry", INDUSTRIES),
    _pick_list("Ownership", OWNERSHIPS),
    _pick_list("Rating", RATINGS),
    *_address("Billing", "Code"),
    *_address("Shipping", "Code"),
    *SHARED_FIELDS,
)

CONTACT_FIELDS: tuple[Field, ...] = (
    Field("Last_Name", FieldType.TEXT, "Last Name", required=True),
    _labelled("First_Name"),
    _set_by_app("Full_Name", FieldType.TEXT),
    Field("Owner", FieldType.OWNER, "Contact Owner"),
    Field("Account_Name", FieldType.LOOKUP, "Account Name", lookup="Accounts"),
    Field("Reporting_To", FieldType.LOOKUP, "Reporting To", lookup="Contacts"),
    Field("Vendor_Name", FieldType.LOOKUP, "Vendor Name", lookup="Vendors"),
    _pick_list("Salutation", SALUTATIONS),
    _labelled("Email", FieldType.EMAIL),
    _labelled("Secondary_Email", FieldType.EMAIL),
    _labelled("Mobile", FieldType.PHONE),
    _labelled("Home_Phone", FieldType.PHONE),
    _labelled("Other_Phone", FieldType.PHONE),
    _labelled("Asst_Phone", FieldType.PHONE),
    _labelled("Assistant"),
    _labelled("Title"),
    _labelled("Department"),
    _labelled("Reports_To"),
    _labelled("Date_of_Birth", FieldType.DATE),
    _labelled("Skype_ID"),
    _labelled("Twitter"),
    _labelled("Email_Opt_Out", FieldType.CHECK_BOX),
    _pick_list("Lead_Source", LEAD_SOURCES),
    *_address("Mailing", "Zip"),
    *_address("Other", "Zip"),
    *SHARED_FIELDS,
)
