"""The columns of each kind of delivery (DESIGN, Data feeds)."""

#: What a delivery of each kind may hold; ``_get_feed_columns`` adds to it.
FEED_COLUMNS = {
    "branches": ("code", "name", "parent_code", "tz", "head_login"),
    "products": ("code", "name", "category", "risk_level", "issuer_risk_level"),
    "customers": (
        "ref",
        "name",
        "gender",
        "birthdate",
        "branch_code",
        "rm_login",
        "relationship_stage",
        "function",
        "job_level",
        "employer_type",
        "education",
        "marital_status",
        "is_payroll",
        "external_asset_amount",
        "asset_average",
        "last_contact_date",
        "phone",
        "email",
    ),
    "holdings": (
        "ref",
        "customer_ref",
        "product_code",
        "balance",
        "currency",
        "quantity",
        "cost_amount",
        "opened_on",
        "matures_on",
        "next_payment_on",
        "payment_amount",
        "overdue_amount",
        "income_on",
        "income_amount",
        "account_mask",
    ),
    "prices": ("product_code", "date", "unit_value", "dividend"),
}
#: The columns a delivery must hold: they tell which record a row is about.
FEED_KEYS = {
    "branches": ("code",),
    "products": ("code",),
    "customers": ("ref",),
    "holdings": ("ref",),
    "prices": ("product_code", "date"),
}
