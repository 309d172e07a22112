from odoo import api, fields, models
from odoo.tools import SQL

from .relationship_touchpoint_close import CHANNEL_BY_ACTIVITY


class RelationshipCareContent(models.Model):
    """What a customer must allow before a content is spoken of.

    Marketing needs the consent to marketing; emotional care goes without a word, unless
    the customer withdrew the consent to personal care; service notices and whatever
    concerns the customer's own products need none.
    """

    _inherit = "relationship.care.content"

    consent_purpose = fields.Selection(
        lambda self: self.env["relationship.consent"]._get_labels("purpose"),
        string="Consent To",
        compute="_compute_consent_purpose",
        store=True,
        help="Held back where the customer did not allow this.",
    )

    @api.depends("is_service_notice", "is_marketing", "category")
    def _compute_consent_purpose(self):
        for content in self:
            content.consent_purpose = content._get_consent_purpose()

    def _get_consent_purpose(self):
        """Return the purpose to which the customer must consent, or False.

        An override may name another purpose that it added to ``relationship.consent``.
        """
        self.ensure_one()
        if self.is_service_notice:
            return False
        if self.is_marketing:
            return "marketing"
        return "care" if self.category == "emotional" else False

    def _get_consent_label(self):
        field = self._fields["consent_purpose"]
        return dict(field._description_selection(self.env)).get(self.consent_purpose)

    @api.model
    def _get_channel_sql(self):
        """Return the expression, over the content ``k`` and its activity type ``a``, of
        the channel by which it goes out; NULL where the manager chooses one."""
        return SQL(
            "CASE WHEN k.delivery = 'personal' THEN CASE a.category %s END END",
            SQL(" ").join(
                SQL("WHEN %s THEN %s", category, channel)
                for category, channel in CHANNEL_BY_ACTIVITY.items()
            ),
        )

    @api.model
    def _get_withheld_sql(self, customer, asks):
        """Return the condition, over the content ``k`` and its activity type ``a``,
        that the customer does not consent to it (``relationship_touchpoint_hold``).

        :param customer: expression of the customer's id
        :param asks: condition that marketing needs to be granted
        """
        answer = self.env["relationship.consent"]._get_answer_sql(
            customer, SQL("k.consent_purpose"), self._get_channel_sql()
        )
        return SQL(
            """
            (k.consent_purpose IS NOT NULL AND COALESCE(
                %s = 'withdrawn', %s AND k.consent_purpose = 'marketing'))
            """,
            answer,
            asks,
        )
