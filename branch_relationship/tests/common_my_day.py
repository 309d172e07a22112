from .common_ledger import LedgerCase


class MyDayCase(LedgerCase):
    """Three customers of ``rm`` on Wednesday 23 September 2026, 9:00 in Shanghai."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(cls.shanghai("2026-09-23 09:00"))
        cls.cadence = cls._create_content("Interval", "cadence", "1")
        cls.maturity = cls._create_content(
            "Maturity",
            "maturity",
            "3",
            wording="$form_of_address, your $product of $amount is due on $date. "
            "$rm, $branch",
        )
        cls.anna = cls._create_customer(
            "Anna", form_of_address="Ms Anna", birthdate="1974-09-24", job_level="owner"
        )
        cls.ben = cls._create_customer("Ben")
        cls.carl = cls._create_customer("Carl")

    @classmethod
    def _create_maturity(cls):
        """Create Anna's contact of yesterday: a deposit matures, and the interval."""
        deposit = cls._create_product("deposit", "Calm 180")
        holding = cls._create_holding(
            cls.anna, deposit, "H1", balance=300000, matures_on="2026-09-24"
        )
        touchpoint = cls._create_assigned(cls.anna, "2026-09-22", cls.maturity)
        touchpoint.reason_ids.write(
            {"source_model": holding._name, "source_id": holding.id}
        )
        cls._add_reason(touchpoint, cls.cadence)
        return touchpoint

    @classmethod
    def _add_reason(cls, touchpoint, content):
        vals = cls._prepare_touchpoint(
            touchpoint.customer_id, touchpoint.due_date, content
        )
        touchpoint.write({"reason_ids": vals["reason_ids"]})
