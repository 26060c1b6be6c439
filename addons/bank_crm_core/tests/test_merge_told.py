# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import BankCoreCommon


@tagged("post_install", "-at_install")
class TestMergeTold(BankCoreCommon):
    """What a merge and its undoing leave for others: word, decisions, pairs."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.steward = cls._create_user(
            "steward", "bank_crm_core.group_crm_data_steward", cls.region
        )
        cls.old = cls._create_client("Лаптева Вера")
        cls.new = cls._create_client("Лаптева Вера", manager_id=cls.colleague.id)

    def _merge(self):
        cards = (self.old | self.new).with_user(self.steward)
        merges = self.env["bank.client.merge"].with_user(self.steward)
        merge = merges._create_draft(cards, self.old)
        merge.action_merge()
        return merge

    def test_undo_is_told_and_its_pairs_are_looked_at_again(self):
        pair = self.env["bank.duplicate.pair"].create(
            {
                "partner_id": self.old.id,
                "other_id": self.new.id,
                "rule_id": self.env["bank.duplicate.rule"].search([], limit=1).id,
            }
        )
        merge = self._merge()
        self.assertEqual(pair.state, "merged")
        merge.action_undo("Two sisters")
        self.assertEqual(pair.state, "open")
        decision = self.env["bank.decision"].search([("kind", "=", "unmerge")], limit=1)
        self.assertEqual(decision.res_id, self.old.id)
        self.assertIn(f'"merge":{merge.id}', decision.payload.replace(" ", ""))
        message = self.old.message_ids[:1]
        self.assertIn(self.colleague.partner_id, message.notified_partner_ids)

    def test_who_signs_in_is_not_merged_away(self):
        self.env.cr.execute(
            "UPDATE res_users SET partner_id = %s WHERE id = %s",
            [self.new.id, self.employee.id],
        )
        self.env.invalidate_all()
        with self.assertRaisesRegex(UserError, "signs in"):
            self._merge()

    def test_the_name_of_a_person_is_called_so(self):
        """ "Title" is what stock calls the name of any partner."""
        other = self._create_client("Щербакова Петра Ильинична")
        firm, second = (
            self._create_client(name, client_kind="company") for name in ("A", "B")
        )
        labels = []
        for cards in (self.client | other, firm | second):
            action = cards.with_user(self.steward).action_merge_clients()
            merge = self.env["bank.client.merge"].browse(action["res_id"])
            row = merge.field_ids.filtered(lambda row: row.name == "name")
            labels.append(row.label)
        stock = self.env["res.partner"].fields_get(["name"], ["string"])["name"]
        self.assertEqual(labels, ["Surname, Name, Patronymic", stock["string"]])
