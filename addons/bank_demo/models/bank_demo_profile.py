# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta
from typing import Any, NamedTuple

from odoo import Command, fields, models
from odoo.tools import LazyTranslate

from ..tools import feed_rows
from .bank_demo_deals import MANAGER

_lt = LazyTranslate(__name__)

REVIEWER = "reviewer"
PENSION_AGE = 65


class Profile(NamedTuple):
    """What the demo manager has entered of one client; files tell nothing of it."""

    days_left: int | None  # of the identity document; None: not entered
    family: str
    children: int
    interest: str
    event: str | None
    rating: str | None  # as the reviewer has concluded
    conclusion: Any


PROFILES = (
    Profile(1800, "married", 2, "cars", "home", "low", _lt("Known for many years")),
    Profile(40, "single", 0, "travel", None, "medium", _lt("New in the district")),
    Profile(-20, "widowed", 0, "art", None, "high", _lt("Large amounts in cash")),
    Profile(900, "divorced", 1, "sport", "home", None, None),
    Profile(None, "married", 3, "country_house", None, None, None),
)


class BankDemoImport(models.Model):
    """Who some clients are: papers, address, budget, family, reviews.

    The numbers are made up; the address is the client's district, the income the average
    salary there, both from the files.
    """

    _inherit = "bank.demo.import"

    def _get_steps(self):
        return [*super()._get_steps(), "profiles"]

    def _load_profiles(self, bank):
        """Tell of the clients of the demo manager's deals, unless it was done before."""
        manager = self.env["res.users"].search([("login", "=", MANAGER)])
        reviewer = self.env["res.users"].search([("login", "=", REVIEWER)])
        if not manager:
            return
        acting = self.with_user(manager).with_context(lang=self._get_demo_lang())
        for profile, client in zip(PROFILES, acting._find_clients_of(manager, bank)):
            if not client.income_ids:
                acting._enter_profile(profile, client, bank)
                acting._review(profile, client, reviewer)

    def _enter_profile(self, profile, client, bank):
        _file, number = feed_rows.parse_source_key(client.source_key)
        district = bank["district"].records[bank["client"].records[number].district]
        client.write(
            {
                "family_status": profile.family,
                "child_count": 0 if client.age >= PENSION_AGE else profile.children,
                "interest_ids": [
                    Command.link(
                        self.env.ref(
                            f"bank_crm_core.bank_interest_{profile.interest}"
                        ).id
                    )
                ],
                "citizenship_ids": [Command.set(self.env.ref("base.cz").ids)],
                "contact_hour_from": 9,
                "contact_hour_to": 19,
                "tz": "Europe/Prague",
            }
        )
        self._enter_document(profile, client, number)
        self._enter_rows(profile, client, district)

    def _enter_document(self, profile, client, number):
        """A made-up number: those of the files are nobody's."""
        if profile.days_left is None:
            return
        end = fields.Date.context_today(self) + timedelta(days=profile.days_left)
        document = self.env["bank.identity.document"].create(
            {
                "partner_id": client.id,
                "type_id": self.env.ref("bank_crm_core.bank_identity_type_foreign").id,
                "number_input": f"CZ{number:07d}",
                "date_issued": end - timedelta(days=3652),
                "date_expiry": end,
                "citizenship_id": self.env.ref("base.cz").id,
            }
        )
        document.action_verify()

    def _enter_rows(self, profile, client, district):
        self.env["bank.client.address"].create(
            {
                "partner_id": client.id,
                "kind": "registration",
                "country_id": self.env.ref("base.cz").id,
                "city": district.name,
            }
        )
        is_retired = client.age >= PENSION_AGE
        self.env["bank.client.income"].create(
            {
                "partner_id": client.id,
                "source": "pension" if is_retired else "salary",
                "amount": district.salary,
                "currency_id": self.env.ref("base.CZK").id,
            }
        )
        if profile.event:
            kind = f"bank_crm_core.bank_life_event_type_{profile.event}"
            self.env["bank.life.event"].create(
                {
                    "partner_id": client.id,
                    "type_id": self.env.ref(kind).id,
                    "date": fields.Date.context_today(self) - timedelta(days=30),
                }
            )

    def _review(self, profile, client, reviewer):
        """The manager confirms the data; the reviewer concludes."""
        if not profile.rating or not reviewer:
            return
        client.action_confirm_data()
        review = self.env["bank.kyc.review"].create(
            {
                "partner_id": client.id,
                "funds_source": self._say(_lt("Pension and savings")),
                "is_owner_known": True,
                "rating": profile.rating,
                "outcome": "enhanced" if profile.rating == "high" else "accepted",
                "conclusion": self._say(profile.conclusion),
            }
        )
        review.with_user(reviewer).action_conclude()
