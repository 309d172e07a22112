"""What is looked at in a database before, with and after the addons."""

CONTACTS = """
    INSERT INTO res_partner (
        name, complete_name, type, active, is_company, email, ref, lang, parent_id,
        user_id, company_id, create_uid, write_uid, create_date, write_date
    )
    SELECT 'Contact ' || n, 'Contact ' || n, 'contact', n % 10 > 0, n % 4 = 0,
           'contact' || n || '@example.com', 'REF' || n, 'en_US',
           CASE WHEN n % 5 = 0 THEN 2 END, CASE WHEN n % 3 = 0 THEN 2 END,
           CASE WHEN n % 2 = 0 THEN 1 END, 1, 1, now(), now()
      FROM generate_series(1, 300) n;

    INSERT INTO mail_activity (
        res_model, res_model_id, res_id, activity_type_id, user_id, summary,
        date_deadline, active
    )
    SELECT m.model, m.id, p.id, 2, 2, 'Ordinary', '2026-09-01', true
      FROM res_partner p JOIN ir_model m ON m.model = 'res.partner'
     WHERE p.ref LIKE 'REF%0';

    INSERT INTO mail_message (message_type, model, res_id, subject, body, date)
    SELECT 'comment', 'res.partner', id, 'Ordinary', name, now()
      FROM res_partner WHERE ref LIKE 'REF%0';

    INSERT INTO mail_followers (res_model, res_id, partner_id)
    SELECT 'res.partner', id, 3 FROM res_partner WHERE ref LIKE 'REF%0';

    INSERT INTO crm_lead (name, type, active, partner_id, user_id, team_id, stage_id)
    SELECT 'Ordinary', 'opportunity', true, id, 2, 1, 1
      FROM res_partner WHERE ref LIKE 'REF%0'
"""
ORDINARY = "SELECT id FROM res_partner WHERE ref LIKE 'REF%'"
# Ordinary contacts and what belongs to them: which rows, and how many.
CONTACT_ROWS = {
    "res_partner": (f"id IN ({ORDINARY})", 300),
    "mail_activity": (f"res_model = 'res.partner' AND res_id IN ({ORDINARY})", 30),
    "mail_message": (f"model = 'res.partner' AND res_id IN ({ORDINARY})", 30),
    "mail_followers": (f"res_model = 'res.partner' AND res_id IN ({ORDINARY})", 30),
    "crm_lead": (f"partner_id IN ({ORDINARY})", 30),
}
# What the addons' own tables hold when they are removed.
BANK_TABLES = (
    "relationship_feed",
    "relationship_holding",
    "relationship_run",
    "relationship_segment_change",
    "relationship_touchpoint",
    "relationship_touchpoint_reason",
)
# Columns in which a row of any table names a model or a module.
NAMING_COLUMNS = """
    SELECT table_name, column_name FROM information_schema.columns
     WHERE table_schema = 'public' AND data_type = 'character varying'
       AND column_name IN ('model', 'model_id', 'module', 'relation', 'res_model')
"""
OUR_NAMES = "ARRAY['relationship.%', 'branch\\_relationship%']"
SCHEMA = {
    "columns": """
        SELECT table_name, column_name, data_type, is_nullable
          FROM information_schema.columns WHERE table_schema = 'public'
    """,
    "indexes": "SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "constraints": """
        SELECT conrelid::regclass, conname, pg_get_constraintdef(oid)
          FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    """,
    "functions": """
        SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    """,
    "storage": """
        SELECT relname, reloptions FROM pg_class
         WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
    """,
    "triggers": """
        SELECT tgrelid::regclass, tgname FROM pg_trigger WHERE NOT tgisinternal
    """,
}
# What an addon adds rows to, and Odoo's removal of an addon takes them from. Not
# ir_model_constraint: of any addon, Odoo keeps the notes (though not the keys) of
# foreign keys on other addons' tables.
REGISTERED = (
    "ir_act_report_xml",
    "ir_act_server",
    "ir_act_window",
    "ir_asset",
    "ir_config_parameter",
    "ir_cron",
    "ir_model",
    "ir_model_access",
    "ir_model_fields",
    "ir_model_fields_selection",
    "ir_model_relation",
    "ir_rule",
    "ir_ui_menu",
    "ir_ui_view",
    "mail_activity_type",
    "mail_message_subtype",
    "report_paperformat",
    "res_groups",
    "res_groups_privilege",
)


class Life:
    """The database, and what was seen at each stage of its life."""

    def __init__(self, databases, name):
        self.databases, self.name = databases, name
        self.contacts, self.schema, self.registered, self.states = {}, {}, {}, {}
        self.named, self.bank = {}, {}
        self.columns = {table: self.get_columns(table) for table in CONTACT_ROWS}

    def query(self, sql):
        return self.databases.query(sql, self.name)

    def get_columns(self, table):
        names = self.query(
            "SELECT quote_ident(column_name) FROM information_schema.columns"
            f" WHERE table_name = '{table}' ORDER BY 1"
        )
        return ", ".join(name for [name] in names)

    def look(self, stage):
        """Note what the database holds at a stage."""
        self.contacts[stage] = {
            table: self.query(
                f"SELECT {self.columns[table]} FROM {table} WHERE {which} ORDER BY id"
            )
            for table, (which, _count) in CONTACT_ROWS.items()
        }
        self.schema[stage] = {
            part: {"|".join(row) for row in self.query(sql)}
            for part, sql in SCHEMA.items()
        }
        self.registered[stage] = self.count(REGISTERED)
        self.named[stage] = self.count(
            f"{table} WHERE {column} LIKE ANY ({OUR_NAMES})"
            for table, column in self.query(NAMING_COLUMNS)
        )
        modules = (
            "SELECT name, state FROM ir_module_module WHERE name LIKE 'branch\\_%'"
        )
        self.states[stage] = dict(self.query(modules))

    def count(self, places):
        """Return the numbers of rows of tables, or of parts of them, by name."""
        names = list(places)
        counts = " UNION ALL ".join(
            f"SELECT {number}, count(*) FROM {name}"
            for number, name in enumerate(names)
        )
        return {names[int(number)]: int(count) for number, count in self.query(counts)}
