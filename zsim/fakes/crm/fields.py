"""The CRM's standard fields of accounts, contacts, deals, products and vendors, with the labels its screens show.

Left out are fields the CRM keeps for itself: who created and changed a record, tags, territories, pictures, locks,
data enrichment and the tracking of visitors. A product has neither a handler nor a choice of taxes here, a deal neither
a pipeline nor an expected revenue, and nothing measures how long it took.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from zsim.ports.schema import OWN_ID_FIELD, Field, FieldType

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
STAGES: Mapping[str, int] = MappingProxyType(
    {
        "Qualification": 10,
        "Needs Analysis": 20,
        "Value Proposition": 40,
        "Identify Decision Makers": 60,
        "Proposal/Price Quote": 75,
        "Negotiation/Review": 90,
        "Closed Won": 100,
        "Closed Lost": 0,
        "Closed Lost to Competition": 0,
    }
)
"""The stages of a deal in their order, each with the probability in per cent that it brings."""

DEAL_TYPES = ("Existing Business", "New Business")
PRODUCT_CATEGORIES = ("Hardware", "Software", "CRM Applications")
MANUFACTURERS = ("AltvetPet Inc.", "LexPon Inc.", "MetBeat Corp.")
USAGE_UNITS = (
    "Box",
    "Carton",
    "Dozen",
    "Each",
    "Hours",
    "Impressions",
    "Lb",
    "M",
    "Pack",
    "Pages",
    "Pieces",
    "Quantity",
    "Reams",
    "Sheet",
    "Spiral Binder",
    "Sq Ft",
)
GL_ACCOUNTS = (
    "Sales-Software",
    "Sales-Hardware",
    "Rental-Income",
    "Interest-Income",
    "Sales-Software-Support",
    "Sales Other",
    "Internet Sales",
    "Service-Hardware Labor",
    "Sales-Books",
)


def labelled(name: str, kind: FieldType = FieldType.TEXT) -> Field:
    """A field whose label is its name with blanks."""
    return Field(name, kind, name.replace("_", " "))


def set_by_app(name: str, kind: FieldType) -> Field:
    """Such a field that the CRM alone writes."""
    return labelled(name, kind)._replace(read_only=True)


def pick_list(name: str, options: tuple[str, ...]) -> Field:
    """Such a field with options to pick from."""
    return labelled(name, FieldType.PICK_LIST)._replace(options=options)


def address(group: str, code: str) -> tuple[Field, ...]:
    """The fields of an address; ``code`` is what its postal code is called."""
    return tuple([labelled(f"{group}_{part}") for part in ("Street", "City", "State", code, "Country")])


RECORD_FIELDS = (
    labelled("Description", FieldType.TEXT_AREA),
    set_by_app("Currency", FieldType.PICK_LIST),
    set_by_app("Exchange_Rate", FieldType.DECIMAL),
    set_by_app("Created_Time", FieldType.DATE_TIME),
    set_by_app("Modified_Time", FieldType.DATE_TIME),
)
SHARED_FIELDS = (labelled("Phone", FieldType.PHONE), labelled("Fax"), *RECORD_FIELDS)

FINANCE_RECORD_ID = Field(OWN_ID_FIELD, label="Finance Record ID", hidden=True)
"""Where an integration notes the id of the finance record that a record of the CRM was made for.

The vendor's documents do not say how its own integration tells its records; that it keeps a hidden field is a ruling.
"""

ACCOUNT_FIELDS: tuple[Field, ...] = (
    Field("Account_Name", FieldType.TEXT, "Account Name", required=True),
    Field("Owner", FieldType.OWNER, "Account Owner"),
    Field("Parent_Account", FieldType.LOOKUP, "Parent Account", lookup="Accounts"),
    labelled("Website", FieldType.WEBSITE),
    labelled("Account_Number"),
    labelled("Account_Site"),
    labelled("Ticker_Symbol"),
    labelled("SIC_Code"),
    labelled("Employees", FieldType.INTEGER),
    labelled("Annual_Revenue", FieldType.CURRENCY),
    pick_list("Account_Type", ACCOUNT_TYPES),
    pick_list("Industry", INDUSTRIES),
    pick_list("Ownership", OWNERSHIPS),
    pick_list("Rating", RATINGS),
    *address("Billing", "Code"),
    *address("Shipping", "Code"),
    *SHARED_FIELDS,
    FINANCE_RECORD_ID,
)

CONTACT_FIELDS: tuple[Field, ...] = (
    Field("Last_Name", FieldType.TEXT, "Last Name", required=True),
    labelled("First_Name"),
    set_by_app("Full_Name", FieldType.TEXT),
    Field("Owner", FieldType.OWNER, "Contact Owner"),
    Field("Account_Name", FieldType.LOOKUP, "Account Name", lookup="Accounts"),
    Field("Reporting_To", FieldType.LOOKUP, "Reporting To", lookup="Contacts"),
    Field("Vendor_Name", FieldType.LOOKUP, "Vendor Name", lookup="Vendors"),
    pick_list("Salutation", SALUTATIONS),
    labelled("Email", FieldType.EMAIL),
    labelled("Secondary_Email", FieldType.EMAIL),
    labelled("Mobile", FieldType.PHONE),
    labelled("Home_Phone", FieldType.PHONE),
    labelled("Other_Phone", FieldType.PHONE),
    labelled("Asst_Phone", FieldType.PHONE),
    labelled("Assistant"),
    labelled("Title"),
    labelled("Department"),
    labelled("Reports_To"),
    labelled("Date_of_Birth", FieldType.DATE),
    labelled("Skype_ID"),
    labelled("Twitter"),
    labelled("Email_Opt_Out", FieldType.CHECK_BOX),
    pick_list("Lead_Source", LEAD_SOURCES),
    *address("Mailing", "Zip"),
    *address("Other", "Zip"),
    *SHARED_FIELDS,
    FINANCE_RECORD_ID,
)

DEAL_FIELDS: tuple[Field, ...] = (
    Field("Deal_Name", FieldType.TEXT, "Deal Name", required=True),
    Field("Owner", FieldType.OWNER, "Deal Owner"),
    Field("Account_Name", FieldType.LOOKUP, "Account Name", lookup="Accounts"),
    Field("Contact_Name", FieldType.LOOKUP, "Contact Name", lookup="Contacts"),
    pick_list("Stage", tuple(STAGES))._replace(probabilities=tuple(STAGES.values())),
    Field("Probability", FieldType.INTEGER, "Probability (%)"),
    labelled("Amount", FieldType.CURRENCY),
    labelled("Closing_Date", FieldType.DATE),
    pick_list("Type", DEAL_TYPES),
    pick_list("Lead_Source", LEAD_SOURCES),
    labelled("Next_Step"),
    *RECORD_FIELDS,
)

PRODUCT_FIELDS: tuple[Field, ...] = (
    Field("Product_Name", FieldType.TEXT, "Product Name", required=True),
    Field("Owner", FieldType.OWNER, "Product Owner"),
    labelled("Product_Code"),
    labelled("Product_Active", FieldType.CHECK_BOX)._replace(default=True),
    Field("Vendor_Name", FieldType.LOOKUP, "Vendor Name", lookup="Vendors"),
    pick_list("Product_Category", PRODUCT_CATEGORIES),
    pick_list("Manufacturer", MANUFACTURERS),
    labelled("Sales_Start_Date", FieldType.DATE),
    labelled("Sales_End_Date", FieldType.DATE),
    labelled("Support_Start_Date", FieldType.DATE),
    labelled("Support_Expiry_Date", FieldType.DATE),
    labelled("Unit_Price", FieldType.CURRENCY),
    labelled("Commission_Rate", FieldType.CURRENCY),
    labelled("Taxable", FieldType.CHECK_BOX),
    pick_list("Usage_Unit", USAGE_UNITS),
    labelled("Qty_Ordered", FieldType.DECIMAL),
    Field("Qty_in_Stock", FieldType.DECIMAL, "Quantity in Stock"),
    Field("Qty_in_Demand", FieldType.DECIMAL, "Quantity in Demand"),
    labelled("Reorder_Level", FieldType.DECIMAL),
    *RECORD_FIELDS,
    FINANCE_RECORD_ID,
)

VENDOR_FIELDS: tuple[Field, ...] = (
    Field("Vendor_Name", FieldType.TEXT, "Vendor Name", required=True),
    Field("Owner", FieldType.OWNER, "Vendor Owner"),
    labelled("Phone", FieldType.PHONE),
    labelled("Email", FieldType.EMAIL),
    labelled("Website", FieldType.WEBSITE),
    pick_list("GL_Account", GL_ACCOUNTS),
    labelled("Category"),
    labelled("Email_Opt_Out", FieldType.CHECK_BOX),
    *[labelled(part) for part in ("Street", "City", "State", "Zip_Code", "Country")],
    *RECORD_FIELDS,
    FINANCE_RECORD_ID,
)
