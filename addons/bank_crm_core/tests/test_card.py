# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import date, datetime, timedelta

from lxml import etree

from odoo import fields
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import Form, freeze_time, new_test_user, tagged
from odoo.tools import SQL
from odoo.tools.safe_eval import safe_eval
from odoo.tools.sql import table_columns

from odoo.addons.bank_base.tests.common import count_queries

from .common import BankCoreCommon


@tagged("post_install", "-at_install")
class TestCard(BankCoreCommon):
    def _read_card(self, client):
        """Read the card as the web client does; return the values and the queries."""
        form = self.env.ref("bank_crm_core.res_partner_view_form_client")
        specification = {}
        with Form(client.with_user(self.manager), view=form) as opened:
            specification = opened._view["fields_spec"]
        card = client.with_user(self.manager)
        queries = count_queries(self.env, lambda: card.web_read(specification))
        return card.web_read(specification)[0], queries

    def _fill(self, client, count):
        account = self._create_account(client)
        start = datetime(2026, 1, 1)
        self.env["bank.operation"].create(
            [
                {
                    "account_id": account.id,
                    "date": start + timedelta(hours=index),
                    "amount": index,
                }
                for index in range(count)
            ]
        )
        for index in range(max(count // 100, 1)):
            agreement = self._create_agreement(client)
            self.env["bank.agreement.payment"].create(
                {"agreement_id": agreement.id, "date": "2026-02-01", "amount": index}
            )
        for _index in range(count // 10):
            client._log_interaction(channel="phone", subject="Call")

    def test_card_costs_the_same_with_ten_and_a_thousand_operations(self):
        rich = self._create_client("Rich", phone="8 916 123-45-68")
        self._fill(self.client, 10)
        self._fill(rich, 1000)
        values, few = self._read_card(self.client)
        self.assertEqual(len(values["card_operation_ids"]), 10)
        values, many = self._read_card(rich)
        self.assertEqual(len(values["card_operation_ids"]), 10)
        self.assertEqual(few, many)
        self.assertLess(many, 60)

    def _talk(self, client, count):
        """Log so many contacts with a client, each a row as the first one is."""
        client._log_interaction(channel="phone", subject="Call")
        self.env.flush_all()
        names = [
            SQL.identifier(name)
            for name in table_columns(self.cr, "bank_interaction")
            if name != "id"
        ]
        self.cr.execute(
            SQL(
                "INSERT INTO bank_interaction (%(names)s) SELECT %(names)s FROM "
                "bank_interaction, generate_series(2, %(count)s) WHERE partner_id = %(id)s",
                names=SQL(", ").join(names),
                count=count,
                id=client.id,
            )
        )

    def test_card_costs_the_same_with_none_and_ten_thousand_interactions(self):
        talked = self._create_client("Talked", phone="8 916 123-45-69")
        silent = self._create_client("Silent", phone="8 916 123-45-70")
        self._talk(talked, 10_000)
        self.assertEqual(
            self.env["bank.interaction"].search_count([("partner_id", "=", talked.id)]),
            10_000,
        )
        once = self._create_client("Once", phone="8 916 123-45-71")
        self._talk(once, 1)
        _values, none = self._read_card(silent)
        _values, one = self._read_card(once)
        values, many = self._read_card(talked)
        self.assertLessEqual(len(values["card_interaction_ids"]), 20)
        self.assertEqual({none, one}, {many})
        self.assertLess(many, 60)

    def _fill_every_section(self, client, count):
        """Everything that a card can show, ``count`` times where it may repeat."""
        client.source_id = self.env["utm.source"].create({"name": client.name})
        today = fields.Date.today()
        soon = fields.Date.add(today, days=3)
        self._fill(client, 10 * count)
        rich = client.with_user(self.manager)
        for number in range(count):
            self._create_agreement(client, arrears=number)
            self._create_agreement(client).sudo()._transition("closed")
            self.env["bank.obligation"]._promise(client, f"Promise {number}", soon)
            self.env["bank.preapproved.offer"].create(
                {
                    "partner_id": client.id,
                    "product_id": self.product.id,
                    "amount_limit": 1000 + number,
                    "date_end": soon,
                }
            )
            own = {"partner_id": client.id}
            self.env["bank.client.income"].create(
                {**own, "amount": 100, "source": "salary"}
            )
            self.env["bank.client.workplace"].create(
                {**own, "employer_name": f"Employer {number}"}
            )
            self.env["bank.relation"].create(
                {
                    "type_id": self.env.ref(
                        "bank_crm_core.bank_relation_type_relative"
                    ).id,
                    "partner_from_id": client.id,
                    "partner_to_id": self._create_client(f"Friend {number}").id,
                }
            )
            rich.message_post(body="Hello")
        self.env["bank.identity.document"].create(
            {
                "partner_id": client.id,
                "type_id": self.env.ref("bank_crm_core.bank_identity_type_foreign").id,
                "number_input": f"CZ{client.id:07d}",
                "date_issued": fields.Date.subtract(today, years=5),
                "date_expiry": soon,
            }
        )

    def test_a_card_with_every_section_costs_fewer_than_sixty(self):
        """The whole form as the web client reads it, one of each and ten of each."""
        rich = self._create_client("Rich", phone="8 916 123-45-68")
        self._fill_every_section(self.client, 1)
        self._fill_every_section(rich, 10)
        values, few = self._read_card(self.client)
        for name in ("card_credit_ids", "card_preapproved_ids", "card_relation_ids"):
            self.assertTrue(values[name], name)
        values, many = self._read_card(rich)
        self.assertEqual(len(values["card_preapproved_ids"]), 10)
        self.assertEqual(few, many)
        self.assertLess(many, 60)

    def test_what_was_paid_stands_beside_the_schedule(self):
        """Of agreements in force; what was not paid in time is told apart."""
        agreement = self._create_agreement()
        closed = self._create_agreement()
        closed.sudo()._transition("closed")
        payments = self.env["bank.agreement.payment"]
        for owner, kind, state, amount in (
            (agreement, "schedule", "paid", 100),
            (agreement, "schedule", "overdue", 100),
            (agreement, "fact", "paid", 90),
            (closed, "schedule", "paid", 500),
        ):
            payments.create(
                {
                    "agreement_id": owner.id,
                    "date": "2026-02-01",
                    "kind": kind,
                    "state": state,
                    "amount": amount,
                }
            )
        action = self.client.with_user(self.manager).action_open_payments()
        rows = payments.with_user(self.manager)._read_group(
            action["domain"], ["kind"], ["amount:sum"]
        )
        self.assertEqual(dict(rows), {"schedule": 200, "fact": 90})
        late = payments.search([*action["domain"], ("state", "=", "overdue")])
        self.assertEqual(late.amount, 100)
        self.assertIn("graph", action["view_mode"])

    def test_last_operations_come_first(self):
        self._fill(self.client, 12)
        amounts = self.client.card_operation_ids.mapped("amount")
        self.assertEqual(amounts, [float(number) for number in range(11, 1, -1)])

    @freeze_time("2026-03-01")
    def test_figures_of_the_card(self):
        deposit = self._create_product(code="t_dep", trade="deposit")
        self._create_agreement(balance=70000, arrears=500)
        self._create_agreement(product_id=deposit.id, balance=1000)
        self._create_agreement().sudo()._transition("closed")
        account = self._create_account(balance=25)
        self._create_account(balance=9999, state="closed")
        loan = self.client.agreement_ids.filtered("arrears")
        self.env["bank.agreement.payment"].create(
            [
                {"agreement_id": loan.id, "date": "2026-02-15", "amount": 1},
                {"agreement_id": loan.id, "date": "2026-03-15", "amount": 2},
                {"agreement_id": loan.id, "date": "2026-04-15", "amount": 4},
            ]
        )
        client = self.client.with_user(self.manager)
        self.assertEqual(client.card_debt, 70000)
        self.assertEqual(client.card_arrears, 500)
        self.assertEqual(client.card_savings, 1025)
        self.assertEqual(client.card_agreement_count, 2)
        past = client.card_past_agreement_ids
        self.assertEqual(past.mapped("state"), ["closed"])
        self.assertEqual(client.card_agreement_ids, client.agreement_ids - past)
        self.assertEqual(client.card_date_payment, date(2026, 3, 15))
        self.assertEqual(client.card_amount_payment, 2)
        self.assertEqual(client.card_account_ids[:1], account)

    def test_part_in_an_agreement_of_another_branch_is_not_shown(self):
        ours = self._create_agreement(self.colleague_client)
        others = self._create_agreement(self.other_client)
        self.env["bank.agreement.party"].create(
            [
                {
                    "agreement_id": agreement.id,
                    "partner_id": self.client.id,
                    "role": "guarantor",
                }
                for agreement in ours | others
            ]
        )
        client = self.client.with_user(self.manager)
        self.assertEqual(client.card_party_ids.agreement_id, ours)

    def test_client_opens_as_his_card(self):
        form = self.env.ref("bank_crm_core.res_partner_view_form_client")
        self.assertEqual(self.client.get_formview_id(), form.id)
        self.assertNotEqual(self.manager.partner_id.get_formview_id(), form.id)

    def test_new_client_is_the_managers(self):
        form = self.env.ref("bank_crm_core.res_partner_view_form_client")
        partners = self.env["res.partner"].with_user(self.manager)
        with Form(
            partners.with_context(default_client_kind="person"), view=form
        ) as card:
            card.name = "Новый Клиент"
            card.phone = "8 916 000-00-01"
        client = card.record
        self.assertEqual(client.manager_id, self.manager)
        self.assertEqual(client.branch_id, self.branch)
        self.assertEqual(client.phone_ids.digits, "79160000001")

    def test_contact_is_noted_from_the_card(self):
        for user in (self.manager, self.operator):
            action = self.client.with_user(user).action_add_interaction()
            note = (
                self.env["bank.interaction.note"]
                .with_user(user)
                .with_context(**action["context"])
                .create({"subject": "Called", "date_next": "2026-12-01"})
            )
            note.action_save()
            row = self.client.card_interaction_ids.filtered(
                lambda row, user=user: row.user_id == user
            )
            self.assertEqual(row.subject, "Called")
        self.assertEqual(self.client.activity_ids.user_id, self.manager | self.operator)

    def test_note_stops_at_the_wall(self):
        notes = self.env["bank.interaction.note"].with_user(self.manager)
        values = {"partner_id": self.other_client.id, "subject": "Forged"}
        with self.assertRaises(AccessError):
            notes.create(values)
        # nor when the client was given to another branch while the dialog was open
        note = notes.sudo().create(values).sudo(False)
        with self.assertRaises(AccessError):
            note.action_save()
        auditor = self.env["bank.interaction.note"].with_user(self.auditor)
        with self.assertRaises(AccessError):
            auditor.create({"partner_id": self.client.id, "subject": "Forged"})

    def test_the_list_opens_by_role(self):
        """A manager's own, a head's people's, others all that they may see."""

        def opened(user):
            actions = self.env["ir.actions.act_window"].with_user(user)
            action = actions._for_xml_id("bank_crm_core.res_partner_action_clients")
            context = safe_eval(action["context"])
            self.assertNotIn("bank_role_filters", context)
            return {name for name in context if name.startswith("search_default_")}

        self.assertEqual(opened(self.manager), {"search_default_mine"})
        self.assertEqual(opened(self.head), {"search_default_my_people"})
        for user in (self.operator, self.auditor, self.administrator):
            self.assertFalse(opened(user))
        partners = self.env["res.partner"].with_user(self.head)
        clients = self.client | self.colleague_client | self.other_client
        domain = [("id", "in", clients.ids), ("is_my_people", "=", True)]
        self.assertEqual(partners.search(domain), (self.client | self.colleague_client))
        self.assertTrue(partners.browse(self.client.id).is_my_people)
        self.assertFalse(partners.with_user(self.manager).search(domain))

    def test_filters_of_the_list(self):
        self._create_agreement(self.colleague_client, arrears=10)
        self.colleague_client._log_interaction(channel="phone", subject="Call")
        view = self.env.ref("bank_crm_core.res_partner_view_search_client")
        partners = self.env["res.partner"].with_user(self.manager)
        arch = partners.get_view(view.id, "search")["arch"]
        ours = self.client | self.colleague_client
        expected = {
            "mine": self.client,
            "my_branch": ours,
            "in_arrears": self.colleague_client,
            "not_contacted": self.client,
        }
        for name, clients in expected.items():
            domain = self._find_filter_domain(arch, name)
            found = partners.search([*domain, ("id", "in", ours.ids)])
            with self.subTest(filter=name):
                self.assertEqual(found, clients)

    def _find_filter_domain(self, arch, name):
        (node,) = etree.fromstring(arch).xpath(f"//filter[@name='{name}']")
        return safe_eval(node.get("domain"), {"uid": self.manager.id})

    def test_several_branches_ask_for_one(self):
        user = new_test_user(
            self.env,
            login="bank_both",
            groups="bank_crm_core.group_crm_manager",
            branch_ids=[Command.set((self.branch | self.other_branch).ids)],
        )
        self.assertFalse(self.env["res.partner"].with_user(user)._get_default_branch())
