# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models

ADMINISTRATORS = "bank_base.group_bank_administrator"
KIND = "mail.mail_activity_data_warning"


class BankOutbox(models.Model):
    """A message that has failed for good is somebody's work: one task for a system."""

    _inherit = "bank.outbox"

    def _fail(self, problem):
        result = super()._fail(problem)
        self.system_id._alert()
        return result

    def action_retry(self):
        result = super().action_retry()
        # who may send again was asked; tasks end where nothing has failed any more
        self.sudo().system_id._end_alerts()
        return result

    def _confirm_one(self, message, answer):
        reason = super()._confirm_one(message, answer)
        if message and not reason:
            message.system_id._end_alerts()
        return reason


class BankOutboxSystem(models.Model):
    _name = "bank.outbox.system"
    _inherit = ["bank.outbox.system", "mail.thread", "mail.activity.mixin"]

    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Responsible",
        ondelete="restrict",
        domain=lambda self: self._get_responsible_domain(),
        help="Gets the task when a message has failed for good. Empty: every business "
        "administrator.",
    )
    failed_count = fields.Integer(string="Failed", compute="_compute_failed_count")

    def _get_responsible_domain(self):
        return [("all_group_ids", "in", self.env.ref(ADMINISTRATORS).ids)]

    def _compute_failed_count(self):
        # a number only, for whoever reads the system
        failed = dict(
            self.env["bank.outbox"]
            .sudo()
            ._read_group(
                [("system_id", "in", self.ids), ("state", "=", "failed")],
                ["system_id"],
                ["__count"],
            )
        )
        for system in self:
            system.failed_count = failed.get(system, 0)

    def _find_alerted_users(self):
        self.ensure_one()
        administrators = self.env.ref(ADMINISTRATORS).all_user_ids.filtered("active")
        return self.user_id & administrators or administrators

    def _find_alerts(self):
        """Return the open tasks of these systems, whoever has them."""
        kind = self.env.ref(KIND)
        return self.activity_ids.filtered(lambda task: task.activity_type_id == kind)

    def _alert(self):
        """Give the administrators one task, however many messages have failed."""
        for system in self.sudo():
            for user in system._find_alerted_users() - system._find_alerts().user_id:
                system.activity_schedule(
                    KIND,
                    user_id=user.id,
                    summary=self.env._("Messages have failed for good"),
                    note=self.env._(
                        "Look at the list of messages, filter Failed: what stands in "
                        "the way is written there. Then press Retry."
                    ),
                )

    def _end_alerts(self):
        for system in self.sudo():
            system.invalidate_recordset(["failed_count"])
            if not system.failed_count:
                system._find_alerts().action_feedback()

    def action_open_failed(self):
        """Open the messages of this system that have failed."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_base.bank_outbox_action"
        )
        return {
            **action,
            "domain": [("system_id", "=", self.id)],
            "context": {"search_default_failed": 1},
        }
