# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import DealCommon


@tagged("post_install", "-at_install")
class TestDealSource(DealCommon):
    """A deal begins from a contact with the client; each of the two shows the other."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contact = cls.client._log_interaction(
            channel="phone",
            direction="in",
            subject="Asked about a loan",
            summary="Wants to build",
        )

    def _begin(self, user=None, document=None):
        document = (document or self.contact).with_user(user or self.manager)
        action = document.action_begin_deal()
        return self.env["crm.lead"].browse(action["res_id"]).with_user(self.manager)

    def test_the_deal_knows_what_the_contact_knew_and_both_show_it(self):
        deal = self._begin()
        self.assertEqual(deal.partner_id, self.client)
        self.assertEqual(deal.user_id, self.manager)
        self.assertEqual(deal.channel_id, self.contact.channel_id)
        self.assertIn("Wants to build", deal.description)
        self.assertEqual(deal.begun_from, self.contact)
        contact = self.contact.with_user(self.manager)
        self.assertEqual(contact.begun_deal_count, 1)
        action = contact.action_open_begun_deals()
        found = self.env["crm.lead"].with_context(**action["context"])
        self.assertEqual(found.search(action["domain"]), deal)

    def test_it_is_sold_by_the_process_of_its_product(self):
        deal = self._begin()
        deal.product_id = self.product
        self.assertEqual(deal.stage_id, self.need)
        self.assertEqual(self._win(deal).agreement_ids.channel_id, deal.channel_id)

    def test_the_product_of_a_document_is_taken_over_while_it_is_sold(self):
        owner = type(self.contact)
        with patch.object(owner, "_get_deal_product", return_value=self.product):
            deal = self._begin()
        self.assertEqual((deal.product_id, deal.stage_id), (self.product, self.need))
        deal.action_set_lost(lost_reason_id=self.reason.id)
        gone = self.product.copy({"state": "draft", "code": "GONE"})
        with patch.object(owner, "_get_deal_product", return_value=gone):
            self.assertFalse(self._begin().product_id)

    def test_one_deal_in_work_begins_from_a_document(self):
        deal = self._begin()
        self.assertEqual(self._begin(), deal)
        self.assertEqual(self._begin(self.head), deal)
        deal.product_id = self.product
        deal.action_set_lost(lost_reason_id=self.reason.id)
        self.assertNotEqual(self._begin(), deal)
        self.env.invalidate_all()
        # the one that is lost is in sight as well
        self.assertEqual(self.contact.with_user(self.manager).begun_deal_count, 2)

    def test_nobody_sells_on_a_card_that_a_task_has_lent(self):
        self.client.activity_schedule(
            "mail.mail_activity_data_todo", user_id=self.stranger.id
        )
        self.assertTrue(self.client.with_user(self.stranger).has_access("read"))
        own = self.other_client._log_interaction(channel="phone", subject="Asked")
        self.assertTrue(own.with_user(self.stranger).has_access("read"))
        with (
            patch.object(type(own), "_get_deal_client", lambda row: self.client),
            self.assertRaisesRegex(AccessError, "Another branch serves this client"),
        ):
            self._begin(self.stranger, own)
        self.assertTrue(self._begin(self.stranger, own))

    def test_where_it_began_is_not_named_by_hand(self):
        forged = {
            "begun_from_model": "bank.interaction",
            "begun_from_id": self.contact.id,
        }
        with self.assertRaises(AccessError):
            self._create_deal(**forged)
        with self.assertRaises(AccessError):
            self._create_deal().write(forged)
        context = {f"default_{name}": value for name, value in forged.items()}
        deals = self.env["crm.lead"].with_user(self.manager).with_context(**context)
        deal = deals.create({"partner_id": self.client.id, "name": "Forged"})
        self.assertFalse(deal.begun_from_id)

    def test_a_confidential_deal_is_not_told_to_a_stranger(self):
        deal = self._begin()
        deal.product_id = self.product
        deal._set_confidentiality("named", self.manager, "A sale of the company")
        contact = self.contact.with_user(self.colleague)
        self.assertEqual(contact.begun_deal_count, 0)
        with self.assertRaises(UserError) as caught:
            contact.action_begin_deal()
        self.assertNotIn(deal.name, str(caught.exception))

    def test_a_document_that_is_gone_is_not_named(self):
        deal = self._begin()
        self.contact.sudo().unlink()
        self.env.invalidate_all()
        self.assertFalse(deal.begun_from)

    def test_a_document_that_the_reader_may_not_see_is_not_named(self):
        deal = self._begin()
        deal.activity_schedule("mail.mail_activity_data_todo", user_id=self.stranger.id)
        deal = deal.with_user(self.stranger)
        self.assertTrue(deal.has_access("read"))
        self.assertFalse(self.contact.with_user(self.stranger).has_access("read"))
        self.assertFalse(deal.begun_from)

    def test_whatever_a_deal_begins_from_is_offered_and_named(self):
        """What every document owes that adopts the mixin, whatever addon brings it."""
        owners = self.env.registry.descendants(["bank.deal.source.mixin"], "_inherit")
        owners = [name for name in owners if not self.env[name]._abstract]
        self.assertIn("bank.interaction", owners)
        named = dict(self.env["crm.lead"]._selection_begun_from())
        views = self.env["ir.ui.view"]
        for name in owners:
            with self.subTest(model=name):
                self.assertTrue(named[name])
                document = self.env[name].with_user(self.manager)
                self.assertTrue(document.has_access("read"))
                self.assertIsInstance(document._get_deal_client(), type(self.client))
                forms = views.search([("model", "=", name), ("type", "=", "form")])
                archs = "".join(forms.mapped("arch"))
                self.assertIn("action_begin_deal", archs)
                self.assertIn("begun_deal_count", archs)

    def test_the_contact_offers_it_to_who_sells(self):
        view = self.env.ref("bank_crm_core.bank_interaction_view_form")
        for user, shown in ((self.manager, True), (self.auditor, False)):
            arch = self.contact.with_user(user).get_view(view.id, "form")["arch"]
            self.assertEqual("action_begin_deal" in arch, shown)
