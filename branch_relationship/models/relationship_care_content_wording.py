from string import Template

from odoo import api, fields, models
from odoo.exceptions import ValidationError

PLACEHOLDERS = (
    "customer",
    "form_of_address",
    "product",
    "amount",
    "percent",
    "days_left",
    "festival",
    "occasion",
    "news",
    "news_text",
    "date",
    "rm",
    "branch",
)


class RelationshipCareContent(models.Model):
    """The wording of a content: a ``string.Template`` of known placeholders.

    It is filled by ``relationship_touchpoint_wording``; nothing in it is evaluated.
    """

    _inherit = "relationship.care.content"

    wording_ids = fields.One2many(
        "relationship.care.wording",
        "content_id",
        string="Wordings by Interest",
        copy=True,
        help="The first one whose interest the customer has is said, else the wording "
        "above.",
    )
    placeholder_names = fields.Char(
        string="Placeholders", compute="_compute_placeholder_names"
    )

    def _compute_placeholder_names(self):
        self.placeholder_names = " ".join(
            f"${name}" for name in self._get_placeholders()
        )

    @api.model
    def _get_placeholders(self):
        """Return the names that may stand in a wording; an override may add some."""
        return PLACEHOLDERS

    @api.constrains("wording")
    def _check_wording(self):
        for content in self:
            content._check_placeholders(content.wording)

    def _update_field_translations(
        self, field_name, translations, digest=None, source_lang=""
    ):
        if field_name == "wording":
            for text in translations.values():
                self._check_placeholders(text)
        return super()._update_field_translations(
            field_name, translations, digest=digest, source_lang=source_lang
        )

    @api.model
    def _check_placeholders(self, text):
        """:raise ValidationError: naming the first placeholder that is none"""
        for match in Template.pattern.finditer(text or ""):
            name = match["named"] or match["braced"]
            if match["invalid"] is not None:
                raise ValidationError(
                    self.env._(
                        "A “$” stands before no placeholder in “%s”. Write “$$” for the"
                        " sign itself.",
                        text[match.start() :][:20],
                    )
                )
            if name and name not in self._get_placeholders():
                raise ValidationError(
                    self.env._(
                        "“$%(name)s” is no placeholder. There are: %(known)s.",
                        name=name,
                        known=", ".join(
                            f"${known}" for known in self._get_placeholders()
                        ),
                    )
                )

    @api.model
    def _get_used_placeholders(self, text):
        """Return the names that stand in a wording, each once, in their order."""
        matches = Template.pattern.finditer(text or "")
        names = (match["named"] or match["braced"] for match in matches)
        return list(dict.fromkeys(filter(None, names)))

    def _choose_wording(self, customer, source=None):
        """Return the text to say to this customer, or False where there is none, or no
        content.

        :param source: the record behind the reason, if there is one
        """
        wordings = self.wording_ids
        chosen = wordings and wordings._filter_suitable(
            self._get_wording_interests(customer, source)
        )
        return chosen[:1].text if chosen else self.wording

    def _get_wording_interests(self, customer, source):
        """Return the interests that choose the wording; a trigger may narrow them."""
        return customer.category_id
