# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .common import DealCommon


@tagged("post_install", "-at_install")
class TestStockUsers(DealCommon):
    """Who works with stock CRM alone goes on as he did before the bank's addons."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seller = new_test_user(
            cls.env,
            login="t_stock_seller",
            groups="base.group_user,sales_team.group_sale_manager,"
            "base.group_partner_manager",
        )
        cls.as_seller = cls.env(user=cls.seller.id)

    def test_he_makes_a_contact_and_a_lead(self):
        contact = self.as_seller["res.partner"].create({"name": "Contact"})
        lead = self.as_seller["crm.lead"].create({"name": "Lead"})
        lead.partner_id = contact
        self.assertFalse(lead.process_id)
        self.assertFalse(contact.sudo().segment_ids)

    def test_who_makes_users_need_not_see_branches(self):
        self.seller.sudo().group_ids += self.env.ref("base.group_erp_manager")
        users = self.as_seller["res.users"]
        user = users.create({"name": "New", "login": "t_new_of_stock"})
        self.assertFalse(user.sudo().branch_ids)

    def test_crm_stays_his_and_is_hidden_from_who_works_in_the_bank(self):
        plain = new_test_user(
            self.env,
            login="t_plain_seller",
            groups="base.group_user,sales_team.group_sale_salesman",
        )
        root = self.env.ref("crm.crm_menu_root")
        branch = self.env["ir.ui.menu"].search([("id", "child_of", root.id)])
        for user, shown in (
            (plain, True),
            (self.seller, True),
            (self.manager, False),
            (self.head, False),
        ):
            menus = self.env["ir.ui.menu"].with_user(user).load_menus(False)
            self.assertEqual(root.id in menus, shown, user.login)
            self.assertEqual(bool(set(branch.ids) & menus.keys()), shown, user.login)

    # What a dishonest employee tries

    def test_no_default_brings_a_contact_into_a_segment(self):
        segment = self.env["bank.segment"].search([], limit=1)
        segment = segment or self.env["bank.segment"].create({"name": "Segment"})
        context = {"default_segment_ids": [Command.set(segment.ids)]}
        try:
            contact = (
                self.as_seller["res.partner"]
                .with_context(**context)
                .create({"name": "Contact"})
            )
        except AccessError:
            return
        self.assertFalse(contact.sudo().segment_ids)
