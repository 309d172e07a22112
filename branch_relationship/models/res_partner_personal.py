from odoo import api, models


class ResPartner(models.Model):
    """What of a customer's card is personal: asked for and told, not the bank's books.

    The one definition behind disclosing and erasing on request (PIPL art. 45 and 47).
    An addon that keeps more about the person extends these methods.
    """

    _inherit = "res.partner"

    @api.model
    def _get_personal_fields(self):
        """Return the names of the card's fields that hold facts about the person.

        What the bank must keep of whoever it serves (name, reference, ways to reach
        them, the risk test) is not among them.
        """
        return [
            "form_of_address",
            "gender",
            "birthdate",
            "birthday_calendar",
            "marital_status",
            "education",
            "function",
            "job_level",
            "employer_type",
            "external_asset_amount",
            "closeness",
            "orientation_id",
            "category_id",
            "comment",
            "image_1920",
        ]

    @api.model
    def _get_personal_models(self):
        """Return ``{model: field}``: rows that are personal facts as a whole, and the
        field by which they belong to the customer."""
        return {"relationship.personal.date": "customer_id"}

    def _get_personal_records(self):
        """Return {model: records} of these customers, archived ones included."""
        found = {}
        for name, field in self._get_personal_models().items():
            model = self.env[name].with_context(active_test=False)
            found[name] = model.search([(field, "in", self.ids)])
        return found

    def _get_messages(self):
        """Return what was written on these cards: talks, notes, changed values."""
        return self.env["mail.message"].search(
            [("model", "=", self._name), ("res_id", "in", self.ids)]
        )

    def _get_all_activities(self):
        """Return the activities on these cards, done ones included."""
        activities = self.env["mail.activity"].with_context(active_test=False)
        return activities.search(
            [("res_model", "=", self._name), ("res_id", "in", self.ids)]
        )
