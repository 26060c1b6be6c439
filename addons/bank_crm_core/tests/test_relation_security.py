# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from odoo.addons.bank_base.models.bank_access_door_rows import NAMES
from odoo.addons.bank_base.tools import access_notes

from .test_relation import RelationCommon


@tagged("post_install", "-at_install")
class TestRelationSecurity(RelationCommon):
    def test_a_relation_is_seen_from_both_sides_of_a_wall(self):
        relation = self._relate("director", self.client, self.other_firm)
        for user in (self.manager, self.stranger, self.auditor):
            with self.subTest(user=user.login):
                self.assertTrue(relation.with_user(user).has_access("read"))
        for user in (self.employee, self.administrator):
            with self.subTest(user=user.login):
                self.assertFalse(relation.with_user(user).has_access("read"))
        seen = relation.with_user(self.manager).with_context(relation_of=self.client.id)
        (row,) = seen.web_read({"other_id": {"fields": {"display_name": {}}}})
        self.assertEqual(row["other_id"]["display_name"], "ООО Чужая")
        # named, and nothing more: neither his card nor what is asked through him
        with self.assertRaises(AccessError):
            seen.web_read({"other_id": {"fields": {"phone": {}}}})
        with self.assertRaises(AccessError):
            seen.partner_to_id.read(["name"])
        relations = self.env["bank.relation"].with_user(self.manager)
        self.other_firm.inn = "7707083893"
        for domain in (
            [("partner_to_id.inn", "=", "7707083893")],
            [("partner_to_id", "ilike", "Чужая")],
        ):
            self.assertFalse(relations.search(domain))

    def test_strangers_relations_are_not_seen(self):
        relation = self._relate("director", self.other_client, self.other_firm)
        self.assertFalse(relation.with_user(self.manager).has_access("read"))
        self.assertTrue(relation.with_user(self.stranger).has_access("read"))

    def test_nobody_learns_a_name_by_relating_its_number(self):
        for first, second in (
            (self.other_client, self.firm),
            (self.client, self.other_firm),
        ):
            with self.subTest(first=first.name), self.assertRaises(AccessError):
                self._relate("director", first, second, self.manager)

    def test_nobody_learns_who_is_related_by_trying_numbers(self):
        """Neither the message about a kind nor that of a relation there already."""
        self._relate("lawyer", self.other_client, self.other_firm)
        relations = self.env["bank.relation"].with_user(self.manager)
        for first, second in (
            (self.other_client, self.other_firm),
            (self.other_firm, self.firm),
        ):
            values = {
                "default_partner_from_id": first.id,
                "default_partner_to_id": second.id,
            }
            with self.assertRaises(AccessError) as caught:
                relations.with_context(**values).create(
                    {"type_id": self.types["lawyer"].id}
                )
            self.assertNotIn("Чужая", str(caught.exception))

    def test_the_wall_is_not_given(self):
        relations = self.env["bank.relation"].with_user(self.manager)
        values = {
            "type_id": self.types["director"].id,
            "partner_from_id": self.client.id,
            "partner_to_id": self.firm.id,
        }
        with self.assertRaises(AccessError):
            relations.create({**values, "branch_from_id": self.other_branch.id})
        relation = relations.with_context(
            default_branch_to_id=self.other_branch.id,
            default_is_symmetric=True,
        ).create(values)
        self.assertEqual(relation.branch_from_id, self.branch)
        self.assertEqual(relation.branch_to_id, self.branch)
        self.assertFalse(relation.is_symmetric)

    def test_who_enters_ends_and_deletes(self):
        relation = self._relate("director", self.client, self.firm, self.manager)
        with self.assertRaises(AccessError):
            relation.with_user(self.colleague).action_end()
        # the manager of either end enters what concerns both
        shared = self._relate(
            "spouse", self.client, self.colleague_client, self.colleague
        )
        shared.with_user(self.manager).comment = "Checked"
        for user in (self.operator, self.auditor):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._relate("lawyer", self.client, self.firm, user)
        colleague_firm = self._create_client(
            "ООО Коллега", client_kind="company", manager_id=self.colleague.id
        )
        with self.assertRaises(AccessError):
            self._relate(
                "lawyer",
                self.colleague_client,
                colleague_firm,
                self.manager,
            )

    def test_a_relation_is_taken_back_by_who_entered_it_within_a_day(self):
        relation = self._relate("director", self.client, self.firm, self.manager)
        for user in (self.colleague, self.operator):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                relation.with_user(user).unlink()
        # neither a head nor the system takes away what somebody else has entered
        for user in (self.head, self.env.user):
            with (
                self.subTest(user=user.login),
                self.assertRaisesRegex(UserError, "end it with a date"),
            ):
                relation.with_user(user).unlink()
        relation.unlink()
        self.assertFalse(relation.exists())

    def test_both_cards_tell_what_was_taken_back(self):
        # whose card the manager may not change
        other = self.colleague_client
        relation = self._relate("spouse", self.client, other, self.manager)
        name = relation.display_name
        relation.unlink()
        for card in (self.client, other):
            message = card.message_ids[0]
            self.assertIn(name, message.body)
            self.assertEqual(message.author_id, self.manager.partner_id)

    def test_what_somebody_else_has_written_on_is_not_taken_back(self):
        relation = self._relate("director", self.client, self.firm, self.manager)
        relation.with_user(self.head).comment = "Checked"
        self.env.flush_all()
        with self.assertRaises(UserError):
            relation.unlink()
        self.assertTrue(relation.exists())

    def test_what_a_relation_continued_holds_on_when_it_is_taken_back(self):
        first = self._relate("founder", self.client, self.firm, self.manager, share=9)
        values = {"replaces_id": first.id, "share": 4, "date_from": "2026-06-01"}
        second = self._relate("founder", self.client, self.firm, self.manager, **values)
        self.assertTrue(first.date_to)
        second.unlink()
        self.assertFalse(first.date_to)

    def test_what_had_an_end_of_its_own_gets_it_back(self):
        first = self._relate("founder", self.client, self.firm, self.manager, share=9)
        first.date_to = "2026-12-31"
        values = {
            "replaces_id": first.id,
            "share": 4,
            "date_from": "2026-06-01",
            # nobody says himself what end there was
            "date_to_replaced": "2035-01-01",
        }
        second = self._relate("founder", self.client, self.firm, self.manager, **values)
        self.assertEqual(first.date_to, date(2026, 5, 31))
        with self.assertRaises(UserError):
            second.date_to_replaced = "2035-01-01"
        second.unlink()
        self.assertEqual(first.date_to, date(2026, 12, 31))
        # nor by the context, which is the caller's own
        del values["replaces_id"]
        own = self.env["bank.relation"].with_context(default_replaces_id=first.id)
        second = own.with_user(self.manager).create(
            {
                "type_id": first.type_id.id,
                "partner_from_id": self.client.id,
                "partner_to_id": self.firm.id,
                **values,
            }
        )
        self.assertEqual(first.date_to, date(2026, 5, 31))
        second.unlink()
        self.assertEqual(first.date_to, date(2026, 12, 31))

    def test_what_had_ended_before_is_not_made_longer(self):
        first = self._relate("director", self.client, self.firm, self.manager)
        first.date_to = "2025-12-31"
        values = {"replaces_id": first.id, "date_from": "2026-06-01"}
        second = self._relate(
            "director", self.client, self.firm, self.manager, **values
        )
        self.assertEqual(first.date_to, date(2025, 12, 31))
        second.unlink()
        self.assertEqual(first.date_to, date(2025, 12, 31))

    def test_a_relation_is_continued_once(self):
        first = self._relate("founder", self.client, self.firm, self.manager, share=9)
        values = {"replaces_id": first.id, "share": 4, "date_from": "2026-06-01"}
        second = self._relate("founder", self.client, self.firm, self.manager, **values)
        between = {**values, "date_from": "2026-03-01", "date_to": "2026-05-31"}
        with (
            self.assertRaisesRegex(ValidationError, "continued already"),
            self.cr.savepoint(),
        ):
            self._relate("founder", self.client, self.firm, self.manager, **between)
        self.assertEqual(first.date_to, date(2026, 5, 31))
        second.unlink()
        self.assertFalse(first.date_to)
        self._relate("founder", self.client, self.firm, self.manager, **between)
        self.assertEqual(first.date_to, date(2026, 2, 28))

    def test_what_was_known_longer_than_a_day_is_ended_not_deleted(self):
        relation = self._relate("director", self.client, self.firm, self.manager)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE bank_relation SET create_date = create_date - interval '25 hours' "
            "WHERE id = %s",
            [relation.id],
        )
        relation.invalidate_recordset()
        for way in (relation, relation.with_context(tz="Pacific/Honolulu")):
            with self.assertRaisesRegex(UserError, "within a day"):
                way.unlink()
        relation.action_end()
        self.assertTrue(relation.exists())
        self.assertTrue(relation.date_to)

    def test_only_a_feed_says_that_it_is_one(self):
        with self.assertRaises(AccessError):
            self._relate("lawyer", self.client, self.firm, self.manager, source="feed")
        relation = self._relate("lawyer", self.client, self.firm, self.manager)
        with self.assertRaises(AccessError):
            relation.source_key = "forged"

    def test_the_read_log_knows_both_ends(self):
        relation = self._relate("director", self.client, self.other_firm)
        notes = access_notes.AccessNotes("/web/", None)
        notes.add_records("bank.relation", relation.ids)
        self.env.flush_all()
        self.cr.execute(*self.env["bank.access.door"]._prepare_select(notes))
        rows = self.cr.fetchall()
        place = NAMES.index("client_ids")
        self.assertEqual(
            [row[place] for row in rows], [sorted((self.client | self.other_firm).ids)]
        )
