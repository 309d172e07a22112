from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL


class RelationshipConsent(models.Model):
    """What a customer allows or refuses: an append-only history (PIPL).

    One row answers for one purpose by one channel, or by any. The newest counts, by its
    date and then as entered: a newer answer for any channel replaces those for each, a
    newer one for a channel only its own.
    """

    _name = "relationship.consent"
    _description = "Customer's Consent"
    _order = "date desc, id desc"

    customer_id = fields.Many2one(
        "res.partner",
        required=True,
        index=True,
        ondelete="cascade",
        domain=[("relationship_stage", "!=", False)],
    )
    purpose = fields.Selection(
        [("marketing", "Marketing"), ("care", "Personal Care")],
        required=True,
        default="marketing",
        help="Marketing: offers, product news, campaigns. Personal care: greetings, "
        "days that matter, regular talks and the personal facts they need. "
        "Service notices need no consent.",
    )
    channel = fields.Selection(
        [
            ("any", "Any Channel"),
            ("phone", "Phone"),
            ("sms", "SMS"),
            ("wechat", "WeChat"),
            ("mail", "Mail"),
            ("visit", "Visit"),
        ],
        required=True,
        default="any",
    )
    state = fields.Selection(
        [("granted", "Granted"), ("withdrawn", "Withdrawn")],
        string="Answer",
        required=True,
        default="granted",
    )
    date = fields.Date(
        required=True,
        default=lambda self: self.env.user._get_local_today(),
        help="The day on which the customer said so.",
    )
    source = fields.Selection(
        [
            ("form", "Form at the Branch"),
            ("phone", "Phone"),
            ("talk", "Personal Talk"),
            ("app", "App"),
            ("wechat", "WeChat"),
            ("mail", "Mail"),
            ("complaint", "Complaint"),
            ("feed", "Bank's Delivery"),
        ],
        required=True,
        help="How the customer said so.",
    )
    note = fields.Char(help="E.g. the number of the form.")
    is_current = fields.Boolean(
        string="In Force", readonly=True, help="No newer answer replaces it."
    )

    _current_idx = models.Index("(customer_id, purpose) WHERE is_current")

    @api.depends("purpose", "channel", "state")
    @api.depends_context("lang")
    def _compute_display_name(self):
        answers = dict(self._get_labels("state"))
        for consent in self:
            answer = answers.get(consent.state)
            consent.display_name = f"{consent._get_subject()} · {answer}"

    @api.model
    def _get_labels(self, name):
        """Return a field's options in the user's language, for fields like it too."""
        return self._fields[name]._description_selection(self.env)

    def _get_subject(self):
        """Return in a few words what the answer is about."""
        self.ensure_one()
        purpose, channel = (
            dict(self._get_labels(name))[self[name]] for name in ("purpose", "channel")
        )
        return purpose if self.channel == "any" else f"{purpose} ({channel})"

    @api.constrains("date")
    def _check_date(self):
        for consent in self:
            # sudo: the day is the company's, whoever may see the customer
            company = consent.sudo().customer_id.company_id or self.env.company
            if consent.date > self.env["crm.team"]._get_latest_today(company):
                raise ValidationError(self.env._("This day has not come yet."))

    @api.model_create_multi
    def create(self, vals_list):
        consents = super().create(vals_list)
        # sudo: which answer counts follows from the rows, whoever adds one
        ledger = consents.sudo()
        ledger._update_current(ledger.customer_id)
        ledger.customer_id._review_holds()
        return consents

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("The history of consents is never deleted."))

    @api.model
    def _update_current(self, customers):
        """Mark the rows of these customers that no newer one replaces."""
        self.flush_model()
        self.env.cr.execute(
            SQL(
                """
                UPDATE relationship_consent c SET is_current = s.is_current
                  FROM (SELECT c.id, NOT EXISTS (
                                SELECT FROM relationship_consent n
                                 WHERE n.customer_id = c.customer_id
                                   AND n.purpose = c.purpose
                                   AND n.channel IN (c.channel, 'any')
                                   AND (n.date, n.id) > (c.date, c.id)) AS is_current
                          FROM relationship_consent c
                         WHERE c.customer_id = ANY(%s)) s
                 WHERE s.id = c.id AND s.is_current IS DISTINCT FROM c.is_current
                """,
                customers.ids,
            )
        )
        self.invalidate_model(["is_current"], flush=False)
        customers.invalidate_recordset(["current_consent_ids"], flush=False)

    def action_revise(self):
        """Open the dialog for the opposite answer, by the same channel."""
        self.ensure_one()
        return self.customer_id._get_consent_action(
            "withdrawn" if self.state == "granted" else "granted",
            purpose=self.purpose,
            channel=self.channel,
        )

    @api.model
    def _get_answer_sql(self, customer, purpose, channel):
        """Return the expression of the customer's answer in force, NULL without one.

        :param channel: expression; where it is NULL, a grant for any channel will do
        """
        return SQL(
            """
            (SELECT n.state FROM relationship_consent n
              WHERE n.customer_id = %(customer)s AND n.purpose = %(purpose)s
                AND n.is_current
                AND (n.channel IN (%(channel)s, 'any')
                     OR %(channel)s IS NULL AND n.state = 'granted')
           ORDER BY n.channel = 'any', n.state LIMIT 1)
            """,
            customer=customer,
            purpose=purpose,
            channel=channel,
        )
