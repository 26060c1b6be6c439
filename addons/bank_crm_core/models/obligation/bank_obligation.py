# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError


class BankObligation(models.Model):
    """Something that has to happen for a client by a date: an event of his product, a
    duty of the bank, a promise. Found by rules every night, or noted with a contact.
    """

    _name = "bank.obligation"
    _description = "Obligation"
    _inherit = ["bank.transition.mixin"]
    _order = "date_due, id"
    _access_logged = True
    _access_log_client = "partner_id"
    _state_initial = "open"

    kind_id = fields.Many2one(
        comodel_name="bank.obligation.kind",
        required=True,
        readonly=True,
        ondelete="restrict",
    )
    event = fields.Selection(related="kind_id.event")
    subject = fields.Char(string="What", readonly=True)
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Client",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    branch_id = fields.Many2one(
        related="partner_id.branch_id", store=True, related_sudo=True, index=True
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Responsible",
        readonly=True,
        ondelete="restrict",
    )
    agreement_id = fields.Many2one(
        comodel_name="bank.agreement",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
    )
    date_due = fields.Date(string="Due Date", required=True, readonly=True)
    state = fields.Selection(
        selection=[
            ("open", "To Be Done"),
            ("done", "Fulfilled"),
            ("missed", "Missed"),
            ("cancelled", "No Longer Due"),
        ],
        required=True,
        readonly=True,
        default="open",
        copy=False,
    )
    date_done = fields.Datetime(string="Done On", readonly=True, copy=False)
    done_by_id = fields.Many2one(
        comodel_name="res.users", readonly=True, copy=False, ondelete="restrict"
    )
    outcome = fields.Char(readonly=True, copy=False)
    source_key = fields.Char(readonly=True, copy=False)
    notice_state = fields.Selection(
        selection=[
            ("none", "Not Needed"),
            ("pending", "To Send"),
            ("sent", "Sent"),
            ("blocked", "Held Back"),
            ("failed", "Failed"),
        ],
        string="Notice",
        required=True,
        readonly=True,
        default="none",
    )
    notice_reason = fields.Char(string="Why Not Sent", readonly=True)
    can_close = fields.Boolean(compute="_compute_can_close")

    _source_uniq = models.UniqueIndex("(kind_id, source_key)")
    _partner_idx = models.Index("(partner_id, state, date_due)")
    _user_idx = models.Index("(user_id, date_due) WHERE state = 'open'")
    _open_idx = models.Index("(date_due) WHERE state = 'open'")
    _notice_idx = models.Index("(id) WHERE notice_state IN ('pending', 'blocked')")

    @api.depends("kind_id.name", "subject")
    def _compute_display_name(self):
        for duty in self:
            parts = [duty.kind_id.name, duty.subject or duty.agreement_id.number]
            duty.display_name = ": ".join(part for part in parts if part)

    @api.model
    def _get_transitions(self):
        return {
            **super()._get_transitions(),
            ("open", "done"): "_get_close_blocker",
            ("missed", "done"): "_get_close_blocker",
            ("open", "missed"): "_get_no_blocker",
            ("open", "cancelled"): "_get_close_blocker",
        }

    def _get_close_blocker(self):
        """``{id: reason}``: closed by who answers for it, the client or the branch."""
        user = self.env.user
        if self.env.su:
            return {}
        heads = user.sudo().head_branch_ids
        return {
            duty.id: self.env._(
                "Only the responsible, the client's manager or the head closes it."
            )
            for duty in self.sudo()
            if user not in (duty.user_id, duty.partner_id.manager_id)
            and duty.branch_id not in heads
        }

    @api.depends_context("uid")
    @api.depends("state", "user_id")
    def _compute_can_close(self):
        blocked = self._get_close_blocker()
        for duty in self:
            duty.can_close = duty.id not in blocked and duty.state in (
                "open",
                "missed",
            )

    def action_done(self):
        return self._close("done")

    def action_cancel(self):
        return self._close("cancelled")

    def _close(self, target, outcome=False):
        """Close these for the user who asks; their tasks end with them."""
        self.check_access("read")
        if reasons := self._get_close_blocker():
            raise AccessError("\n".join(dict.fromkeys(reasons.values())))
        # who may has been asked; nobody has a right to write the rows
        self.sudo()._transition(
            target,
            date_done=fields.Datetime.now(),
            done_by_id=self.env.uid,
            outcome=outcome,
        )
        tasks_sudo = self.env["mail.activity"].sudo()
        for task in tasks_sudo.search([("obligation_id", "in", self.ids)]):
            # closing the task closes what is closed already: nothing more happens
            task._action_done(feedback=outcome)
        return True

    @api.model
    def _promise(self, partner, subject, date_due):
        """Note what was promised to a client; the manager who promised answers for it.

        The caller has checked that the user works with the client.
        """
        kind = self.env.ref("bank_crm_core.bank_obligation_kind_promise")
        duty_sudo = self.sudo().create(
            {
                "kind_id": kind.id,
                "subject": subject,
                "partner_id": partner.id,
                "user_id": self.env.uid,
                "date_due": date_due,
            }
        )
        if kind.sudo().activity_type_id:
            partner.sudo().activity_schedule(
                activity_type_id=kind.sudo().activity_type_id.id,
                date_deadline=date_due,
                summary=subject,
                user_id=self.env.uid,
                obligation_id=duty_sudo.id,
            )
        return duty_sudo.sudo(False)

    def action_open_client(self):
        self.ensure_one()
        return self.partner_id.get_formview_action()
