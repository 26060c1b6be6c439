# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import date
from functools import partial

import psycopg2
from psycopg2.errors import ExclusionViolation

from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, freeze_time, tagged
from odoo.tools import mute_logger

from odoo.addons.bank_base.tests.common import count_queries

from .common import BankCoreCommon


class RelationCommon(BankCoreCommon):
    """``firm`` is the manager's company; types by their code in ``types``."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.firm = cls._create_client("ООО Ромашка", client_kind="company")
        cls.other_firm = cls._create_client(
            "ООО Чужая",
            client_kind="company",
            branch_id=cls.other_branch.id,
            manager_id=cls.stranger.id,
        )
        cls.types = {
            kind.code: kind for kind in cls.env["bank.relation.type"].search([])
        }

    @classmethod
    def _relate(cls, code, first, second, user=None, **values):
        relations = cls.env["bank.relation"].with_user(user or cls.env.user)
        return relations.create(
            {
                "type_id": cls.types[code].id,
                "partner_from_id": first.id,
                "partner_to_id": second.id,
                **values,
            }
        )


@tagged("post_install", "-at_install")
class TestRelation(RelationCommon):
    def _get_sides(self, client, user=None):
        card = client.with_user(user or self.manager).with_context(
            relation_of=client.id
        )
        return [(row.side_name, row.other_id.id) for row in card.card_relation_ids]

    def test_each_end_reads_the_other_by_its_own_name(self):
        self._relate("director", self.client, self.firm)
        self.assertEqual(self._get_sides(self.firm), [("Director", self.client.id)])
        self.assertEqual(
            self._get_sides(self.client), [("Company Directed by Him", self.firm.id)]
        )
        self._relate("spouse", self.client, self.colleague_client)
        self.assertIn(
            ("Spouse", self.client.id), self._get_sides(self.colleague_client)
        )
        self.assertIn(
            ("Spouse", self.colleague_client.id), self._get_sides(self.client)
        )

    def test_the_card_reads_its_relations_from_its_own_side(self):
        """The web client names no card in its context."""
        self._relate("director", self.client, self.firm)
        specification = {
            "card_relation_ids": {
                "fields": {"side_name": {}, "other_id": {"fields": {}}}
            }
        }
        for card, name, other in (
            (self.firm, "Director", self.client),
            (self.client, "Company Directed by Him", self.firm),
        ):
            (values,) = card.with_user(self.manager).web_read(specification)
            (row,) = values["card_relation_ids"]
            self.assertEqual(row["side_name"], name)
            self.assertEqual(row["other_id"]["id"], other.id)

    def test_nobody_is_related_to_himself(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(psycopg2.IntegrityError):
            self._relate("relative", self.client, self.client)

    def test_kinds_of_both_ends_must_fit(self):
        for code, first, second in (
            ("director", self.firm, self.firm.copy()),
            ("director", self.client, self.colleague_client),
            ("spouse", self.client, self.firm),
            ("affiliate", self.client, self.firm),
        ):
            with self.subTest(code=code), self.assertRaises(ValidationError):
                self._relate(code, first, second)
        with self.assertRaises(ValidationError):
            self._relate("director", self.client, self.firm, share=5)

    def test_the_same_relation_does_not_hold_twice_at_once(self):
        self._relate("director", self.client, self.firm, date_to="2026-03-31")
        self._relate("director", self.client, self.firm, date_from="2026-04-01")
        for values in ({}, {"date_from": "2026-03-31", "date_to": "2026-03-31"}):
            with (
                self.subTest(values=values),
                mute_logger("odoo.sql_db"),
                self.assertRaises(ExclusionViolation),
                self.cr.savepoint(),
            ):
                self._relate("director", self.client, self.firm, **values)

    def test_a_symmetric_relation_is_the_same_from_either_end(self):
        self._relate("spouse", self.client, self.colleague_client)
        with mute_logger("odoo.sql_db"), self.assertRaises(ExclusionViolation):
            self._relate("spouse", self.colleague_client, self.client)

    def test_two_companies_own_each_other(self):
        other = self._create_client("ООО Лютик", client_kind="company")
        self._relate("founder", other, self.firm, share=60)
        relation = self._relate("founder", self.firm, other, share=60)
        self.assertTrue(relation.exists())

    def test_shares_of_a_day_are_at_most_the_whole(self):
        self._relate("founder", self.client, self.firm, share=60, date_to="2026-05-31")
        self._relate(
            "founder",
            self.colleague_client,
            self.firm,
            share=40,
            date_from="2026-01-01",
        )
        late = self._create_client("Новый Участник")
        with (
            self.assertRaisesRegex(ValidationError, "add up to 160"),
            self.cr.savepoint(),
        ):
            self._relate("founder", late, self.firm, share=60, date_from="2026-05-31")
        self._relate("founder", late, self.firm, share=60, date_from="2026-06-01")
        third = self.env["res.partner"].create(
            {"name": "Third", "parent_id": self.firm.id}
        )
        with (
            self.assertRaisesRegex(ValidationError, "add up to 100.0001"),
            self.cr.savepoint(),
        ):
            self._relate(
                "founder", third, self.firm, share=0.0001, date_from="2026-07-01"
            )

    @freeze_time("2026-06-10")
    def test_ended_relations_stay_as_past_ones(self):
        relation = self._relate("director", self.client, self.firm, self.manager)
        relation.action_end()
        self.assertEqual(relation.date_to, date(2026, 6, 10))
        with freeze_time("2026-06-11"):
            self.env.invalidate_all()
            card = self.firm.with_user(self.manager)
            self.assertFalse(card.card_relation_ids)
            self.assertEqual(card.card_past_relation_ids, relation)
            search = self.env["bank.relation"].search
            domain = [("id", "=", relation.id)]
            self.assertFalse(search([*domain, ("is_current", "=", True)]))
            self.assertTrue(search([*domain, ("is_current", "=", False)]))

    @freeze_time("2026-06-10")
    def test_a_new_share_is_a_new_row_and_the_old_one_stays(self):
        relation = self._relate(
            "founder", self.client, self.firm, self.manager, share=100
        )
        action = relation.action_change()
        relations = self.env["bank.relation"].with_user(self.manager)
        with Form(relations.with_context(**action["context"])) as form:
            form.share = 40
        new = form.record
        self.assertEqual(new.replaces_id, relation)
        self.assertEqual(relation.date_to, date(2026, 6, 9))
        self.assertEqual((relation.share, new.share), (100, 40))

    def test_only_the_same_two_are_continued(self):
        relation = self._relate("founder", self.client, self.firm, self.manager)
        with self.assertRaises(ValidationError):
            self._relate(
                "founder",
                self.colleague_client,
                self.firm,
                self.manager,
                replaces_id=relation.id,
                date_from="2026-06-01",
            )

    def test_what_a_relation_is_stays(self):
        relation = self._relate(
            "founder", self.client, self.firm, self.manager, share=5
        )
        for values in (
            {"share": 50},
            {"partner_from_id": self.colleague_client.id},
            {"type_id": self.types["influence"].id},
            {"date_from": "2020-01-01"},
            {"branch_from_id": self.other_branch.id},
        ):
            with self.subTest(values=values), self.assertRaises(UserError):
                relation.write(values)
        relation.write({"share": 5, "comment": "By word of mouth"})

    def test_a_type_in_use_keeps_what_it_is(self):
        kind = self.types["director"].with_user(self.administrator)
        kind.name = "CEO"
        kind.write({"kind_from": "any", "code": "ceo"})
        kind.kind_from = "person"
        self._relate("director", self.client, self.firm)
        with self.assertRaises(UserError):
            kind.kind_from = "any"
        kind.active = False

    def test_card_costs_the_same_with_one_and_a_thousand_relations(self):
        rich = self._create_client("Богатая", client_kind="company")
        people = self.env["res.partner"].create(
            [
                {"name": f"Сотрудник {number}", "parent_id": rich.id}
                for number in range(500)
            ]
        )
        self.env["bank.relation"].create(
            [
                {
                    "type_id": self.types[code].id,
                    "partner_from_id": person.id,
                    "partner_to_id": rich.id,
                    "position": "Инженер",
                }
                for person in people
                for code in ("employee", "representative")
            ]
        )
        person = people[0].copy({"parent_id": self.firm.id})
        people[1].copy({"parent_id": self.firm.id})
        self._relate("director", person, self.firm)
        self._relate("director", people[0], rich)
        view = self.env.ref("bank_crm_core.res_partner_view_form_client")
        card = self.firm.with_user(self.manager)
        with Form(card, view=view) as form:
            specification = form._view["fields_spec"]
        costs, found = [], []
        for client in (self.firm, rich):
            read = partial(client.with_user(self.manager).web_read, specification)
            costs.append(count_queries(self.env, read))
            found.append(len(read()[0]["card_relation_ids"]))
        self.assertEqual(found, [1, 40])
        self.assertEqual(*costs)
