# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, new_test_user, tagged

from odoo.addons.bank_base.tests.common import count_queries

from .common import BankCoreCommon


@tagged("post_install", "-at_install")
class TestSegment(BankCoreCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.analyst = new_test_user(
            cls.env, login="analyst_s", groups="bank_crm_core.group_crm_analyst"
        )
        cls.analyst.branch_ids = cls.branch
        cls.today = fields.Date.today()

    def _create_segment(self, *lines, user=None, **values):
        return (
            self.env["bank.segment"]
            .with_user(user or self.analyst)
            .create(
                {
                    "name": "Segment",
                    "line_ids": [
                        (0, 0, {"sequence": number, **line})
                        for number, line in enumerate(lines)
                    ],
                    **values,
                }
            )
        )

    def _get_clients(self, segment, user=None):
        clients = self.env["res.partner"].with_user(user or self.analyst)
        return clients.search([("segment_ids", "in", segment.ids)])

    def _run_cron(self):
        self.env.flush_all()
        with self.enter_registry_test_mode():
            self.env.ref("bank_crm_core.ir_cron_segments").method_direct_trigger()
        self.env.invalidate_all()

    def test_deposit_ends_and_nobody_has_spoken(self):
        spoken, silent, later = (
            self._create_client(name) for name in ("Первый", "Второй", "Третий")
        )
        for client, days in ((spoken, 10), (silent, 10), (later, 90)):
            agreement = self._create_agreement(client, number=f"Д-{client.id}")
            agreement.sudo().write({"date_end": self.today + timedelta(days=days)})
        spoken.with_user(self.manager)._log_interaction(channel="phone", subject="Hi")
        segment = self._create_segment(
            {"source": "ending", "days": 30},
            {"source": "contacted", "days": 60, "is_negated": True},
        )
        self.assertEqual(segment.client_count, 1)
        first, second = segment.line_ids
        self.assertEqual((first.client_count, first.left_count), (2, 2))
        self.assertEqual(second.left_count, 1)
        segment.action_refresh()
        self.assertEqual(self._get_clients(segment), silent)
        silent.with_user(self.manager)._log_interaction(channel="phone", subject="Hi")
        self._run_cron()
        self.assertFalse(self._get_clients(segment))

    def test_conditions_are_joined_by_or(self):
        one, two = self._create_client("Один"), self._create_client("Два")
        names = [f"[('id', '=', {client.id})]" for client in (one, two)]
        lines = [{"source": "client", "domain": text} for text in names]
        both = self._create_segment(*lines)
        self.assertEqual(both.client_count, 0)
        lines[1]["joiner"] = "or"
        either = self._create_segment(*lines)
        either.action_refresh()
        self.assertEqual(self._get_clients(either), one | two)

    def _prepare_cases(self, client):
        """Return (source, parameters, is the client in it) for each source."""
        soon = self.today + timedelta(days=10)
        loan = self._create_agreement(client, number="К-1", balance=500, date_end=soon)
        products = [self._create_product() for _number in range(3)]
        past, bad = (
            self._create_agreement(
                client,
                product_id=product.id,
                balance=10,
                arrears=10,
                date_end=soon,
            )
            for product in products[:2]
        )
        past.sudo()._transition("closed")
        bad.sudo()._transition("defaulted")
        client.with_user(self.manager)._log_interaction(channel="phone", subject="Hi")
        listed = self._create_segment(
            {"source": "client", "domain": f"[('id', '=', {client.id})]"}
        )
        listed.action_refresh()
        has, had, failed, never = (
            product.ids for product in (loan.product_id, *products)
        )
        return (
            ("client", {"domain": f"[('id', '=', {client.id})]"}, True),
            ("client", {"domain": f"[('id', '!=', {client.id})]"}, False),
            ("age", {"number_from": 30, "number_to": 99}, True),
            ("age", {"number_to": 30}, False),
            ("birthday", {"days": 1}, True),
            ("has", {"category_ids": loan.product_id.category_id.ids}, True),
            ("has", {"product_ids": has}, True),
            ("has", {"product_ids": failed}, True),
            ("has", {"product_ids": had + never}, False),
            ("had", {"product_ids": had}, True),
            ("had", {"product_ids": has + failed + never}, False),
            ("ending", {"days": 10}, True),
            ("ending", {"days": 9}, False),
            ("ending", {"days": 10, "product_ids": failed}, True),
            ("ending", {"days": 10, "product_ids": had}, False),
            ("balance", {"number_from": 500}, True),
            ("balance", {"number_from": 501}, False),
            ("arrears", {}, True),
            ("arrears", {"number_from": 11}, False),
            ("contacted", {"days": 1}, True),
            ("contacted", {"days": 1, "channel_ids": self.mail.ids}, False),
            ("segment", {"segment_ids": listed.ids}, True),
        )

    def test_every_source_answers(self):
        born = fields.Date.subtract(self.today, years=40)
        client = self._create_client("Именинник", birth_date=born)
        self.mail = self.env.ref("bank_crm_core.bank_channel_email")
        cases = self._prepare_cases(client)
        own = dict(self.env["bank.registry.segment"]._get_own_entries())
        # these have tests of their own: TestPortrait, TestRequest
        own = {*own} - {"income", "season", "relation", "request"}
        self.assertEqual({source for source, _values, is_in in cases if is_in}, own)
        for source, values, expected in cases:
            with self.subTest(source=source, values=values):
                values = {
                    name: [(6, 0, value)] if name.endswith("_ids") else value
                    for name, value in values.items()
                }
                segment = self._create_segment({"source": source, **values})
                segment.action_refresh()
                self.assertEqual(client in self._get_clients(segment), expected)

    def test_birthday_over_the_end_of_the_year(self):
        client = self._create_client("Январский", birth_date="1980-01-02")
        segment = self._create_segment({"source": "birthday", "days": 5})
        path = "odoo.fields.Date.context_today"
        for day, expected in (("2026-12-30", True), ("2026-12-20", False)):
            with patch(path, return_value=fields.Date.to_date(day)):
                self.assertEqual(
                    client in client.search(segment._get_client_domain()), expected
                )

    def test_a_form_shows_live_counts(self):
        with Form(self.env["bank.segment"].with_user(self.analyst)) as form:
            form.name = "Persons"
            with form.line_ids.new() as line:
                line.source = "client"
                line.domain = f"[('id', '=', {self.client.id})]"
                self.assertEqual(line.client_count, 1)
        self.assertEqual(form.record.client_count, 1)

    def test_a_condition_that_cannot_be_read_is_refused_at_once(self):
        for text in (
            "[('no_such_field', '=', 1)]",
            "name = 1",
            "[(",
            "[('password', '=', 1)]",
        ):
            with self.subTest(text), self.assertRaises(ValidationError):
                self._create_segment({"source": "client", "domain": text})
        with self.assertRaises(ValidationError):
            self._create_segment({"source": "ending", "days": -1})

    def test_one_that_fails_stops_nobody(self):
        bad = self._create_segment({"source": "age", "number_from": 1})
        good = self._create_segment(
            {"source": "client", "domain": f"[('id', '=', {self.client.id})]"}
        )
        self.env.cr.execute(
            "UPDATE bank_segment_line SET source = 'gone' WHERE segment_id = %s",
            [bad.id],
        )
        bad.line_ids.invalidate_recordset()
        self._run_cron()
        self.assertIn("gone", bad.refresh_problem)
        self.assertEqual(self._get_clients(good), self.client)

    def test_a_refresh_costs_the_same_for_one_and_thirty(self):
        counts = []
        for number in (1, 30):
            ids = [self._create_client(f"К {number} {n}").id for n in range(number)]
            segment = self._create_segment(
                {"source": "client", "domain": f"[('id', 'in', {ids})]"}
            )
            counts.append(count_queries(self.env, segment._refresh))
            self.assertEqual(len(self._get_clients(segment)), number)
        self.assertLessEqual(counts[1], counts[0])

    # ------------------------------------------------------------ fixed lists
    def test_a_fixed_list_is_filled_by_hand(self):
        segment = self._create_segment(kind="fixed", name="List")
        add = self.env["bank.segment.add"].with_user(self.analyst)
        add.create(
            {"partner_ids": [(6, 0, self.client.ids)], "segment_id": segment.id}
        ).action_add()
        self.assertEqual(self._get_clients(segment), self.client)
        segment._remove_clients(self.client.with_user(self.analyst))
        self.assertFalse(self._get_clients(segment))

    def test_conditions_become_a_list(self):
        segment = self._create_segment(
            {"source": "client", "domain": f"[('id', '=', {self.client.id})]"}
        )
        action = segment.action_fix()
        fixed = self.env["bank.segment"].browse(action["res_id"])
        self.assertEqual((fixed.kind, fixed.client_count), ("fixed", 1))

    # ------------------------------------------------------------ who may not
    def test_a_segment_holds_whom_its_author_sees(self):
        segment = self._create_segment(
            {"source": "client", "domain": "[('name', '!=', False)]"}, is_shared=True
        )
        segment.action_refresh()
        held = (
            self.env["res.partner"].sudo().search([("segment_ids", "in", segment.ids)])
        )
        self.assertIn(self.client, held)
        self.assertNotIn(self.other_client, held)

    def test_what_the_author_may_not_read_is_no_condition(self):
        hidden = "[('user_ids.group_ids.model_access.name', '=', 'x')]"
        segment = self._create_segment({"source": "client", "domain": hidden})
        with self.assertRaises(AccessError):
            segment.action_refresh()
        with self.assertRaises(AccessError):
            self.assertFalse(segment.client_count)

    def test_membership_is_not_forged(self):
        segment = self._create_segment(kind="fixed", name="List", is_shared=True)
        own = self.client.with_user(self.manager)
        for command in ([(4, segment.id)], [(6, 0, segment.ids)]):
            with self.assertRaises(AccessError):
                own.segment_ids = command
        with self.assertRaises(AccessError):
            segment.with_user(self.manager)._add_clients(own)
        client = (
            self.env["res.partner"]
            .with_user(self.manager)
            .with_context(default_segment_ids=[(6, 0, segment.ids)])
            .create(
                {
                    "name": "Новый",
                    "client_kind": "person",
                    "branch_id": self.branch.id,
                }
            )
        )
        self.assertFalse(client.segment_ids)

    def test_nobody_puts_a_client_he_does_not_see_on_a_list(self):
        segment = self._create_segment(kind="fixed", name="List")
        with self.assertRaises(AccessError):
            segment._add_clients(self.other_client.with_user(self.analyst))

    def test_only_the_author_changes_a_segment(self):
        segment = self._create_segment(
            {"source": "age", "number_from": 1}, is_shared=True
        )
        foreign = segment.with_user(self.manager)
        self.assertEqual(foreign.name, "Segment")
        for change in (
            lambda: foreign.write({"name": "Mine"}),
            lambda: foreign.line_ids.write({"days": 1}),
            lambda: foreign.action_refresh(),
            lambda: segment.write({"user_id": self.manager.id}),
            lambda: foreign.action_take_over(),
        ):
            with self.assertRaises(AccessError):
                change()
        segment.is_shared = False
        self.assertNotIn(segment, foreign.search([]))

    def test_an_author_is_not_named_by_the_caller(self):
        segment = self._create_segment(name="X", user_id=self.manager.id)
        self.assertEqual(segment.user_id, self.analyst)

    def test_dynamic_segments_take_nobody_by_hand(self):
        segment = self._create_segment({"source": "age", "number_from": 1})
        with self.assertRaisesRegex(UserError, "follows its conditions"):
            segment._add_clients(self.client.with_user(self.analyst))
