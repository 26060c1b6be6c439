# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import date

from odoo import fields
from odoo.tests import TransactionCase, tagged

from .common import SMALL_BANK, make_folder


@tagged("post_install", "-at_install")
class TestQueues(TransactionCase):
    """Every role of the demo bank finds work when it logs in."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.importer = cls.env["bank.demo.import"]
        # others than those of the real bank, each with a birthday of his own
        people = [
            f'{900001 + place};"70{1 + place % 12:02d}{1 + place % 28:02d}";1'
            for place in range(30)
        ]
        cls.folder = make_folder(cls, client=[SMALL_BANK["client"][0], *people])
        cls.importer._import_folder(cls.folder)
        users = cls.env["res.users"].search([])
        cls.people = {user.login: user for user in users}
        cls.manager = cls.people["manager"]

    def _get_queue(self, login):
        return self.env["bank.queue"].search(
            [("member_ids.user_id", "=", self.people[login].id)], limit=1
        )

    def test_departments_have_work_in_every_state(self):
        requests = self.env["bank.request"].with_user(self.manager).search([])
        self.assertEqual(
            sorted(requests.mapped("state")), ["done", "new", "new", "new", "taken"]
        )
        self.assertTrue(requests.filtered(lambda row: row.state == "done").answer)
        # the day of whoever asks, which may have begun before that of the server
        today = fields.Date.context_today(requests)
        late = requests.filtered(lambda row: row.date_due < today)
        self.assertEqual(late.queue_id, self._get_queue("lawyer"))
        directed = requests.filtered(lambda row: row.queue_id.is_default)
        self.assertEqual(len(directed), 3)

    def test_a_lawyer_sees_the_client_of_what_he_has_taken_and_no_other(self):
        lawyer = self.people["lawyer"]
        requests = self.env["bank.request"].with_user(lawyer)
        self.assertTrue(requests.search_count([("state", "=", "new")]))
        taken = requests.search([("state", "=", "taken")])
        cards = self.env["res.partner"].with_user(lawyer)
        self.assertTrue(cards.browse(taken.res_id).has_access("read"))
        # one is lent to him, see TestTeams
        lent = self.env["bank.team.member"].search([("user_id", "=", lawyer.id)])
        waiting = requests.sudo().search([("state", "=", "new")])
        others = set(waiting.mapped("res_id")) - {taken.res_id, *lent.partner_id.ids}
        self.assertTrue(others)
        self.assertFalse(cards.browse(others)._filtered_access("read"))

    def test_interests_went_to_the_loans_and_were_decided(self):
        rows = self.env["bank.referral"].search([])
        self.assertEqual(rows.queue_id, self._get_queue("junior"))
        self.assertEqual(
            sorted(rows.mapped("state")), ["accepted", "declined", "new", "taken"]
        )
        deal = self.env["crm.lead"].search([("user_id.login", "=", "junior")])
        self.assertEqual(deal.partner_id.manager_id, self.manager)

    def test_the_list_of_the_analyst_holds_deposits_that_end(self):
        segment = self.env["bank.segment"].search([])
        clients = segment.with_user(self.people["analyst"])
        self.assertEqual(clients.client_count, 3)
        duties = self.env["bank.obligation"].search(
            [("event", "=", "agreement_expiry")]
        )
        self.assertTrue(duties)

    def test_a_client_met_three_times(self):
        pairs = self.env["bank.duplicate.pair"].search([("state", "=", "open")])
        cards = pairs.partner_id | pairs.other_id
        self.assertEqual(len(cards), 3)
        self.assertEqual(len(set(cards.mapped("birth_date"))), 1)

    def test_a_book_is_dealt_out_to_three(self):
        row = self.env["bank.handover"].search([])
        self.assertEqual(row.state, "draft")
        self.assertEqual(
            sorted(row.line_ids.user_id.mapped("login")),
            ["junior", "junior2", "manager"],
        )

    def test_calls_are_promised_for_an_hour(self):
        tasks = self.env["mail.activity"].search(
            [("user_id", "=", self.manager.id), ("calendar_event_id", "!=", False)]
        )
        self.assertEqual(len(tasks), 2)
        self.assertGreater(min(tasks.mapped("date_deadline")), date.today())

    def test_a_hit_waits_for_the_second_officer(self):
        hits = self.env["bank.screening.hit"].search(
            [("partner_id.manager_id", "=", self.manager.id)]
        )
        self.assertEqual(sorted(hits.mapped("state")), ["cleared", "open"])

    def test_once_more_adds_nothing(self):
        counts = [
            self.env[name].search_count([])
            for name in ("bank.request", "bank.referral", "bank.handover")
        ]
        self.importer._import_folder(self.folder, again=True)
        again = [
            self.env[name].search_count([])
            for name in ("bank.request", "bank.referral", "bank.handover")
        ]
        self.assertEqual(again, counts)
