# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.fields import Domain

# with these nothing has been brought yet, or nothing that is good
OPEN = ("draft", "refused", "expired")
OVER = ("withdrawn", "destroyed")


class BankDocument(models.Model):
    """A paper that is awaited after the issue: a place kept for it in the dossier of
    the agreement, with a date, somebody who asks for it, and an end that a second
    person sets by accepting what was brought.
    """

    _name = "bank.document"
    _inherit = ["bank.clocked.mixin", "bank.document"]

    date_due = fields.Date(
        string="Awaited By", readonly=True, copy=False, index="btree_not_null"
    )
    date_period = fields.Date(
        string="For the Period Until",
        readonly=True,
        copy=False,
        help="Of a paper that is brought once: the day of the agreement.",
    )
    date_met = fields.Date(string="Accepted On", readonly=True, copy=False)
    is_followed = fields.Boolean(
        readonly=True, copy=False, help="The paper of the next period is awaited."
    )
    awaited_from_id = fields.Many2one(
        comodel_name="res.partner",
        string="From the Client",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    awaited_user_id = fields.Many2one(
        comodel_name="res.users",
        string="Asked For By",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    awaited_branch_id = fields.Many2one(
        comodel_name="bank.branch",
        string="Branch",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    condition_id = fields.Many2one(
        comodel_name="bank.approval.condition",
        string="Condition of the Decision",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    is_late = fields.Boolean(
        string="Late",
        compute="_compute_is_late",
        search="_search_is_late",
        help="Awaited, its date is past, and nothing good has been brought.",
    )

    _awaited_uniq = models.UniqueIndex(
        "(res_model, res_id, slot_id, date_period) WHERE date_period IS NOT NULL "
        "AND slot_id IS NOT NULL",
        "This paper is awaited already.",
    )
    _condition_uniq = models.UniqueIndex(
        "(condition_id) WHERE condition_id IS NOT NULL",
        "A paper for this condition is awaited already.",
    )

    @api.model
    def _get_set_fields(self):
        return super()._get_set_fields() | {
            "date_due",
            "date_period",
            "date_met",
            "is_followed",
            "awaited_from_id",
            "awaited_user_id",
            "awaited_branch_id",
            "condition_id",
        }

    @api.model
    def _get_late_domain(self):
        today = fields.Date.context_today(self)
        waiting = Domain("date_due", "<", today) & Domain("date_met", "=", False)
        return waiting & Domain("state", "in", OPEN)

    @api.depends("date_due", "date_met", "state")
    def _compute_is_late(self):
        today = fields.Date.context_today(self)
        for paper in self:
            is_open = paper.state in OPEN and not paper.date_met
            paper.is_late = bool(is_open and paper.date_due and paper.date_due < today)

    @api.model
    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = self._get_late_domain()
        return Domain.OR(late if wanted else ~late for wanted in value)

    def _is_waited_for(self):
        self.ensure_one()
        return bool(self.date_due and not self.date_met and self.state in OPEN)

    def _get_withdraw_blocker(self):
        """Nobody takes away what he has to ask for: who could accept it does.

        Nor what he asked for by hand: asked for again, it would have another day.
        """
        waiting_sudo = self.sudo().filtered(
            lambda row: row.date_due and not row.date_met
        )
        agreements = self.env["bank.agreement"].sudo()
        agreements = agreements.browse(waiting_sudo.mapped("res_id"))
        closed = agreements.filtered(lambda row: row.state == "closed").ids
        waiting_sudo = waiting_sudo.filtered(lambda row: row.res_id not in closed)
        own = {
            row.id: self.env._(
                "You ask for this paper yourself: a second person takes it away."
            )
            for row in waiting_sudo
            if self.env.user in row._get_askers()
        }
        return {
            **super()._get_withdraw_blocker(),
            **own,
            **waiting_sudo.with_env(self.env)._get_judge_blocker(),
        }

    def _get_verify_blocker(self):
        """What proves a condition is accepted by who may accept its proof."""
        reasons = {}
        for paper in self:
            condition = paper.sudo().condition_id.with_env(self.env)
            if condition.sudo().state != "open":
                continue
            if reason := condition._get_clear_blocker():
                reasons[paper.id] = reason
        return {**super()._get_verify_blocker(), **reasons}

    def _judge(self, target, reason=None):
        result = super()._judge(target, reason)
        # who judged has been asked for his right; these are the consequences
        awaited_sudo = self.sudo().filtered("date_due")
        if target == "verified":
            self._clear_conditions()
            awaited_sudo._meet()
        elif target == "refused":
            awaited_sudo._write_step({"date_met": False})
        else:
            awaited_sudo._stop_waiting(self.env._("No longer awaited"))
        return result

    def _clear_conditions(self):
        for paper in self:
            condition = paper.sudo().condition_id.with_env(self.env)
            if condition.sudo().state == "open":
                condition.action_clear(
                    self.env._(
                        "Paper “%(name)s”, version %(number)s",
                        name=paper.name,
                        number=paper.sudo().version_id.number,
                    )
                )

    # ------------------------------------------------------------ the clock
    def _get_clock_user(self, event):
        """Who asks for it is warned; that it is late is told to the head of the branch."""
        self.ensure_one()
        head = self.awaited_branch_id.head_id
        if event.kind == "late" and head.active:
            return head
        return self.awaited_user_id

    def _on_clock_event(self, event):
        """A paper has no tasks: they are those of its agreement."""
        super()._on_clock_event(event)
        user = event.clock._get_user_to_tell(self, event)
        agreement = self._get_owners()
        if not user or "activity_ids" not in agreement._fields:
            return
        kind = event.clock.regime_id.activity_type_id
        kind = kind or self.env.ref("mail.mail_activity_data_todo")
        summary = event.clock._get_summary(event, user.lang)
        self.env["mail.activity"].create(
            {
                "res_model_id": self.env["ir.model"]._get_id(agreement._name),
                "res_id": agreement.id,
                "user_id": user.id,
                "activity_type_id": kind.id,
                "date_deadline": self.date_due,
                "summary": f"{summary}: {self.name}",
                "paper_id": self.id,
            }
        )
