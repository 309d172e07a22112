from datetime import date

from .common import RelationshipCase


class ClassifyCase(RelationshipCase):
    """Half past midnight on 23 September 2026 in Shanghai; the shipped rules."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = date(2026, 9, 23)
        cls.startClassPatcher(cls.shanghai("2026-09-23 00:30"))

    def _classify(self, customer, day=None):
        return customer._classify([("id", "in", customer.ids)], day)

    def _create_potential(self, **values):
        """Create a customer of 65 points: employer, position, assets elsewhere."""
        return self._create_customer(
            employer_type="government",
            job_level="manager",
            external_asset_amount=500000,
            **values,
        )

    def _get_versions(self, customers):
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT id, xmin::text, ctid::text FROM res_partner WHERE id IN %s",
            [tuple(customers.ids)],
        )
        return self.env.cr.fetchall()
