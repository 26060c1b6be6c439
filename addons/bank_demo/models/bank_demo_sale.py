# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import models
from odoo.tools import LazyTranslate

from .bank_demo_deals import MANAGER
from .bank_demo_setup import OSTRAVA, PRAGUE, REGIONS

_lt = LazyTranslate(__name__)

LOAN = "consumer_loan"
# points of the rate that are left after the money and the risk are paid for
RETURN, RETURN_CODE = "rate - 6", "demo_margin"
RETURN_NAME = _lt("Margin of a Consumer Loan")
HURDLE = 2
CAPITAL = _lt("Prague, Hl.m. Praha")
COAL_TOWNS = _lt("Ostrava, Havirov, Karvina")
TERRITORIES = (("Prague", PRAGUE, CAPITAL), ("north Moravia", OSTRAVA, COAL_TOWNS))
FURNITURE = _lt("Furniture for the flat")
FURNITURE_AMOUNT, FURNITURE_MONTHS = 90_000, 24
QUESTION = _lt("Can I repay earlier?")
SILENT = _lt("The Client Does Not Answer")
SILENT_STEPS = (_lt("Call"), _lt("Call once more"), _lt("Ask whether to go on"))
WAITS = (0, 3, 2)


class BankDemoImport(models.Model):
    """Territories, a package, a client who waits for an answer, a sequence."""

    _inherit = "bank.demo.import"

    def _get_steps(self):
        return [*super()._get_steps(), "map", "sale"]

    def _load_map(self, _bank):
        """Draw the territories before anything is sold there, unless there are some."""
        if not self.env["bank.territory"].search_count([], limit=1):
            self._draw_map()

    def _load_sale(self, _bank):
        """Show what a sale is made with, unless that was done before."""
        if self._find_by_code("bank.formula", [RETURN_CODE]):
            return
        self._price_loans()
        self._make_sequence()
        manager = self.env["res.users"].search([("login", "=", MANAGER)])
        deals = self.env["crm.lead"].search(
            [("user_id", "=", manager.id), ("won_status", "=", "pending")], order="id"
        )
        acting = deals.with_user(manager).with_context(lang=self._get_demo_lang())
        self._sell_package(acting)
        self._let_client_write(acting)

    def _draw_map(self):
        branches = self.env["bank.branch"]
        for region, code, cities in TERRITORIES:
            branch = branches.search([("code", "=", code)])
            self.env["bank.territory"].create(
                {
                    "name": self._say(REGIONS[region]),
                    "branch_id": branch.id,
                    "cities": self._say(cities),
                }
            )

    def _price_loans(self):
        formula = self.env["bank.formula"].create(
            {
                "name": self._say(RETURN_NAME),
                "code": RETURN_CODE,
                "model_id": self.env["ir.model"]._get_id("bank.offer"),
                "text": RETURN,
            }
        )
        formula.action_put_into_force()
        product = self._find_by_code("bank.product", [LOAN])[LOAN]
        product.write({"return_formula_id": formula.id, "hurdle": HURDLE})

    def _make_sequence(self):
        plan = self.env["mail.activity.plan"].create(
            {"name": self._say(SILENT), "res_model": "crm.lead", "company_id": False}
        )
        before = self.env["mail.activity.plan.template"]
        for summary, wait in zip(SILENT_STEPS, WAITS, strict=True):
            before = before.create(
                {
                    "plan_id": plan.id,
                    "activity_type_id": self.env.ref("mail.mail_activity_data_call").id,
                    "summary": self._say(summary),
                    "delay_count": wait,
                    "delay_from": "after_plan_date",
                    "skip_days_off": True,
                    "responsible_type": "manager",
                    "after_id": before.id,
                    "branch": "silent" if before else "always",
                }
            )
        plan.action_publish()

    def _sell_package(self, deals):
        product = self._find_by_code("bank.product", [LOAN])[LOAN]
        for deal in deals.filtered(lambda deal: deal.product_id.code == "mortgage")[:1]:
            deal.env["bank.deal.facility"].create(
                {
                    "deal_id": deal.id,
                    "product_id": product.id,
                    "purpose": self._say(FURNITURE),
                    "amount": FURNITURE_AMOUNT,
                    "term_months": FURNITURE_MONTHS,
                }
            )

    def _let_client_write(self, deals):
        for deal in deals.filtered(lambda deal: deal.product_id.code == LOAN)[:1]:
            deal.partner_id._log_interaction(
                channel="email",
                direction="in",
                subject=self._say(QUESTION),
                source=deal,
            )
