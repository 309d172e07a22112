from odoo import api, fields, models
from odoo.fields import Command, Domain

from .relationship_touchpoint import OPEN_STATES

#: Nobody gets a mail about work that goes to somebody else, or a message per record.
QUIET = {
    "mail_activity_quick_update": True,
    "mail_auto_subscribe_no_notify": True,
    "mail_notrack": True,
    "no_mail_to_attendees": True,
    "skip_attendee_notification": True,
}


class ResUsers(models.Model):
    """What relationship managers have open on customers: it goes where these go, to a
    colleague by a handover, or into the branch pool when the manager leaves.

    A kind of work is a name in ``_get_work_labels`` and two methods.
    ``_find_work_<kind>(customers)`` returns the records: those of these users on the
    customers, and what waits there for nobody; without customers, those of these users
    on any. ``_give_work_<kind>(records, target)`` gives them to a user, or to nobody,
    which is the pool. Another addon adds its plans or offers this way.
    """

    _inherit = "res.users"

    @api.model
    def _get_work_labels(self):
        """Return ``{kind: label}`` in the order in which work is found and given."""
        return {
            "touchpoint": self.env._("contacts"),
            "activity": self.env._("activities"),
            "lead": self.env._("opportunities"),
            "meeting": self.env._("meetings"),
        }

    def _find_work(self, customers=None):
        """Return ``{kind: records}``, as superuser; see the class."""
        # sudo: who moves customers or users need not see each document
        users = self.sudo().with_context(**QUIET)
        return {
            kind: getattr(users, f"_find_work_{kind}")(customers)
            for kind in self._get_work_labels()
        }

    @api.model
    def _give_work(self, work, target):
        """Give what ``_find_work`` has found to this user, or to nobody."""
        for kind, records in work.items():
            if records:
                getattr(self.sudo(), f"_give_work_{kind}")(records, target)

    @api.model
    def _get_work_text(self, counts):
        """Say how much of each kind there is.

        :param counts: ``{kind: number}``
        """
        return " · ".join(
            f"{label} {counts[kind]}"
            for kind, label in self._get_work_labels().items()
            if counts.get(kind)
        )

    # ------------------------------------------------------------------
    # Whose and on whom
    # ------------------------------------------------------------------

    def _get_holder_domain(self, customers):
        """Return that a record is these users', or waits for anybody."""
        return Domain(
            "user_id", "in", self.ids + ([] if customers is None else [False])
        )

    @api.model
    def _get_card_domain(self, customers):
        """Return the domain of the cards of these customers, and of those below."""
        if customers is None:
            return Domain("relationship_stage", "!=", False) | Domain(
                "relationship_customer_id", "!=", False
            )
        return Domain("id", "in", customers.ids) | Domain(
            "relationship_customer_id", "in", customers.ids
        )

    @api.model
    def _get_document_domains(self, cards):
        """Return ``{model: domain}`` of the documents on customers that carry
        activities; an override may add.

        :param cards: the domain of the customers' cards
        """
        about = Domain("partner_id", "any", cards)
        return {"res.partner": cards, "crm.lead": about, "event.registration": about}

    # ------------------------------------------------------------------
    # Kinds
    # ------------------------------------------------------------------

    def _find_work_touchpoint(self, customers):
        """A customer's contacts follow the customer, whoever had claimed them."""
        domain = Domain("user_id", "in", self.ids)
        if customers is not None:
            domain = Domain("customer_id", "in", customers.ids)
        return self.env["relationship.touchpoint"].search(
            domain & Domain("state", "in", OPEN_STATES)
        )

    def _give_work_touchpoint(self, touchpoints, target):
        touchpoints.filtered(lambda row: row.user_id != target).write(
            {"user_id": target.id}
        )

    def _find_work_activity(self, customers):
        """Of those that carry no contact out, for these follow it."""
        documents = self._get_document_domains(self._get_card_domain(customers))
        on_documents = Domain.OR(
            Domain("res_model", "=", model)
            & Domain("res_id", "in", self._get_document_query(model, domain))
            for model, domain in documents.items()
        )
        return self.env["mail.activity"].search(
            self._get_holder_domain(customers)
            & Domain("touchpoint_id", "=", False)
            & on_documents
        )

    def _get_document_query(self, model, domain):
        documents = self.env[model].with_context(active_test=False)
        return documents._search(domain)

    def _give_work_activity(self, activities, target):
        activities.write({"user_id": target.id})

    def _find_work_lead(self, customers):
        """Open leads; those that wait for anybody only where they wait in a branch."""
        of_branch = Domain("team_id.branch_code", "!=", False)
        about = Domain("partner_id", "any", self._get_card_domain(customers))
        held = Domain("user_id", "in", self.ids)
        if customers is None:
            found = held & of_branch
        else:
            found = about & (held | (Domain("user_id", "=", False) & of_branch))
        return self.env["crm.lead"].search(found & Domain("won_status", "=", "pending"))

    def _give_work_lead(self, leads, target):
        leads.write({"user_id": target.id})

    def _find_work_meeting(self, customers):
        """Meetings to come that these users hold, but not with strangers as well."""
        cards = self._get_card_domain(customers)
        meetings = self.env["calendar.event"].search(
            Domain("user_id", "in", self.ids)
            & Domain("stop", ">=", fields.Datetime.now())
            & Domain("partner_ids", "any", cards)
        )
        if customers is None:
            return meetings
        return meetings.filtered(
            lambda row: not row.partner_ids.filtered(
                lambda partner: partner._is_private()
                and partner not in customers
                and partner.relationship_customer_id not in customers
            )
        )

    def _give_work_meeting(self, meetings, target):
        """A meeting waits for nobody: it stays with who leaves until it is given."""
        if not target:
            return
        by_people = meetings.grouped(
            lambda row: (row.user_id, target.partner_id in row.partner_ids)
        )
        for (former, _is_invited), rows in by_people.items():
            people = [
                Command.unlink(former.partner_id.id),
                Command.link(target.partner_id.id),
            ]
            rows.write({"user_id": target.id, "partner_ids": people})
