# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What of that which an agent types is taken in."""

import time

from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.bank_deals.models.inquiry import bank_inquiry_form_door

from .common import AgentCommon

DOOR = bank_inquiry_form_door.__name__


@tagged("post_install", "-at_install")
class TestAgentForm(AgentCommon):
    def test_bad_input_is_answered_field_by_field(self):
        for field, value in (
            ("name", "7"),
            ("phone", "12-34"),
            ("amount", "-5"),
            ("amount", "1e9"),
            ("amount", ""),
            ("term_months", "0"),
            ("term_months", "601"),
            ("term_months", "0006009"),
            ("birth_date", "31.02.1985"),
            ("birth_date", "2999-01-01"),
            ("income_month", "много"),
            ("product", "no-such"),
            ("consent", ""),
        ):
            with self.subTest(field=field, value=value):
                errors, row = self._submit(**{field: value})
                self.assertEqual(list(errors), [field])
                self.assertFalse(row)

    def test_the_administrator_says_what_is_asked(self):
        self.form.field_ids = [
            Command.clear(),
            Command.create({"code": "note", "is_required": False}),
        ]
        inquiry = self._enter(note="A boat", amount="5", purpose="x", inn="12")
        self.assertEqual(inquiry.note, "A boat")
        self.assertFalse(inquiry.amount or inquiry.purpose or inquiry.inn)
        self.assertEqual(
            [str(value) for _label, value in inquiry._prepare_agent_lines()], ["A boat"]
        )

    def test_he_sells_what_his_contract_says(self):
        more = self._create_product(name="Mortgage", code="t_mortgage", rate=12)
        self.form.product_ids += more
        self.agent.product_ids = self.product
        errors, _row = self._submit(product="t_mortgage")
        self.assertEqual(list(errors), ["product"])
        self.assertEqual(self.agent._get_products(), self.product)
        self.assertEqual(self.other_agent._get_products(), self.product | more)

    def test_sent_twice_is_entered_once(self):
        stamp = self.form._make_stamp(time.time() - 90)
        first = self._enter(stamp=stamp)
        self.assertEqual(self._enter(stamp=stamp), first)
        self.assertNotEqual(self._enter(user=self.rival, stamp=stamp), first)

    def test_a_flood_is_stopped(self):
        self.form.write({"hour_limit": 2, "phone_limit": 5})
        for second in range(2):
            self._enter(
                stamp=self.form._make_stamp(time.time() - 100 - 60 * second),
                phone=f"8 903 765-43-3{second}",
            )
        with mute_logger(DOOR):
            errors, _row = self._submit(phone="8 903 765-43-39")
        self.assertEqual(list(errors), ["form"])
        self._enter(user=self.rival, phone="8 903 765-43-39")

    def test_nobody_fills_it_in_no_time(self):
        for stamp in (self.form._make_stamp(), "", "x"):
            errors, _row = self._submit(stamp=stamp)
            self.assertEqual(list(errors), ["form"])

    def test_the_payment_is_that_of_the_application(self):
        self.agent.is_direct = True
        sent = self._sent()
        (row,) = self.form._reckon_for_agent(self.agent, sent)
        application = self._enter().application_id
        self.assertAlmostEqual(row["payment"], application.payment, 2)
        self.assertAlmostEqual(row["full_cost"], application.full_cost, 3)
        (row,) = self.form._reckon_for_agent(self.agent, self._sent(amount="20 000"))
        self.assertIn("amount", row["problem"])
        for bad in ("", "x", "-1"):
            (row,) = self.form._reckon_for_agent(self.agent, self._sent(amount=bad))
            self.assertTrue(row["problem"])

    def test_it_is_no_page_of_the_site(self):
        self.assertFalse(self.env["bank.inquiry.form"]._find("t-agents"))
        self.form.for_agents = False
        self.assertTrue(self.env["bank.inquiry.form"]._find("t-agents"))
