# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import date
from unittest.mock import patch

import psycopg2

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.service.model import call_kw
from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from .plan_common import PlanCommon

LOGGER = "odoo.addons.bank_crm_core.models.plan.bank_action_plan_rule"


@tagged("post_install", "-at_install")
@freeze_time("2026-03-03 09:00:00")
class TestPlanEvent(PlanCommon):
    """Plans that start by themselves, go along with the client, and are nobody's."""

    # ------------------------------------------------------------ started by an event
    def test_an_event_starts_its_plan_once(self):
        self._create_rule(self._create_template())
        event = self._enter_event()
        plan = self._started()
        self.assertEqual((len(plan), plan.user_id), (1, self.manager))
        self.env["bank.action.plan.rule"]._start_for("life_event", event)
        self._run_cron()
        self.assertEqual(self._started(), plan)
        with self.assertRaises(psycopg2.IntegrityError), mute_logger("odoo.sql_db"):
            plan.sudo().copy(
                {"rule_id": plan.rule_id.id, "source_key": plan.source_key}
            )

    def test_an_agreement_starts_its_plan(self):
        other = self.env["bank.product.category"].create(
            {"name": "Deposits", "code": "t_deposits"}
        )
        template = self._create_template(model="bank.agreement")
        for category in (self.category, other):
            self._create_rule(
                template,
                event="agreement",
                life_event_type_id=False,
                product_category_id=category.id,
                date_from=date(2026, 1, 1),
            )
        agreement = self._create_agreement()
        plan = self._started()
        self.assertEqual((plan.res_model, plan.res_id), (agreement._name, agreement.id))
        self.assertEqual(agreement.activity_ids.user_id, self.manager)
        # one that the feed has brought, by statements of its own
        old = self._create_agreement(date_start=date(2025, 12, 1))
        self._run_cron()
        self.assertEqual(self._started(), plan)
        self.env.cr.execute(
            "UPDATE bank_agreement SET date_start = '2026-02-02' WHERE id = %s",
            [old.id],
        )
        self.env.invalidate_all()
        self._run_cron()
        self._run_cron()
        self.assertEqual(self._started().mapped("res_id"), [old.id, agreement.id])

    def test_a_milestone_starts_its_plan(self):
        kind = self.env.ref("bank_crm_core.bank_obligation_kind_promise")
        self._create_rule(
            self._create_template(),
            event="obligation",
            life_event_type_id=False,
            obligation_kind_id=kind.id,
        )
        duties = self.env["bank.obligation"].with_user(self.manager)
        duties._promise(self.client, "Send the schedule", date(2026, 3, 5))
        self.assertFalse(self._started())
        self._run_cron()
        self._run_cron()
        self.assertEqual(len(self._started()), 1)

    def test_a_plan_that_fails_does_not_stop_the_event(self):
        self._create_rule(self._create_template())
        plans = self.env.registry["bank.action.plan"]
        with (
            patch.object(plans, "_create_items", side_effect=ValueError("broken")),
            mute_logger(LOGGER),
        ):
            event = self._enter_event()
        self.assertTrue(event.exists())
        self.assertFalse(self._started())
        self._run_cron()
        self.assertEqual(len(self._started()), 1, "the scheduler tries again")

    # ------------------------------------------------------------ with the client
    def test_a_plan_goes_along_in_a_handover(self):
        plan = self._begin(self._create_template())
        handover = (
            self.env["bank.handover"]
            .with_user(self.head)
            .create(
                {
                    "from_user_id": self.manager.id,
                    "target_ids": [Command.create({"user_id": self.colleague.id})],
                }
            )
        )
        handover.action_distribute()
        handover.action_hand_over()
        self.assertEqual(plan.user_id, self.colleague)
        self.assertEqual(plan.item_ids.user_id, self.colleague)
        self.assertTrue(plan.with_user(self.colleague).can_change)
        self.assertFalse(plan.with_user(self.manager).can_change)

    def test_a_plan_goes_along_in_a_merge(self):
        plan = self._begin(self._create_template())
        steward = self._create_user(
            "steward", "bank_crm_core.group_crm_data_steward", self.region
        )
        merges = self.env["bank.client.merge"].with_user(steward)
        cards = (self.client | self.colleague_client).with_user(steward)
        merges._create_draft(cards, self.colleague_client).action_merge()
        plan.invalidate_recordset()
        kept = self.colleague_client
        self.assertEqual((plan.partner_id, plan.res_id), (kept, kept.id))
        self.assertEqual(plan.item_ids.partner_id, kept)
        self.assertEqual(plan.item_ids.activity_ids.res_id, kept.id)

    def test_the_card_shows_what_runs(self):
        stopped = self._begin(self._create_template(name="Old"))
        stopped._stop("Enough")
        plan = self._begin(self._create_template())
        self.assertEqual(self.client.card_plan_ids.ids, [plan.id, stopped.id])

    # ------------------------------------------------------------ rights
    def test_who_starts_and_who_sees(self):
        template = self._create_template()
        with self.assertRaises(AccessError):
            self._begin(template, user=self.colleague)
        with self.assertRaises(AccessError):
            self._begin(template, document=self.other_client)
        plan = self._begin(template)
        for user in (self.manager, self.colleague, self.head, self.operator):
            self.assertTrue(plan.with_user(user).has_access("read"))
        plans = self.env["bank.action.plan"]
        items = self.env["bank.action.item"]
        mine = [("partner_id", "=", self.client.id)]
        for user in (self.stranger, self.administrator):
            self.assertFalse(plan.with_user(user).has_access("read"))
            self.assertFalse(plan.item_ids.with_user(user).has_access("read"))
            if plans.with_user(user).has_access("read"):
                self.assertFalse(plans.with_user(user).search(mine))
                self.assertFalse(items.with_user(user).search(mine))

    def test_rows_are_written_by_nobody(self):
        plan = self._begin(self._create_template())
        item = plan.item_ids
        task = item.activity_ids
        for user in (self.manager, self.head, self.administrator):
            for record, values in (
                (plan, {"state": "done"}),
                (plan, {"user_id": user.id}),
                (item, {"state": "done"}),
                (item, {"user_id": user.id}),
                (task, {"plan_item_id": False}),
            ):
                with self.assertRaises(AccessError):
                    call_kw(
                        record.browse().with_user(user),
                        "write",
                        [record.ids, values],
                        {},
                    )
        client = self.client.with_user(self.manager)
        with self.assertRaisesRegex(AccessError, "filled in by the program"):
            client.activity_schedule(
                "mail.mail_activity_data_todo", plan_item_id=item.id
            )
        # the context is the caller's input as well
        forged = client.with_context(default_plan_item_id=item.id)
        made = forged.activity_schedule("mail.mail_activity_data_todo")
        self.assertFalse(made.sudo().plan_item_id)

    def test_buttons_do_not_answer_for_a_hidden_plan(self):
        plan = self._begin(self._create_template())
        for record, names in (
            (plan, ("open", "open_document", "stop", "add_item")),
            (plan.item_ids, ("done", "retry", "drop")),
        ):
            for name in names:
                with self.subTest(name=name), self.assertRaises(AccessError):
                    call_kw(
                        record.browse().with_user(self.stranger),
                        f"action_{name}",
                        [record.ids],
                        {},
                    )

    def test_an_empty_form_opens(self):
        for name in ("bank.action.plan", "bank.action.item"):
            empty = self.env[name].new()
            self.assertFalse(empty.display_name and empty.partner_id)
        self.assertFalse(self.env["bank.action.item"].new({"state": "open"}).is_late)

    def test_a_dialog_is_no_way_around(self):
        plan = self._begin(self._create_template())
        with self.assertRaises(AccessError):
            self.env["bank.action.plan.stop"].with_user(self.stranger).create(
                {"plan_id": plan.id, "reason": "X"}
            )
        values = {
            "res_model": "res.partner",
            "res_id": self.client.id,
            "plan_id": plan.plan_id.id,
        }
        # a guessed id would be named in the title of the dialog
        dialogs = self.env["bank.action.plan.begin"].with_user(self.stranger)
        with self.assertRaises(AccessError):
            dialogs.create(values)
        dialog = dialogs.create({**values, "res_id": self.other_client.id})
        with self.assertRaises(AccessError):
            dialog.res_id = self.client.id
