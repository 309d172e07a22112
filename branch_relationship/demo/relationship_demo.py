from random import Random

from odoo import api, fields, models

from . import demo_words as words
from .demo_person import make_person

#: manager -> how many customers
PORTFOLIOS = {"rm1": 52, "rm2": 40, "rm3": 34, "rm4": 30, "rm5": 26, "rm6": 18}


class RelationshipDemo(models.AbstractModel):
    """Fills the demo branches, so that every screen is worth looking at on every day.

    The records are invented, dated relative to the day of installation; then the real
    steps run over them: classify, generate, dispatch, and the first outcomes of today.
    """

    _name = "relationship.demo"
    _description = "Relationship Demo Data"

    @api.model
    def _create_all(self):
        self = self.with_context(tracking_disable=True, mail_create_nosubscribe=True)
        rng = Random(20260923)
        today = self.env.ref(
            "branch_relationship.crm_team_demo_root"
        )._get_local_today()
        self._choose_language()
        self._create_calendar()
        self._create_anniversary(today)
        people = self._create_customers(rng, today)
        self._create_personal_dates(people, today)
        self._create_news(today)
        self._create_history(rng, people, today)
        self._create_prices(today)
        self._create_handover(today)
        self._create_asset_moves(self._get_users(*PORTFOLIOS), today)
        self._create_consents(people, today)
        self._run_night(today)
        self._leave_alone(today)
        self._record_morning()
        self._create_days(today)

    # ------------------------------------------------------------------
    # Surroundings
    # ------------------------------------------------------------------

    @api.model
    def _get_users(self, *logins):
        return [
            self.env.ref(f"branch_relationship.res_users_demo_{login}")
            for login in logins
        ]

    @api.model
    def _create_calendar(self):
        company = self.env.ref("base.main_company")
        days = self.env["relationship.calendar.day"]
        days = days.with_context(lang=company.partner_id.lang)
        for year in days._get_current_years():
            days._fill_year(company, year)

    @api.model
    def _choose_language(self):
        """The demo bank and its users speak Chinese where it is installed.

        Odoo loads an addon's translations after its demo data: what the history below
        writes in words needs them now.
        """
        if "zh_CN" not in dict(self.env["res.lang"].get_installed()):
            return
        self.env["ir.module.module"]._load_module_terms(
            ["branch_relationship"], ["zh_CN"]
        )
        for user in self._get_users(*PORTFOLIOS, "head", "head1", "head2"):
            user.lang = "zh_CN"
        self.env.ref("base.main_company").partner_id.lang = "zh_CN"

    # ------------------------------------------------------------------
    # Customers
    # ------------------------------------------------------------------

    @api.model
    def _create_customers(self, rng, today):
        """Create the customers; return ``{customer: person}``."""
        names, people, vals_list = set(), [], []
        interests = self.env["res.partner.category"]._get_interests()[:10]
        orientations = self.env["relationship.orientation"].search([])
        for user in self._get_users(*PORTFOLIOS):
            for place in range(PORTFOLIOS[user.login]):
                person = make_person(rng, len(people) + 1, place, names, today)
                people.append(person)
                vals_list.append(
                    {
                        **person.values,
                        "lang": user.lang,
                        "user_id": user.id,
                        "branch_id": user.sale_team_id.id,
                        "company_id": user.company_id.id,
                        "orientation_id": rng.choice([*orientations.ids, False]),
                        "category_id": [
                            fields.Command.set(
                                rng.sample(interests.ids, rng.randint(0, 2))
                            )
                        ],
                    }
                )
        customers = self.env["res.partner"].create(vals_list)
        return dict(zip(customers, people, strict=True))

    # ------------------------------------------------------------------
    # Today
    # ------------------------------------------------------------------

    @api.model
    def _run_night(self, today):
        """Run the night of every branch; on a day off the one of the last working day,
        so that there is something to see."""
        calendar = self.env["relationship.calendar.day"]
        for company, branch in self.env["relationship.touchpoint"]._get_chunks():
            date = calendar._get_working_day(today, company, -1)
            self.env["relationship.run"]._run_night(company, branch, date)

    @api.model
    def _record_morning(self):
        """Every manager has reached two of today's customers, the less urgent first."""
        for user in self._get_users(*PORTFOLIOS):
            assigned = self.env["relationship.touchpoint"].search(
                [("user_id", "=", user.id), ("state", "=", "assigned")],
                order="priority, id",
                limit=2,
            )
            for number, touchpoint in enumerate(assigned):
                mood = ("pleased", "calm")[number]
                own = touchpoint.with_user(user).with_context(lang=user.lang)
                own.record_outcome(
                    {
                        "result": "reached",
                        "channel": ("phone", "wechat")[number],
                        "mood": mood,
                        "note": words.NOTES[mood][0],
                    }
                )
