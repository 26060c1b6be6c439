# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import UserError
from odoo.service.model import call_kw
from odoo.tests import tagged

from .common import DealCommon


@tagged("post_install", "-at_install")
class TestCatalogueChange(DealCommon):
    """Who keeps the catalogue changes what will be sold, never what was agreed on."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product.write({"rate": 12, "discount_limit": 0.5})
        cls.deal = cls._create_deal(amount=100_000, term_months=12)
        cls.keeper = cls._create_user(
            "keeper", "bank_base.group_bank_administrator", cls.env["bank.branch"]
        )

    def _offer(self):
        offers = self.env["bank.offer"].with_user(self.manager)
        return offers.create({"deal_id": self.deal.id, "discount": 0.5})

    def _save(self, values, product=None):
        """Save the product as the keeper's browser does."""
        products = self.env["bank.product"].with_user(self.keeper)
        arguments = [(product or self.product).ids, values, {}]
        call_kw(products, "web_save", arguments, {"context": {}})
        self.env.flush_all()
        self.env.invalidate_all()

    def _make_formula(self, text="amount / 100"):
        formula = self.env["bank.formula"].create(
            {
                "name": "Anew",
                "code": "t_anew",
                "model_id": self.env["ir.model"]._get("bank.offer").id,
                "text": text,
            }
        )
        formula.action_put_into_force()
        return formula

    def _terms(self, offer):
        names = ("rate", "base_rate", "payment", "product_id", "amount", "term_months")
        return [offer[name] for name in names]

    def test_the_kind_of_what_is_sold_stays(self):
        offer = self._offer()
        offer.action_present()
        offer.action_accept()
        before = self._terms(offer)
        with self.assertRaisesRegex(UserError, "make a new product"):
            self._save({"trade": "deposit"})
        self.assertEqual(self._terms(offer), before)
        self.assertEqual(self.product.trade, "credit")
        # nor with products that nobody has bought, in one write
        with self.assertRaises(UserError):
            (self.other_product | self.product).write({"trade": "card"})
        self._save({"trade": "credit", "name": "Renamed"})
        self.assertEqual(self.product.name, "Renamed")

    def test_a_lost_deal_and_an_archived_one_count_too(self):
        self.deal.action_set_lost(lost_reason_id=self.reason.id)
        self.assertFalse(self.deal.active)
        with self.assertRaises(UserError):
            self._save({"trade": "deposit"})

    def test_an_agreement_of_another_branch_counts(self):
        product = self._create_product(code="t_unsold")
        self._save({"trade": "card"}, product)
        self.assertEqual(product.trade, "card")
        self._create_agreement(product_id=product.id)
        with self.assertRaises(UserError):
            self._save({"trade": "deposit"}, product)

    def test_what_the_client_has_seen_follows_no_new_formula(self):
        seen, draft = self._offer(), self._offer()
        seen.action_present()
        before = self._terms(seen)
        self._save({"payment_formula_id": self._make_formula().id})
        self.assertEqual(self._terms(seen), before)
        self.assertEqual(draft.payment, 1000)
        seen.action_accept()
        self._save({"payment_formula_id": False, "rate": 20})
        self.assertEqual(self._terms(seen), before)
        self.assertNotEqual(draft.payment, 1000)

    def test_an_old_offer_keeps_its_product(self):
        offer = self._offer()
        offer.action_present()
        offer.objection = "Too dear"
        offer.action_decline()
        before = self._terms(offer)
        self.deal.product_id = self.other_product
        self.env.flush_all()
        self.assertEqual(self._terms(offer), before)
        with self.assertRaisesRegex(UserError, "from its deal"):
            self._offer().product_id = self.product
