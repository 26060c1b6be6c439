# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64

from lxml import etree

from odoo.tests import Form, tagged

from .common import BankCoreCommon


@tagged("post_install", "-at_install")
class TestClientSource(BankCoreCommon):
    """A client is found by the source of his first request."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.source = cls.env["utm.source"].create({"name": "Partner's fair"})

    def test_entered_on_the_card_and_found_in_the_list(self):
        form = self.env.ref("bank_crm_core.res_partner_view_form_client")
        with Form(self.client.with_user(self.manager), view=form) as card:
            card.source_id = self.source
        partners = self.env["res.partner"].with_user(self.manager)
        view = self.env.ref("bank_crm_core.res_partner_view_search_client")
        arch = etree.fromstring(partners.get_view(view.id, "search")["arch"])
        self.assertTrue(arch.xpath("//field[@name='source_id']"))
        self.assertTrue(arch.xpath("//filter[contains(@context, 'source_id')]"))
        domain = [("client_kind", "!=", False), ("source_id", "ilike", "fair")]
        self.assertEqual(partners.search(domain), self.client)

    def test_a_feed_and_an_import_bring_it(self):
        row = {
            "source_key": "S1",
            "name": "Новак Ян",
            "client_kind": "person",
            "branch": "T-B",
        }
        feed = self.env["res.partner"]
        report = feed._upsert(
            [
                {**row, "source": self.source.name},
                {**row, "source_key": "S2", "source": "Nobody's fair"},
            ]
        )
        self.assertEqual([refused["row"] for refused in report["refused"]], [1])
        fed = feed.search([("source_key", "=", "S1")])
        self.assertEqual(fed.source_id, self.source)
        text = "ФИО;Источник\nНовиков Олег;partner's FAIR\nНовикова Ольга;Fair of all"
        rows = self.env["bank.client.import"].with_user(self.manager)
        load = rows.create(
            {"name": "c.csv", "file": base64.b64encode(text.encode()).decode()}
        )
        load.action_try()
        self.assertEqual(load.line_ids.mapped("state"), ["good", "refused"])
        self.assertIn("Fair of all", load.line_ids[1].reason)
        load.action_import()
        self.assertEqual(load.line_ids[0].partner_id.source_id, self.source)
