# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import date

from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .common import BankCoreCommon


@tagged("post_install", "-at_install")
class TestDuplicates(BankCoreCommon):
    """Cards of one client are found by rules, before saving and over the base."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.steward = cls._create_user(
            "steward", "bank_crm_core.group_crm_data_steward", cls.region
        )
        born = date(1980, 5, 17)
        cls.first = cls._create_client(
            "Щербакова Алёна Ильинична", birth_date=born, phone="8 916 700-00-01"
        )
        cls.second = cls._create_client(
            "Алена Ильинична ЩЕРБАКОВА", birth_date=born, manager_id=cls.colleague.id
        )
        cls.namesake = cls._create_client(
            "Щербакова Алена Ильинична", birth_date=date(1991, 1, 2)
        )

    @classmethod
    def _search(cls):
        run = cls.env["bank.duplicate.run"]._start()
        while run.state == "running":
            run._do_slice()
        return run

    def _find_pairs(self, *cards):
        ids = [card.id for card in cards]
        return self.env["bank.duplicate.pair"].search(
            [("partner_id", "in", ids), ("other_id", "in", ids)]
        )

    def test_name_in_any_order_and_birth_date(self):
        self._search()
        pair = self._find_pairs(self.first, self.second)
        self.assertEqual(pair.certainty, "certain")

    def test_a_namesake_of_another_age_is_another(self):
        self._search()
        self.assertFalse(self._find_pairs(self.first, self.namesake))

    def test_different_inn_are_two_clients(self):
        self.first.inn, self.second.inn = "500100732259", "526317984689"
        self._search()
        self.assertFalse(self._find_pairs(self.first, self.second))

    def test_alternatives_in_a_step(self):
        one = self._create_client("Кац Лев", phone="8 916 700-00-09")
        other = self._create_client("Лев Кац", email="lev@example.com")
        third = self._create_client(
            "Кац Лев", phone="+7 (916) 700 00 09", email="LEV@example.com"
        )
        self._search()
        self.assertFalse(self._find_pairs(one, other))
        self.assertEqual(self._find_pairs(one, third).certainty, "likely")
        self.assertTrue(self._find_pairs(other, third))

    def test_three_cards_are_one_group(self):
        third = self._create_client(
            "Щербакова Алёна Ильинична", birth_date=date(1980, 5, 17)
        )
        self._search()
        pairs = self._find_pairs(self.first, self.second, third)
        self.assertEqual(len(pairs), 3)
        self.assertEqual(len(set(pairs.mapped("cluster"))), 1)

    def test_a_phone_of_a_whole_office_tells_nothing(self):
        born = date(1985, 3, 3)
        cards = self.env["res.partner"]
        for number in range(21):
            cards |= self._create_client(
                f"Рабочий {number}", phone="8 916 700-00-77", birth_date=born
            )
        run = self._search()
        self.assertFalse(self._find_pairs(*cards))
        self.assertGreaterEqual(run.common_key_count, 1)

    def test_a_search_that_was_cut_off_goes_on(self):
        run = self.env["bank.duplicate.run"]._start()
        run._do_slice()
        run._do_slice()
        self.assertEqual(self.env["bank.duplicate.run"]._start(), run)
        self._search()
        self.assertTrue(self._find_pairs(self.first, self.second))
        self.assertEqual(run.progress, 100)

    def test_a_second_search_finds_nothing_new(self):
        self._search()
        self.assertEqual(self._search().pair_count, 0)

    def test_who_was_told_apart_does_not_come_back(self):
        self._search()
        pair = self._find_pairs(self.first, self.second)
        pair.with_user(self.steward).action_distinct("Mother and daughter")
        self._search()
        self.assertEqual(self._find_pairs(self.first, self.second), pair)
        self.assertEqual(pair.state, "distinct")
        decision = self.env["bank.decision"].search(
            [("kind", "=", "duplicate")], limit=1
        )
        self.assertNotIn("Щербаков", decision.payload)

    def test_the_base_and_one_card_are_judged_alike(self):
        """Whom the batch pairs, the warning on a new card names, and nobody else."""
        self._search()
        rules = self.env["bank.duplicate.rule"]
        cards = self.first | self.second | self.namesake
        for card in cards:
            matches = rules._find_matches("person", rules._get_card_keys(card))
            matched = self.env["res.partner"].browse(matches) - card
            pairs = self._find_pairs(*cards).filtered(
                lambda pair, card=card: card in pair.partner_id | pair.other_id
            )
            paired = (pairs.partner_id | pairs.other_id) - card
            self.assertEqual(matched & cards, paired)

    def test_shown_before_the_card_is_saved(self):
        clients = self.env["res.partner"].with_user(self.manager)
        view = "bank_crm_core.res_partner_view_form_client"
        with Form(clients.with_context(default_client_kind="person"), view) as form:
            form.name = "Щербакова Алена"
            self.assertFalse(form.duplicate_warning)
            form.name = "Щербакова Алена Ильинична"
            form.birth_date = date(1980, 5, 17)
            self.assertIn(f"/bank-clients/{self.first.id}", form.duplicate_warning)
            self.assertIn(f"/bank-clients/{self.second.id}", form.duplicate_warning)
            self.assertNotIn(
                f"/bank-clients/{self.namesake.id}", form.duplicate_warning
            )

    def _warn(self, **values):
        """Return what a manager reads on a card that he has not saved."""
        cards = self.env["res.partner"].with_user(self.manager)
        return cards.new({"client_kind": "person", **values}).duplicate_warning

    def test_another_branchs_client_is_not_described(self):
        self._create_client(
            "Тайный Клиент",
            branch_id=self.other_branch.id,
            manager_id=self.stranger.id,
            inn="500100732259",
        )
        warning = self._warn(name="Кто-то", inn="500100732259")
        self.assertTrue(warning)
        self.assertNotIn("Тайный", warning)
        self.assertNotIn("bank-clients", warning)

    def test_nobody_asks_by_name_who_is_served_behind_another_wall(self):
        born = date(1980, 5, 17)
        self._create_client(
            "Тайный Клиент",
            branch_id=self.other_branch.id,
            manager_id=self.stranger.id,
            birth_date=born,
            phone="8 916 700-00-55",
            email="secret@example.com",
        )
        for values in (
            {"birth_date": born},
            {"phone": "8 916 700-00-55"},
            {"email": "secret@example.com", "birth_date": born},
        ):
            self.assertFalse(self._warn(name="Тайный Клиент", **values), values)

    def test_a_rule_that_compares_everybody_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "everybody"):
            self.env["bank.duplicate.rule"].create(
                {
                    "name": "Birthday",
                    "criterion_ids": [Command.create({"code": "birth_date"})],
                }
            )

    def test_rules_are_the_administrators(self):
        rule = self.env.ref("bank_crm_core.bank_duplicate_rule_inn")
        for user in (self.steward, self.manager):
            with self.assertRaises(AccessError):
                rule.with_user(user).active = False
        rule.with_user(self.administrator).active = False
        self.assertFalse(rule.active)

    def test_pairs_are_for_stewards_who_see_both(self):
        self.second.write(
            {"branch_id": self.other_branch.id, "manager_id": self.stranger.id}
        )
        self._search()
        pair = self._find_pairs(self.first, self.second)
        self.assertTrue(pair)
        pairs = self.env["bank.duplicate.pair"]
        self.assertNotIn(pair, pairs.with_user(self.steward).search([]))
        with self.assertRaises(AccessError):
            pair.with_user(self.steward).action_merge()
        with self.assertRaises(AccessError):
            pairs.with_user(self.manager).search([])
        with self.assertRaises(AccessError):
            pair.with_user(self.auditor).action_distinct()
        with self.assertRaises(AccessError):
            pair.with_user(self.steward).write({"state": "distinct"})
        with self.assertRaises(AccessError):
            self.env["bank.duplicate.run"].with_user(self.manager).action_start()
