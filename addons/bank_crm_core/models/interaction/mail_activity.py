# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import format_date

LINKS = ("obligation_id", "request_id", "referral_id")


class MailActivity(models.Model):
    """Tasks that stand for an obligation or a request close it when they are done, and
    whoever gave a task hears that it is done or late.
    """

    _inherit = "mail.activity"

    obligation_id = fields.Many2one(
        comodel_name="bank.obligation",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    request_id = fields.Many2one(
        comodel_name="bank.request",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    is_my_people = fields.Boolean(
        string="Of My People",
        compute="_compute_is_my_people",
        search="_search_is_my_people",
    )
    is_done_late = fields.Boolean(
        string="Done Late", compute="_compute_is_done_late", store=True
    )
    is_lateness_told = fields.Boolean(readonly=True, copy=False)

    @api.depends_context("uid")
    def _compute_is_my_people(self):
        people = self.env.user.sudo().head_branch_ids.user_ids
        for task in self:
            task.is_my_people = task.user_id in people

    def _search_is_my_people(self, operator, value):
        if operator != "in":
            return NotImplemented
        # of the head himself only; who reads which task is asked of its document
        people = self.env.user.sudo().head_branch_ids.user_ids
        theirs = Domain("user_id", "in", people.ids)
        return Domain.OR(theirs if wanted else ~theirs for wanted in value)

    @api.depends("date_done", "date_deadline")
    def _compute_is_done_late(self):
        for task in self:
            done, due = task.date_done, task.date_deadline
            task.is_done_late = bool(done and due and done > due)

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            # set, not only left out: the context is the caller's input
            nothing = dict.fromkeys((*LINKS, "is_lateness_told"), False)
            vals_list = [{**vals, **nothing} for vals in vals_list]
        return super().create(vals_list)

    def write(self, vals):
        if vals.keys() & {*LINKS, "is_lateness_told"} and not self.env.su:
            raise AccessError(
                self.env._("A task is not put onto an obligation or a request by hand.")
            )
        if "date_deadline" in vals:
            # a new day: its lateness is told anew
            vals = {**vals, "is_lateness_told": False}
        return super().write(vals)

    def _action_done(self, feedback=False, attachment_ids=None):
        # the holder of the task answers for it: his right is the task itself
        tasks_sudo = self.sudo()
        duties = tasks_sudo.obligation_id.filtered(
            lambda duty: duty.state in ("open", "missed")
        )
        requests = tasks_sudo.request_id.filtered(lambda row: row.state == "taken")
        result = super()._action_done(feedback=feedback, attachment_ids=attachment_ids)
        if duties:
            duties._transition(
                "done",
                date_done=fields.Datetime.now(),
                done_by_id=self.env.uid,
                outcome=feedback,
            )
        if requests:
            requests._transition("done", answer=feedback)
        tasks_sudo._tell_done(feedback)
        return result

    # ------------------------------------------------------------ telling
    def _get_giver(self):
        """Return who has given this task to somebody else, or nobody."""
        giver = self.create_uid
        is_given = giver != self.user_id
        is_person = giver.active and not giver.share and giver._is_internal()
        is_robot = giver.id == self.env.ref("base.user_root").id
        return giver if is_given and is_person and not is_robot else giver.browse()

    def _tell_done(self, feedback):
        for task in self:
            giver = task._get_giver()
            if not giver or giver == self.env.user:
                continue
            env = self.with_context(lang=giver.lang).env
            body = env._(
                "%(user)s has done the task “%(task)s” on %(document)s. %(outcome)s",
                user=self.env.user.name,
                task=task.summary or task.activity_type_id.name,
                document=task.res_name or "",
                outcome=feedback or "",
            )
            task._tell(giver, env._("A task is done"), body)

    @api.model
    def _tell(self, user, subject, body):
        self.env["mail.thread"].sudo().message_notify(
            partner_ids=user.partner_id.ids, subject=subject, body=body
        )

    @api.model
    def _cron_tell_late(self, today=None):
        """One message a day for who gave tasks that are late by now, each told once."""
        today = today or fields.Date.context_today(self)
        late = self.search(
            [("date_deadline", "<", today), ("is_lateness_told", "=", False)]
        )
        for giver, tasks in late.grouped(lambda task: task._get_giver()).items():
            if giver:
                env = self.with_context(lang=giver.lang).env
                lines = [
                    env._(
                        "%(user)s: %(task)s (%(document)s), due on %(date)s",
                        user=task.user_id.name or "",
                        task=task.summary or task.activity_type_id.name,
                        document=task.res_name or "",
                        date=format_date(env, task.date_deadline),
                    )
                    for task in tasks
                ]
                self._tell(giver, env._("Tasks are late"), "\n".join(lines))
        late.write({"is_lateness_told": True})
        self.env["bank.request"]._tell_late(today)
