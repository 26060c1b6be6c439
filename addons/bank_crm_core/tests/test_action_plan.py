# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.service.model import call_kw
from odoo.tests import freeze_time, tagged

from .plan_common import PlanCommon
from .test_dossier import PDF


@tagged("post_install", "-at_install")
@freeze_time("2026-03-03 09:00:00")  # a Tuesday
class TestActionPlan(PlanCommon):
    """A plan is made once, published, and started on clients and agreements."""

    # ------------------------------------------------------------ templates
    def test_a_published_plan_never_changes(self):
        plan = self._create_template().with_user(self.administrator)
        for values in (
            {"name": "Other"},
            {"can_add_items": True},
            {"template_ids": [Command.clear()]},
        ):
            with self.assertRaises(UserError):
                plan.write(values)
        item = plan.template_ids
        with self.assertRaises(UserError):
            item.write({"delay_count": 9})
        with self.assertRaises(UserError):
            item.unlink()
        with self.assertRaises(UserError):
            item.copy()
        with self.assertRaises(UserError):
            plan.unlink()
        draft = self._create_template(publish=False)
        with self.assertRaises(UserError):
            draft.template_ids.plan_id = plan
        self.assertEqual(item.delay_count, 2)

    def test_a_change_is_the_next_version_and_rules_follow_it(self):
        plan = self._create_template()
        rule = self._create_rule(plan)
        action = plan.with_user(self.administrator).action_new_version()
        draft = plan.browse(action["res_id"])
        self.assertEqual((draft.state, draft.version), ("draft", 2))
        self.assertEqual(draft.template_ids.summary, "Call")
        draft.template_ids.delay_count = 5
        self.assertEqual((plan.state, rule.plan_id), ("published", plan))
        draft.with_user(self.administrator).action_publish()
        self.assertEqual((plan.state, draft.state), ("obsolete", "published"))
        self.assertEqual(rule.plan_id, draft)
        with self.assertRaises(UserError):
            self._begin(plan)

    def test_limits_of_a_plan(self):
        empty = self._create_template(publish=False)
        empty.template_ids.unlink()
        many = self._create_template(
            *({"summary": str(number)} for number in range(101)), publish=False
        )
        far = self._create_template({"delay_count": 1001}, publish=False)
        before = self._create_template(
            {"delay_count": 1, "delay_from": "before_plan_date"}, publish=False
        )
        for plan in (empty, many, far, before):
            self.assertTrue(plan.publish_blocker)
            with self.assertRaises(UserError):
                plan.action_publish()
        many.template_ids[0].unlink()
        many.action_publish()
        far.template_ids.delay_count = 1000
        far.action_publish()

    def test_state_and_version_are_not_forged(self):
        draft = self._create_template(publish=False)
        for values, error in (
            ({"state": "published"}, AccessError),
            ({"version": 7}, UserError),
            ({"first_id": self._create_template().id}, UserError),
        ):
            with self.assertRaises(error):
                call_kw(
                    draft.browse().with_user(self.administrator),
                    "write",
                    [draft.ids, values],
                    {},
                )
        made = draft.with_user(self.administrator).with_context(
            default_state="published", default_version=7
        )
        made = made.create({"name": "X", "res_model": "res.partner"})
        self.assertEqual((made.state, made.version), ("draft", 1))
        with self.assertRaises(AccessError):
            draft.with_user(self.manager).action_publish()

    # ------------------------------------------------------------ started by hand
    def test_items_are_given_by_the_day_and_to_whom_it_concerns(self):
        template = self._create_template(
            {"summary": "Call", "delay_count": 2},
            {"summary": "Visit", "delay_count": 4, "responsible_type": "head"},
            {
                "summary": "Check",
                "responsible_type": "other",
                "responsible_id": self.colleague.id,
            },
            {"summary": "Own", "delay_count": 7, "responsible_type": "on_demand"},
        )
        plan = self._begin(template, user=self.head)
        items = {item.name: item for item in plan.item_ids}
        self.assertEqual(items["Call"].user_id, self.manager)
        self.assertEqual(items["Visit"].user_id, self.head)
        self.assertEqual(items["Check"].user_id, self.colleague)
        self.assertEqual(items["Own"].user_id, self.head)
        self.assertEqual(items["Visit"].date_due, date(2026, 3, 7))
        self.assertEqual(items["Check"].date_due, date(2026, 3, 3))
        task = items["Call"].activity_ids
        self.assertEqual((task.user_id, task.create_uid), (self.manager, self.head))
        self.assertEqual(task.date_deadline, date(2026, 3, 5))
        self.assertEqual(plan.next_item_id, items["Check"])

    def test_days_off_of_the_bank_are_skipped(self):
        calendar = self.env.company.resource_calendar_id
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Holiday",
                "calendar_id": calendar.id,
                "date_from": "2026-03-08 21:00:00",
                "date_to": "2026-03-09 20:59:00",
            }
        )
        calendar.tz = "Europe/Moscow"
        plan = self._begin(
            self._create_template(
                {"summary": "Plain", "delay_count": 4},
                {"summary": "Working", "delay_count": 4, "skip_days_off": True},
            )
        )
        dates = {item.name: item.date_due for item in plan.item_ids}
        # Wed, Thu, Fri; Monday the 9th is off
        self.assertEqual(
            dates, {"Plain": date(2026, 3, 7), "Working": date(2026, 3, 10)}
        )

    def test_an_item_that_fails_stops_no_other(self):
        gone = self._create_user("gone", "bank_crm_core.group_crm_manager", self.branch)
        template = self._create_template(
            {
                "summary": "Of Another Branch",
                "responsible_type": "other",
                "responsible_id": self.stranger.id,
            },
            {
                "summary": "Of Who Left",
                "responsible_type": "other",
                "responsible_id": gone.id,
            },
            {"summary": "Call"},
        )
        gone.active = False
        plan = self._begin(template)
        states = {item.name: item.state for item in plan.item_ids}
        self.assertEqual(
            states,
            {"Of Another Branch": "failed", "Of Who Left": "failed", "Call": "open"},
        )
        self.assertEqual((plan.failed_count, plan.state), (2, "running"))
        failed = plan.item_ids.filtered(lambda item: item.name == "Of Who Left")
        self.assertIn("gone", failed.problem)
        gone.active = True
        failed.action_retry()
        self.assertEqual((failed.state, failed.user_id), ("open", gone))

    def test_a_plan_lends_nobody_access(self):
        """An administrator who names himself in a plan sees no client by it."""
        template = self._create_template(
            {"responsible_type": "other", "responsible_id": self.administrator.id}
        )
        self._create_rule(template)
        self._enter_event()
        self.assertEqual(self._started().item_ids.state, "failed")
        self.assertFalse(self.client.with_user(self.administrator).has_access("read"))

    def test_done_late_and_finished(self):
        plan = self._begin(
            self._create_template({"summary": "A"}, {"summary": "B", "delay_count": 3})
        )
        first, second = plan.item_ids
        first.activity_ids.action_feedback("Reached him")
        self.assertEqual((first.state, first.outcome), ("done", "Reached him"))
        self.assertEqual((plan.progress, plan.state), (50, "running"))
        with freeze_time("2026-03-09 09:00:00"):
            self.env.invalidate_all()
            self.assertEqual(plan.late_count, 1)
            late = self.env["bank.action.item"].search(
                [("is_late", "=", True), ("plan_id", "=", plan.id)]
            )
            self.assertEqual(late, second.sudo())
        with self.assertRaises(AccessError):
            second.with_user(self.colleague).action_done()
        second.with_user(self.manager).action_done()
        self.assertEqual((plan.state, plan.progress), ("done", 100))
        self.assertFalse(second.activity_ids)

    def test_a_paper_is_wanted_and_closes_its_item(self):
        kind = self.env["bank.document.type"].create(
            {"name": "Statement of Income", "code": "t_income"}
        )
        slot = self.env["bank.document.slot"].create(
            {
                "type_id": kind.id,
                "model_id": self.env["ir.model"]._get_id("res.partner"),
                "must_be_verified": False,
            }
        )
        template = self._create_template({"summary": "Income", "slot_id": slot.id})
        plan = self._begin(template)
        item = plan.item_ids
        self.assertEqual(item.state, "open")
        with self.assertRaises(UserError):
            item.activity_ids.action_feedback("He promised")
        with self.assertRaises(AccessError):
            item.action_done()
        self.client.with_user(self.manager).upload_paper("a.pdf", PDF, slot_id=slot.id)
        self.assertEqual((item.state, plan.state), ("done", "done"))
        self.assertFalse(item.activity_ids)
        # what is there already is asked of nobody
        self.assertEqual(self._begin(template).item_ids.state, "done")

    def test_users_add_items_where_the_template_lets_them(self):
        closed = self._begin(self._create_template())
        with self.assertRaises(UserError):
            closed._add_item("More", self.manager, date(2026, 3, 5))
        plan = self._begin(self._create_template(can_add_items=True))
        with self.assertRaises(AccessError):
            plan.with_user(self.colleague)._add_item(
                "More", self.colleague, date(2026, 3, 5)
            )
        with self.assertRaises(UserError):
            plan._add_item("More", self.stranger, date(2026, 3, 5))
        plan._add_item("More", self.colleague, date(2026, 3, 5))
        item = plan.item_ids.filtered(lambda item: item.name == "More")
        self.assertEqual(item.activity_ids.user_id, self.colleague)
        self.assertEqual(plan.item_count, 2)

    def test_a_plan_is_stopped_with_a_reason(self):
        plan = self._begin(
            self._create_template({"summary": "A"}, {"summary": "B", "delay_count": 1})
        )
        plan.item_ids[0].action_done()
        with self.assertRaises(AccessError):
            plan.with_user(self.colleague).action_stop()
        dialog = self.env["bank.action.plan.stop"].with_user(self.manager)
        dialog.create({"plan_id": plan.id, "reason": "Has left"}).action_stop()
        self.assertEqual((plan.state, plan.stop_reason), ("stopped", "Has left"))
        self.assertEqual(plan.item_ids.mapped("state"), ["done", "cancelled"])
        self.assertFalse(self.client.activity_ids)

    def test_a_task_moves_and_goes_with_its_item(self):
        plan = self._begin(
            self._create_template({"summary": "A"}, {"summary": "B", "delay_count": 1})
        )
        first, second = plan.item_ids
        first.activity_ids.with_user(self.manager).write(
            {"user_id": self.colleague.id, "date_deadline": date(2026, 3, 20)}
        )
        self.assertEqual(
            (first.user_id, first.date_due), (self.colleague, date(2026, 3, 20))
        )
        second.activity_ids.with_user(self.manager).unlink()
        self.assertEqual(second.state, "cancelled")
