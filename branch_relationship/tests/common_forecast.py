from .common_due import DueCase

TODAY = "2026-09-23"


class ForecastCase(DueCase):
    """Wednesday 23 September 2026; Wang is to be contacted every 15 days."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._archive_other_customers()
        cls.startClassPatcher(cls.shanghai(f"{TODAY} 00:30"))
        cls.customer = cls._create_customer("Wang", own_contact_interval=15)

    def _get_forecast(self, user=None, **values):
        domain = [(name, "=", value) for name, value in values.items()]
        self.env.invalidate_all()
        rows = self.env["relationship.forecast"].with_user(user or self.rm)
        return rows.search([("kind", "=", "expected"), *domain])

    def _get_days(self, customer):
        return [str(row.date) for row in self._get_forecast(customer_id=customer.id)]
