# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL


class BankDocumentHold(models.Model):
    """An order that papers must not be destroyed: a court, an audit, an enquiry.

    It covers one paper or a whole dossier, with what is still to come. That there is
    one may be a secret towards the client and his manager: only those see it who
    set it, audit it or destroy papers.
    """

    _name = "bank.document.hold"
    _description = "Legal Hold"
    _inherit = ["bank.transition.mixin"]
    _order = "id desc"
    _rec_name = "reason"
    _state_initial = "active"

    reason = fields.Char(required=True, help="By whose order, and what about.")
    res_model = fields.Char(string="Model", required=True, index=True)
    res_id = fields.Many2oneReference(
        model_field="res_model", string="Document", required=True, index=True
    )
    res_name = fields.Char(string="Dossier", compute="_compute_res_name")
    document_id = fields.Many2one(
        comodel_name="bank.document",
        string="Paper",
        index="btree_not_null",
        ondelete="restrict",
        help="Empty: the whole dossier, with the papers that are still to come.",
    )
    state = fields.Selection(
        selection=[("active", "In Force"), ("lifted", "Lifted")],
        required=True,
        readonly=True,
        default="active",
        index=True,
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Set By",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
        ondelete="restrict",
    )
    date = fields.Datetime(
        string="Since",
        required=True,
        readonly=True,
        default=lambda self: fields.Datetime.now(),
    )
    lifted_by_id = fields.Many2one(
        comodel_name="res.users", readonly=True, ondelete="restrict"
    )
    date_lifted = fields.Datetime(string="Lifted On", readonly=True)

    @api.depends("res_model", "res_id")
    def _compute_res_name(self):
        self.res_name = False
        for hold in self.filtered("res_model"):
            owner = (
                self.env[hold.res_model].browse(hold.res_id)._filtered_access("read")
            )
            hold.res_name = owner.display_name or self.env._("A dossier closed to you")

    @api.model
    def _get_transitions(self):
        return {
            **super()._get_transitions(),
            ("active", "lifted"): "_get_right_blocker",
        }

    def _get_right_blocker(self):
        if self.env.user.has_group("bank_document.group_document_legal"):
            return {}
        reason = self.env._("Only a legal officer sets and lifts a legal hold.")
        return dict.fromkeys(self.ids, reason)

    @api.model_create_multi
    def create(self, vals_list):
        """Who and when are not the caller's to say."""
        owned = [
            {
                "document_id": False,
                **vals,
                "user_id": self.env.uid,
                "date": fields.Datetime.now(),
                "lifted_by_id": False,
                "date_lifted": False,
            }
            for vals in vals_list
        ]
        holds = super().create(owned)
        holds._check_target()
        holds._log_act("set")
        return holds

    def _check_target(self):
        """It must lead to a dossier that the officer may read."""
        for hold in self:
            if hold.res_model not in self.env["bank.document"]._get_dossier_models():
                raise UserError(self.env._("Such documents keep no dossier."))
            self.env[hold.res_model].browse(hold.res_id).check_access("read")
            paper = hold.document_id.sudo()
            target = (hold.res_model, hold.res_id)
            if paper and (paper.res_model, paper.res_id) != target:
                raise UserError(self.env._("The paper is not of this dossier."))

    def write(self, vals):
        token = self.env.context.get("bank_transition_token")
        if token is not self._TRANSITION_TOKEN:
            raise AccessError(
                self.env._("A legal hold is not changed: lift it and set another one.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_never(self):
        raise AccessError(self.env._("A legal hold is lifted, never deleted."))

    def action_lift(self):
        """Let the papers be destroyed again when their term is over."""
        self.check_access("write")
        self._transition(
            "lifted", lifted_by_id=self.env.uid, date_lifted=fields.Datetime.now()
        )
        self._log_act("lifted")

    def _log_act(self, act):
        decisions = self.env["bank.decision"]
        rows = [
            (
                hold,
                {
                    "act": act,
                    "model": hold.res_model,
                    "id": hold.res_id,
                    "paper": hold.document_id.id,
                    "reason_hash": decisions._hash_text(hold.reason),
                },
            )
            for hold in self
        ]
        decisions._record("document_hold", rows)

    def action_open_owner(self):
        """Open the document whose dossier is held."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "views": [(False, "form")],
        }


class BankDocument(models.Model):
    _inherit = "bank.document"

    is_held = fields.Boolean(
        string="Under Legal Hold",
        compute="_compute_is_held",
        search="_search_is_held",
        groups="bank_document.group_document_archivist,"
        "bank_document.group_document_legal,bank_base.group_bank_auditor",
    )

    def _compute_is_held(self):
        held = self.sudo().search([("id", "in", self.ids), ("is_held", "=", True)])
        for paper in self:
            paper.is_held = paper._origin.id in held.ids

    def _search_is_held(self, operator, value):
        if operator != "in":
            return NotImplemented
        self.env["bank.document.hold"].flush_model()

        def to_sql(_model, alias, _query):
            return SQL(
                "EXISTS (SELECT 1 FROM bank_document_hold h WHERE h.state = 'active' "
                "AND h.res_model = %(model)s AND h.res_id = %(res_id)s "
                "AND (h.document_id IS NULL OR h.document_id = %(id)s))",
                model=SQL.identifier(alias, "res_model"),
                res_id=SQL.identifier(alias, "res_id"),
                id=SQL.identifier(alias, "id"),
            )

        held = Domain.custom(to_sql=to_sql)
        return Domain.OR(held if wanted else ~held for wanted in value)
