# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import date

import psycopg2
import psycopg2.errors

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import SQL, format_date, mute_logger

from .common import BankCoreCommon


@tagged("post_install", "-at_install")
class TestMerge(BankCoreCommon):
    """Several cards become one; nothing is lost, and it can be undone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.steward = cls._create_user(
            "steward", "bank_crm_core.group_crm_data_steward", cls.region
        )
        cls.old = cls._create_client(
            "Лаптева Вера", birth_date=date(1970, 2, 3), phone="8 916 800-00-01"
        )
        cls.new = cls._create_client(
            "Лаптева Вера Петровна",
            manager_id=cls.colleague.id,
            inn="500100732259",
            email="vera@example.com",
            phone="8 916 800-00-02",
            source_key="merge-new",
        )
        cls.third = cls._create_client("Лаптева В.", phone="8 916 800-00-01")
        cls.agreement = cls._create_agreement(cls.new)
        cls._create_agreement(cls.old)
        cls._create_agreement(cls.old)
        cls.account = cls._create_account(cls.third)

    def _merge(self, *cards, survivor=None):
        cards = self.env["res.partner"].browse([card.id for card in cards])
        merges = self.env["bank.client.merge"].with_user(self.steward)
        merge = merges._create_draft(cards.with_user(self.steward), survivor)
        merge.action_merge()
        return merge

    def _merge_all(self):
        return self._merge(self.old, self.new, self.third, survivor=self.old)

    # What survives

    def test_everything_moves_to_the_surviving_card(self):
        self.new._log_interaction(channel="phone", subject="Asked for a loan")
        self.new.message_post(body="Said on the phone")
        self._merge_all()
        self.assertEqual(self.agreement.partner_id, self.old)
        self.assertEqual(self.account.partner_id, self.old)
        self.assertIn("Asked for a loan", self.old.interaction_ids.mapped("subject"))
        self.assertIn("Said on the phone", "".join(self.old.message_ids.mapped("body")))
        self.assertIn("79168000002", self.old.phone_ids.mapped("digits"))
        self.assertFalse(self.new.active)
        self.assertEqual(self.new.merged_into_id, self.old)

    def test_missing_facts_are_taken_over(self):
        self._merge_all()
        self.assertEqual(self.old.inn, "500100732259")
        self.assertEqual(self.old.email, "vera@example.com")
        self.assertEqual(self.old.birth_date, date(1970, 2, 3))
        self.assertEqual(self.old.name, "Лаптева Вера")
        self.assertEqual(self.old.manager_id, self.manager)
        self.assertIn("500100732259", self.old.search_key)

    def test_the_steward_chooses_field_by_field(self):
        merges = self.env["bank.client.merge"].with_user(self.steward)
        cards = (self.old | self.new).with_user(self.steward)
        merge = merges._create_draft(cards, self.old)
        row = merge.field_ids.filtered(lambda row: row.name == "name")
        self.assertIn("Лаптева Вера Петровна", row.values_text)
        self.assertEqual(row.result, "Лаптева Вера")
        row.source_id = self.new
        self.assertEqual(row.result, "Лаптева Вера Петровна")
        merge.action_merge()
        self.assertEqual(self.old.name, "Лаптева Вера Петровна")

    def test_what_only_the_system_knows_is_no_fact_to_choose(self):
        self.assertNotIn("calendar_last_notif_ack", self.client._get_merged_fields())
        self.assertIn("birth_date", self.client._get_merged_fields())

    def test_the_richest_card_is_proposed(self):
        merges = self.env["bank.client.merge"].with_user(self.steward)
        cards = (self.new | self.third | self.old).with_user(self.steward)
        self.assertEqual(merges._create_draft(cards).partner_id, self.old)

    def test_a_row_that_clashes_stays_and_is_listed(self):
        merge = self._merge_all()
        stayed = self.third.with_context(active_test=False).phone_ids
        self.assertEqual(stayed.digits, "79168000001")
        (kept,) = merge.kept_ids.filtered(lambda row: row.table_name == stayed._table)
        self.assertEqual(kept.record_name, stayed.display_name)
        self.assertTrue(merge.kept_count)
        for key in ([kept.row_key["id"]], {"tag_id": 1}, "1"):
            kept.sudo().row_key = key
            self.assertFalse(kept.record_name)

    def test_no_row_is_lost_in_any_table(self):
        """A clashing row in every table that points to a partner (ASK-13)."""
        columns = self.env["bank.client.merge"]._find_foreign_keys()
        for table, column in columns:
            self._double_row(table, column)
        before = self._count_rows(columns)
        self._merge_all()
        self.assertEqual(self._count_rows(columns), before)

    def _double_row(self, table, column):
        """Try to give both cards a row that is otherwise the same."""
        cr = self.env.cr
        cr.execute(
            SQL(
                "SELECT array_agg(quote_ident(attname)) FROM pg_attribute WHERE "
                "attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped "
                "AND attname NOT IN ('id', %s) AND attgenerated = ''",
                table,
                column,
            )
        )
        rest = SQL(", ".join(cr.fetchone()[0] or []))
        for card in (self.old, self.new, self.third):
            try:
                with mute_logger("odoo.sql_db"), cr.savepoint():
                    cr.execute(
                        SQL(
                            "INSERT INTO %(table)s (%(column)s %(rest)s) SELECT %(card)s "
                            "%(rest)s FROM %(table)s LIMIT 1",
                            table=SQL.identifier(table),
                            column=SQL.identifier(column),
                            rest=SQL(", %s", rest) if rest.code else SQL(),
                            card=card.id,
                        )
                    )
            except psycopg2.Error:
                continue  # the table wants more than a copied row has

    def _count_rows(self, columns):
        self.env.flush_all()
        counts = {}
        for table in sorted({table for table, _column in columns}):
            query = SQL("SELECT count(*) FROM %s", SQL.identifier(table))
            counts[table] = self.env.execute_query(query)[0][0]
        # the merge itself says a word in the chatter
        spoken = ("mail_message", "mail_notification", "mail_mail")
        return {table: n for table, n in counts.items() if not table.startswith(spoken)}

    def test_computed_columns_follow(self):
        self.new.write({"branch_id": self.region.id, "manager_id": self.head.id})
        self.assertEqual(self.agreement.branch_id, self.region)
        self._merge_all()
        self.assertEqual(self.agreement.branch_id, self.branch)

    def test_the_feed_follows_the_merge(self):
        self._merge_all()
        integration = self.env["bank.agreement"].with_user(
            self._create_user("feed", "bank_base.group_bank_integration", self.region)
        )
        report = integration._upsert(
            [
                {
                    "source_key": "merge-agreement",
                    "number": "F/1",
                    "partner": "merge-new",
                    "product": self.product.code,
                    "currency": self.env.company.currency_id.name,
                    "amount": 5,
                    "state": "active",
                    "date_start": "2026-01-01",
                }
            ]
        )
        agreement = self.env["bank.agreement"].search(
            [("source_key", "=", "merge-agreement")]
        )
        self.assertEqual(agreement.partner_id, self.old, report)

    def test_word_to_the_managers_and_the_log(self):
        merge = self._merge_all()
        message = self.old.message_ids[:1]
        self.assertIn(self.colleague.partner_id, message.notified_partner_ids)
        decision = self.env["bank.decision"].search([("kind", "=", "merge")], limit=1)
        self.assertEqual(decision.res_id, self.old.id)
        self.assertIn(f'"merge":{merge.id}', decision.payload.replace(" ", ""))

    # The way back

    def test_undo_gives_everything_back(self):
        columns = self.env["bank.client.merge"]._find_foreign_keys()
        before = self._read_links(columns)
        merge = self._merge_all()
        self.assertNotEqual(self._read_links(columns), before)
        merge.action_undo("Two sisters")
        self.assertEqual(self._read_links(columns), before)
        self.assertTrue(self.new.active)
        self.assertFalse(self.new.merged_into_id)
        self.assertEqual(self.agreement.partner_id, self.new)
        self.assertFalse(self.old.inn)
        self.assertFalse(self.old.email)
        self.assertEqual(self.new.inn, "500100732259")
        self.assertEqual(merge.state, "undone")

    def _read_links(self, columns):
        self.env.flush_all()
        cards = [self.old.id, self.new.id, self.third.id]
        links = {}
        for table, column in columns:
            if table.startswith("mail_"):
                continue  # the merge speaks in the chatter
            query = SQL(
                "SELECT %(column)s, count(*) FROM %(table)s WHERE %(column)s = ANY(%(ids)s) "
                "GROUP BY 1 ORDER BY 1",
                table=SQL.identifier(table),
                column=SQL.identifier(column),
                ids=cards,
            )
            links[table, column] = self.env.execute_query(query)
        return links

    def test_undo_leaves_what_was_changed_since(self):
        merge = self._merge_all()
        self.old.email = "new@example.com"
        self.env["bank.agreement"]._open_from_deal(
            {
                "number": "T/after",
                "partner_id": self.old.id,
                "product_id": self.product.id,
                "currency_id": self.env.company.currency_id.id,
                "amount": 1.0,
                "date_start": date(2026, 2, 1),
            }
        )
        merge.action_undo()
        self.assertEqual(self.old.email, "new@example.com")
        self.assertFalse(self.old.inn)
        self.assertIn("T/after", self.old.agreement_ids.mapped("number"))

    def test_merges_are_undone_in_their_order(self):
        first = self._merge(self.old, self.new, survivor=self.old)
        second = self._merge(self.third, self.old, survivor=self.third)
        with self.assertRaisesRegex(UserError, "first"):
            first.action_undo()
        second.action_undo()
        first.action_undo()
        self.assertEqual(self.agreement.partner_id, self.new)

    def test_merges_into_one_card_are_undone_from_the_last(self):
        first = self._merge(self.old, self.new, survivor=self.old)
        second = self._merge(self.old, self.third, survivor=self.old)
        day = format_date(self.env, second.date_done)
        with self.assertRaisesRegex(UserError, f"later merge of {day} first"):
            first.action_undo()
        second.action_undo()
        first.action_undo()

    # What is refused

    def test_two_inn_are_two_clients(self):
        self.old.inn = "526317984689"
        with self.assertRaisesRegex(UserError, "526317984689"):
            self._merge_all()
        self.assertTrue(self.new.active)

    def test_a_person_and_his_business_stay_two(self):
        business = self._create_client("Лаптева Вера", client_kind="entrepreneur")
        with self.assertRaisesRegex(UserError, "kinds"):
            self._merge(self.old, business)

    def test_only_stewards_merge_what_they_see(self):
        merges = self.env["bank.client.merge"]
        cards = self.old | self.new
        for user in (self.manager, self.head, self.auditor, self.administrator):
            with self.assertRaises(AccessError):
                merges.with_user(user)._create_draft(cards.with_user(user))
            with self.assertRaises(AccessError):
                merges.with_user(user).create(
                    {"partner_id": self.old.id, "partner_ids": [(6, 0, cards.ids)]}
                )
        with self.assertRaises(AccessError):
            merges.with_user(self.steward).create(
                {
                    "partner_id": self.old.id,
                    "partner_ids": [(6, 0, (self.old | self.other_client).ids)],
                }
            )

    def test_a_right_in_the_access_list_makes_nobody_a_steward(self):
        for model in ("bank.client.merge", "bank.client.merge.field"):
            self.env["ir.model.access"].create(
                {
                    "name": "wrong",
                    "model_id": self.env["ir.model"]._get_id(model),
                    "group_id": self.env.ref("bank_crm_core.group_crm_manager").id,
                    "perm_read": True,
                    "perm_write": True,
                    "perm_create": True,
                    "perm_unlink": True,
                }
            )
        cards = (self.old | self.third).with_user(self.manager)
        merges = self.env["bank.client.merge"].with_user(self.manager)
        with self.assertRaisesRegex(AccessError, "data steward"):
            merges._create_draft(cards)
        values = {"partner_id": self.old.id, "partner_ids": [(6, 0, cards.ids)]}
        with self.assertRaisesRegex(AccessError, "data steward"):
            merges.create(values)

    def test_the_wall_is_asked_again_at_the_end(self):
        merges = self.env["bank.client.merge"].with_user(self.steward)
        merge = merges._create_draft((self.old | self.new).with_user(self.steward))
        merge.sudo().partner_ids |= self.other_client
        with self.assertRaises(AccessError):
            merge.with_user(self.steward).action_merge()

    def test_the_state_is_not_forged(self):
        merges = self.env["bank.client.merge"].with_user(self.steward)
        values = {
            "partner_id": self.old.id,
            "partner_ids": [(6, 0, (self.old | self.new).ids)],
        }
        with self.assertRaises(AccessError):
            merges.create({**values, "state": "done"})
        merge = merges.with_context(default_state="done").create(values)
        self.assertEqual(merge.state, "draft")
        with self.assertRaises(AccessError):
            merge.write({"state": "done"})
        with self.assertRaises(ValidationError):
            self.env["bank.client.merge.field"].with_user(self.steward).create(
                {"merge_id": merge.id, "name": "branch_id", "source_id": self.new.id}
            )

    def test_what_was_merged_is_proof(self):
        merge = self._merge_all()
        with self.assertRaises(AccessError):
            merge.partner_id = self.new
        with self.assertRaises(ValidationError):
            merge.field_ids[:1].source_id = self.new
        with self.assertRaises(UserError):
            merge.unlink()
        with self.assertRaises(AccessError):
            merge.move_ids[:1].write({"state": "left"})
        with self.assertRaises(UserError):
            self.new.unlink()

    def test_a_merged_card_is_not_revived_by_hand(self):
        self._merge_all()
        card = self.new.with_user(self.colleague)
        with self.assertRaises(UserError):
            card.active = True
        with self.assertRaises(AccessError):
            card.write({"active": True, "merged_into_id": False})
        with self.assertRaises(AccessError):
            self.client.with_user(self.manager).merged_into_id = self.new
        fake = self.env["res.partner"].with_context(
            default_merged_into_id=self.client.id
        )
        card = fake.with_user(self.manager).create(
            {"name": "Ложный", "client_kind": "person", "branch_id": self.branch.id}
        )
        self.assertFalse(card.merged_into_id)

    # The stock wizard

    def test_the_stock_wizard_takes_our_way(self):
        wizard = self.env["base.partner.merge.automatic.wizard"]
        with self.assertRaises(AccessError):
            wizard.with_user(self.manager)._merge([self.old.id, self.new.id], self.old)
        wizard.with_user(self.steward)._merge([self.old.id, self.new.id], self.old)
        self.assertTrue(self.new.exists())
        self.assertEqual(self.new.merged_into_id, self.old)

    def test_the_stock_wizard_loses_no_row_of_anybody(self):
        one, other = self.env["res.partner"].create(
            [{"name": "One"}, {"name": "Other"}]
        )
        for card in (one, other):
            self.env["bank.client.phone"].create(
                {"partner_id": card.id, "number": "8 916 900-00-01"}
            )
        self.env["base.partner.merge.automatic.wizard"]._merge((one | other).ids, one)
        self.assertTrue(other.exists())
        self.assertEqual(
            other.with_context(active_test=False).phone_ids.digits, "79169000001"
        )
