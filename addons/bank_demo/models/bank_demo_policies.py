# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import Command, fields, models
from odoo.tools import LazyTranslate

from .bank_demo_lending import (
    DEPUTY_MEMBER,
    DEPUTY_UNDERWRITER,
    DOCUMENT,
    DRAFTER,
    MEMBERS,
    PUBLISHER,
    STAFF,
    UNDERWRITER,
)

_lt = LazyTranslate(__name__)

# without security nobody gets more, but by an exception
MOST_UNSECURED = 500_000
SLIGHT, GRAVE = 1, 3
DEPUTY_LIMIT = 1_000_000
UNSECURED, PAPERS = "КП-12", "КП-07"
AMOUNTS = _lt("Loans of Persons without Security")
AMOUNTS_RULE = _lt("A loan without security is no larger than 500,000.")
AMOUNTS_WANTED = _lt("Not more than 500,000 without security")
ORDER = _lt("Papers of a Borrower")
ORDER_RULE = _lt(
    "The income is proved by a certificate that is not older than 30 days."
)
SMALL = _lt("Slight")
LARGE = _lt("Grave")
MITIGATIONS = (
    _lt("A client for years, never late"),
    _lt("Has a deposit with the bank"),
    _lt("The spouse has an income as well"),
)
LEAVE = _lt("Annual leave")


class BankDemoImport(models.Model):
    """Policies of the bank, reasons to depart from them, and who stands in for whom."""

    _inherit = "bank.demo.import"

    def _get_steps(self):
        return [*super()._get_steps(), "policies"]

    def _load_policies(self, _bank):
        """Draw two policies, unless the bank has some; a second one agrees."""
        staff = self._find_staff(STAFF)
        if len(staff) < len(STAFF) or self.env["bank.policy"].search_count([], limit=1):
            return
        drawing = self._acting(staff[DRAFTER])
        drawing._make_mitigations()
        amounts = drawing._draw_policy(UNSECURED, "terms", AMOUNTS, AMOUNTS_RULE)
        drawing._ask_for_amount(amounts)
        papers = drawing._draw_policy(PAPERS, "papers", ORDER, ORDER_RULE)
        for policy in amounts | papers:
            policy.with_env(self._acting(staff[PUBLISHER]).env).action_publish()
        self._delegate(staff[MEMBERS[-1]], staff[DEPUTY_MEMBER], 0, DEPUTY_LIMIT)
        self._delegate(staff[UNDERWRITER], staff[DEPUTY_UNDERWRITER], 21, 0)

    def _make_mitigations(self):
        reasons = self.env["bank.policy.mitigation"].create(
            [{"name": label._translate("en_US")} for label in MITIGATIONS]
        )
        self._translate_names(zip(reasons, MITIGATIONS, strict=True))

    def _draw_policy(self, code, kind, label, rule):
        degrees = (
            {"value": SLIGHT, "name": self._say(SMALL), "needs_mitigation": False},
            {"value": GRAVE, "name": self._say(LARGE)},
        )
        return self.env["bank.policy"].create(
            {
                "code": code,
                "kind": kind,
                "name": self._say(label),
                "text": self._say(rule),
                "user_id": self.env.uid,
                "severity_ids": [Command.create(row) for row in degrees],
            }
        )

    def _ask_for_amount(self, policy):
        """An application for more departs from the policy by itself."""
        name = "amount"
        self.env["bank.policy.requirement"].create(
            {
                "policy_id": policy.id,
                "name": self._say(AMOUNTS_WANTED),
                "model_id": self.env["ir.model"]._get_id(DOCUMENT),
                "condition": f"[('{name}', '<=', {MOST_UNSECURED})]",
                "field_id": self.env["ir.model.fields"]._get(DOCUMENT, name).id,
                "severity_id": policy.severity_ids.sorted("value")[-1].id,
            }
        )

    def _delegate(self, principal, deputy, days, limit):
        """A leave of two weeks that begins in so many days."""
        start = fields.Date.today() + timedelta(days=days)
        delegation = (
            self._acting(principal)
            .env["bank.delegation"]
            .create(
                {
                    "from_user_id": principal.id,
                    "to_user_id": deputy.id,
                    "act": "approval",
                    "amount_limit": limit,
                    "date_start": start,
                    "date_end": start + timedelta(days=13),
                    "reason": self._say(LEAVE),
                }
            )
        )
        delegation.action_activate()
