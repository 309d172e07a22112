from odoo import api, fields, models

from .res_partner import RM_GROUP


class ResPartner(models.Model):
    """The head of the customer's card: who this is, and the way to the rest.

    What the card computes is not stored, and nothing is computed for an ordinary
    contact.
    """

    _inherit = "res.partner"

    customer_summary = fields.Char(compute="_compute_customer_summary", groups=RM_GROUP)
    holding_count = fields.Integer(compute="_compute_holding_count", groups=RM_GROUP)
    touchpoint_count = fields.Integer(
        compute="_compute_touchpoint_count", groups=RM_GROUP
    )

    @api.depends_context("lang")
    @api.depends(
        "form_of_address",
        "birthdate",
        "job_level",
        "employer_type",
        "function",
        "marital_status",
    )
    def _compute_customer_summary(self):
        customers = self.filtered("relationship_stage")
        (self - customers).customer_summary = False
        for customer in customers:
            customer.customer_summary = " · ".join(
                filter(None, customer._get_summary_parts())
            )

    def _get_summary_parts(self):
        """Return the short facts of the card's head, in their order.

        Another addon appends its own.
        """
        self.ensure_one()
        today = self.env.user._get_local_today()
        return [
            self.form_of_address,
            self.birthdate
            and self.env._(
                "%(age)s years old",
                age=today.year
                - self.birthdate.year
                - (
                    (today.month, today.day)
                    < (self.birthdate.month, self.birthdate.day)
                ),
            ),
            self.function or self._get_selection_label("job_level"),
            self._get_selection_label("employer_type"),
            self._get_selection_label("marital_status"),
        ]

    def _get_selection_label(self, name):
        """Return the label in the reader's language; what is none has no label."""
        labels = dict(self._fields[name]._description_selection(self.env))
        return self[name] != "none" and labels.get(self[name])

    def _compute_holding_count(self):
        self._count_on_card("holding_count", "relationship.holding")

    def _compute_touchpoint_count(self):
        self._count_on_card("touchpoint_count", "relationship.touchpoint")

    def _count_on_card(self, name, model):
        customers = self.filtered("relationship_stage")
        counts = customers and dict(
            self.env[model]._read_group(
                [("customer_id", "in", customers.ids)], ["customer_id"], ["__count"]
            )
        )
        for partner in self:
            partner[name] = counts.get(partner._origin, 0) if counts else 0

    def action_view_touchpoints(self):
        self.ensure_one()
        return self.env["ir.actions.act_window"]._for_xml_id(
            "branch_relationship.relationship_touchpoint_action_customer"
        )

    def action_view_holdings(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "branch_relationship.relationship_holding_action"
        )
        return {
            **action,
            "domain": [("customer_id", "=", self.id)],
            "context": {"default_customer_id": self.id},
        }

    def action_make_customer(self):
        """Make an ordinary contact a customer of the current relationship manager."""
        self.ensure_one()
        if not self.relationship_stage:
            self.write({"relationship_stage": "prospect"})

    def get_formview_id(self, access_uid=None):
        """Open a customer by the form made for it, wherever the name is clicked."""
        # sudo: only whether this is a customer; the form itself asks for the right
        if self.env.user.has_group(RM_GROUP) and self.sudo().relationship_stage:
            return self.env.ref("branch_relationship.res_partner_view_form").id
        return super().get_formview_id(access_uid=access_uid)
