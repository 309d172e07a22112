from odoo import api, fields, models


class RelationshipCareWording(models.Model):
    """Another wording of a content, for customers who like something.

    The first one that suits is said, else the content's own. Who likes green tea likes
    tea: an interest stands for all below it.
    """

    _name = "relationship.care.wording"
    _description = "Relationship Care Wording"
    _order = "content_id, sequence, id"
    _rec_name = "interest_id"

    content_id = fields.Many2one(
        "relationship.care.content", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    interest_id = fields.Many2one(
        "res.partner.category",
        required=True,
        index=True,
        ondelete="cascade",
        domain=lambda self: self.env["res.partner.category"]._get_interest_domain(),
    )
    text = fields.Text(required=True, translate=True)

    @api.constrains("text")
    def _check_text(self):
        for wording in self:
            wording.content_id._check_placeholders(wording.text)

    def _update_field_translations(
        self, field_name, translations, digest=None, source_lang=""
    ):
        if field_name == "text":
            for text in translations.values():
                self.content_id._check_placeholders(text)
        return super()._update_field_translations(
            field_name, translations, digest=digest, source_lang=source_lang
        )

    def _filter_suitable(self, interests):
        """Return those of these wordings that suit one of these interests."""
        liked = interests._get_with_above()
        return self.filtered(lambda wording: wording.interest_id in liked)
