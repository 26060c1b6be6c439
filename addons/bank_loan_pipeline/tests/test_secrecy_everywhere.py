# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Whatever hangs on a confidential deal is as closed as the deal, in every addon.

A model that has come since and points to a deal or to its application must be decided
upon: a record of it in ``_make_records`` and its name in ``KEPT``, or its name and the
reason in ``OPEN``.
"""

from datetime import date, datetime
from functools import partial

from psycopg2.extras import Json

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import SQL

from odoo.addons.bank_base.tests.common import count_queries

from .common import BureauCommon
from .secrecy_table import ANCHORS, AUDITED, KEPT, NAMELESS, OPEN, PARTAKING, points


@tagged("post_install", "-at_install")
class TestSecrecyEverywhere(BureauCommon):
    """A dishonest colleague of the same branch, in any role, learns nothing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users = cls._create_users()
        cls.made = {"crm.lead": cls.deal, "bank.application": cls.application}
        cls._make_by_hand()
        for name in sorted(KEPT & set(cls.env.registry)):
            cls._get_made(name)
        cls.env.flush_all()
        cls.env.invalidate_all()

    # ------------------------------------------------------------ who tries
    @classmethod
    def _create_users(cls):
        """One in each role that is not above the wall, and one who has them all."""
        category = cls.env.ref("bank_base.module_category_bank")
        groups = cls.env["res.groups"].search(
            [("privilege_id.category_id", "=", category.id)]
        )
        above = cls.env.ref("bank_base.group_bank_whole")
        staff = cls.env.ref("base.group_user")
        roles = groups.filtered(
            lambda group: (
                staff in group.all_implied_ids and above not in group.all_implied_ids
            )
        )
        users = {}
        for number, role in enumerate(roles):
            [name] = role.get_external_id().values()
            users[name] = cls._create_user(f"tries{number}", name, cls.branch)
        everything = cls._create_user("tries_all", "base.group_user", cls.branch)
        nameless = {role for _model, role in NAMELESS}
        everything.group_ids += roles.filtered(
            lambda role: role.get_external_id()[role.id] not in nameless
        )
        return {**users, "all of them": everything, "colleague": cls.colleague}

    # ------------------------------------------------------------ what there is
    @classmethod
    def _make_by_hand(cls):
        """What views show, and what keeps its own access by the ORM."""
        deal, manager = cls.deal, cls.manager
        lost = cls._create_deal(name="Lost", amount=1000, term_months=12)
        cls.lost = lost
        cls.made["mail.activity"] = deal.activity_schedule(
            "mail.mail_activity_data_todo", user_id=manager.id, summary="Look at it"
        )
        # done, it stands in the report of activities
        deal.activity_schedule(
            "mail.mail_activity_data_call", user_id=manager.id
        ).with_user(manager).action_feedback()
        cls.made["mail.message"] = deal.with_user(manager).message_post(
            body="In May", subtype_xmlid="mail.mt_comment"
        )
        cls.made["ir.attachment"] = cls.env["ir.attachment"].create(
            {"name": "plan", "raw": b"x", "res_model": "crm.lead", "res_id": deal.id}
        )
        deal.with_user(manager).action_discuss()
        channel = cls.env["discuss.channel"].search([("deal_id", "=", deal.id)])
        cls.made["discuss.channel"] = channel
        cls.made["discuss.channel.member"] = channel.channel_member_ids
        # a matter for approval: request, round, step and task
        cls.application.action_next_stage()
        cls.application.action_request_approval()
        approval = cls.application.sudo().approval_id
        cls.made["bank.approval"] = approval
        cls.made["bank.approval.round"] = approval.round_ids
        cls.made["bank.approval.turn"] = approval.turn_ids
        cls.made["bank.approval.task"] = approval.task_ids
        cls.env["bank.deal.snapshot"]._take("2026-11-29")
        cls.made["bank.deal.snapshot"] = cls.env["bank.deal.snapshot"].search(
            [("deal_id", "=", deal.id)]
        )
        deal.with_user(manager).action_next_stage()
        lost.with_user(manager).action_set_lost(lost_reason_id=cls.reason.id)
        cls.env.flush_all()
        for name in ("bank.deal.stay", "bank.deal.change"):
            cls.made[name] = cls.env[name].search([("deal_id", "=", deal.id)])
        cls.made["bank.deal.loss"] = cls.env["bank.deal.loss"].search(
            [("deal_id", "=", lost.id)]
        )
        cls.made["crm.activity.report"] = cls.env["crm.activity.report"].search(
            [("lead_id", "=", deal.id)]
        )

    @classmethod
    def _get_made(cls, name):
        if name == "bank.inquiry.report":
            cls.made[name] = cls.env[name].browse(cls._get_made("bank.inquiry").id)
        if name not in cls.made:
            cls.made[name] = cls._insert(name)
        return cls.made[name]

    @classmethod
    def _insert(cls, name):
        """Write a row about the deal by SQL: many of these only the server makes."""
        records = cls.env[name]
        cls.env.flush_all()
        values = {}
        for field in records._fields.values():
            if field.store and field.column_type and field.name != "id":
                value = cls._fill(name, field)
                if value is not None:
                    values[field.name] = value
        query = SQL(
            "INSERT INTO %s (%s) VALUES %s RETURNING id",
            SQL.identifier(records._table),
            SQL(", ").join(map(SQL.identifier, values)),
            tuple(values.values()),
        )
        return records.browse(cls.env.execute_query(query)[0][0])

    @classmethod
    def _fill(cls, model, field):
        """Return what stands in a field: the deal, its client, or what it must have."""
        known = {
            "res_model": "bank.application",
            "model": "bank.application",
            "partner_id": cls.client.id,
            "branch_id": cls.branch.id,
            "company_id": cls.env.company.id,
            "currency_id": cls.env.company.currency_id.id,
            "active": True,
        }
        special = {
            ("bank.application.party", "role"): "guarantor",
            ("bank.approval.assignment", "controller_id"): cls.head.id,
            ("bank.cash.flow.transfer", "payer_id"): cls.application.party_ids[:1].id,
            ("bank.inquiry", "phone"): "+79161234567",
        }
        if (model, field.name) in special:
            return special[model, field.name]
        if field.type == "many2one_reference":
            return cls.application.id
        if field.name in known:
            return known[field.name]
        if field.type == "many2one":
            return cls._fill_link(model, field)
        return cls._fill_plain(field) if field.required else None

    @classmethod
    def _fill_link(cls, model, field):
        target = field.comodel_name
        if target in ANCHORS:
            return cls.made[target].id
        is_letter = (model, target) == ("bank.inquiry.letter", "bank.inquiry")
        if not field.required and not is_letter:
            return None
        if target == "res.users":
            return cls.manager.id
        if target in KEPT:
            return cls._get_made(target)[:1].id
        found = cls.env[target].with_context(active_test=False).search([], limit=1)
        return (found or cls._insert(target)).id

    @classmethod
    def _fill_plain(cls, field):
        if field.type == "selection":
            return field.get_values(cls.env)[0]
        if field.translate:
            return Json({"en_US": "x"})
        plain = {
            "json": Json({}),
            "date": date(2026, 11, 1),
            "datetime": datetime(2026, 11, 1, 12),
            "boolean": False,
        }
        is_text = field.type in ("char", "text", "html")
        return plain.get(field.type, "x" if is_text else 1)

    # ------------------------------------------------------------ what is seen
    def _close(self, level):
        nobody = self.env["res.users"]
        for deal in self.deal | self.lost:
            deal.with_user(self.manager)._set_confidentiality(
                level, nobody, "The owner asked us to keep it quiet"
            )
        self.env.flush_all()
        self.env.invalidate_all()

    def _sees(self, user, records):
        """Return the rows that a search and a reading give; both must say the same."""
        mine = records.with_user(user).with_context(active_test=False)
        if not mine.browse().has_access("read"):
            return records.browse()
        found = mine.search([("id", "in", records.ids)])
        readable = mine._filtered_access("read")
        self.assertEqual(set(found.ids), set(readable.ids), records._name)
        return found

    def _get_records(self):
        return {name: rows for name, rows in self.made.items() if name in KEPT}

    def test_every_model_is_decided_upon(self):
        found = {
            name
            for name, model in self.env.registry.items()
            if not model._abstract and not model._transient and points(model)
        }
        undecided = found - KEPT - OPEN.keys() - ANCHORS
        self.assertFalse(
            undecided, "Point to a deal: into KEPT, with a rule, or into OPEN"
        )

    def test_what_auditors_alone_read(self):
        above = self.env.ref("bank_base.group_bank_whole")
        for name in OPEN.keys() & self.env.registry.keys():
            if OPEN[name] != AUDITED:
                continue
            groups = self.env["ir.model.access"].search(
                [("model_id.model", "=", name), ("perm_read", "=", True)]
            )
            for row in groups:
                with self.subTest(model=name, group=row.group_id.name):
                    self.assertIn(above, row.group_id.all_implied_ids)

    def test_while_the_deal_is_open_the_branch_sees_it(self):
        """Without this the other tests would prove nothing."""
        user = self.users["all of them"]
        for name, rows in self._get_records().items():
            with self.subTest(model=name):
                self.assertTrue(rows)
                if name not in PARTAKING:
                    self.assertTrue(self._sees(user, rows))

    def test_once_it_is_closed_no_role_sees_it(self):
        before = {
            name: self._sees(self.manager, rows)
            for name, rows in self._get_records().items()
        }
        self._close("named")
        for name, rows in self._get_records().items():
            for role, user in self.users.items():
                if (name, role) in NAMELESS:
                    continue
                with self.subTest(model=name, role=role):
                    self.assertFalse(self._sees(user, rows))
            with self.subTest(model=name, role="manager of the deal"):
                self.assertEqual(self._sees(self.manager, rows), before[name])

    def test_counts_groups_and_names_tell_nothing(self):
        self._close("named")
        for role in ("all of them", "colleague", "bank_crm_core.group_crm_operator"):
            for name, rows in self._get_records().items():
                mine = self.env[name].with_user(self.users[role])
                if not mine.has_access("read"):
                    continue
                domain = [("id", "in", rows.ids)]
                with self.subTest(model=name, role=role):
                    self.assertFalse(mine.search_count(domain))
                    self.assertEqual(
                        mine._read_group(domain, aggregates=["__count"]), [(0,)]
                    )
                    self.assertFalse(mine.name_search("", domain))

    def test_neither_the_card_nor_the_search_tells_of_it(self):
        self._close("named")
        card = self.client.with_user(self.colleague)
        for name, field in card._fields.items():
            kept = self.made.get(field.comodel_name) if field.relational else None
            if kept and name.startswith("card_"):
                with self.subTest(list=name):
                    self.assertFalse(card[name] & kept.with_user(self.colleague))
        searches = self.env["bank.client.search"].with_user(self.colleague)
        for words in (self.application.name, self.deal.name):
            found = {(row["model"], row["id"]) for row in searches.lookup(words)}
            self.assertFalse(found & {(r._name, r.id) for r in self._list_anchors()})

    def _list_anchors(self):
        return [self.made[name] for name in ANCHORS]

    def test_no_dialog_is_filled_from_it(self):
        """A guessed number is not enough: related fields are read by the server."""
        self._close("named")
        user, tried = self.users["all of them"], 0
        for name, model in self.env.registry.items():
            dialogs = self.env[name].with_user(user)
            if not model._transient or not dialogs.has_access("create"):
                continue
            for field in model._fields.values():
                if field.type != "many2one" or field.comodel_name not in ANCHORS:
                    continue
                if not field.store:
                    continue
                tried += 1
                values = {field.name: self.made[field.comodel_name].id}
                with self.subTest(dialog=name, field=field.name):
                    with self.assertRaises(AccessError), self.cr.savepoint():
                        dialogs.onchange(values, [field.name], {field.name: {}})
        self.assertGreater(tried, 5)

    def test_a_list_costs_no_further_query(self):
        """Heads see what the team sees: the same rows, open and closed."""
        counts = {}
        for level in (False, "team"):
            self._close(level)
            for name, rows in self._get_records().items():
                seen = rows.with_user(self.head)
                if name.startswith("bank.") and seen.has_access("read"):
                    read = partial(
                        seen.web_search_read, [("id", "in", rows.ids)], {"id": {}}
                    )
                    counts.setdefault(name, []).append(count_queries(self.env, read))
        for name, (opened, closed) in counts.items():
            with self.subTest(model=name):
                self.assertLessEqual(closed, opened)
