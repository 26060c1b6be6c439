# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tests import TransactionCase, tagged

from .common import SMALL_BANK, make_folder


@tagged("post_install", "-at_install")
class TestPlans(TransactionCase):
    """A plan under way, a meeting and an event of the demo manager."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.importer = cls.env["bank.demo.import"]
        people = [f'{900001 + place};"706213";1' for place in range(19)]
        people.append('900020;"806213";1')
        cls.folder = make_folder(cls, client=[SMALL_BANK["client"][0], *people])
        cls.importer._import_folder(cls.folder)
        cls.manager = cls.env["res.users"].search([("login", "=", "manager")])
        # the youngest of the manager's clients
        cls.client = cls.env["res.partner"].search(
            [("source_key", "=", "berka-client-900020")]
        )
        cls.plan = cls.env["bank.action.plan"].search(
            [("partner_id", "=", cls.client.id)]
        )

    def test_one_item_is_done_and_one_is_late(self):
        plan = self.plan.with_user(self.manager)
        self.assertEqual((plan.state, plan.item_count), ("running", 4))
        self.assertEqual((plan.done_count, plan.late_count), (1, 1))
        self.assertFalse(plan.failed_count)
        head = plan.item_ids.user_id - self.manager
        self.assertEqual(head.login, "head")

    def test_a_birth_starts_the_plan(self):
        other = self.env["res.partner"].search(
            [("source_key", "=", "berka-client-900010")]
        )
        kind = self.env.ref("bank_crm_core.bank_life_event_type_child")
        self.env["bank.life.event"].with_user(self.manager).create(
            {"partner_id": other.id, "type_id": kind.id}
        )
        started = self.env["bank.action.plan"].search([("partner_id", "=", other.id)])
        self.assertEqual(started.plan_id, self.plan.plan_id)

    def test_one_note_of_the_meeting_is_for_the_heads(self):
        colleague = self.env["res.users"].search([("login", "=", "manager2")])
        notes = self.env["bank.interaction.summary"]
        domain = [("partner_id", "=", self.client.id)]
        self.assertEqual(notes.with_user(self.manager).search_count(domain), 2)
        self.assertEqual(notes.with_user(colleague).search_count(domain), 1)

    def test_one_client_may_not_be_invited(self):
        guests = self.env["bank.event.guest"].search(
            [("partner_id.manager_id", "=", self.manager.id)]
        )
        states = guests.sorted("id").mapped("invite_state")
        self.assertEqual(states, ["invited"] * 3 + ["blocked"])
        self.assertTrue(guests.filtered("invite_reason").partner_id.suppression_ids)

    def test_once_more_adds_nothing(self):
        self.importer._import_folder(self.folder, again=True)
        domain = [("partner_id", "=", self.client.id)]
        self.assertEqual(self.env["bank.action.plan"].search_count(domain), 1)
