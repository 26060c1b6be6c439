# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .bank_policy import KINDS

MOST_REASONS = 3


class BankPolicyException(models.Model):
    """One departure of one document from a policy: what, how grave, why it is borne.

    It is decided on together with its document. Nobody writes it by hand, and it is
    never deleted.
    """

    _name = "bank.policy.exception"
    _description = "Policy Exception"
    _inherit = ["bank.approval.follow.mixin", "bank.transition.mixin"]
    _order = "severity_value desc, id"
    # a step of the machinery of approvals waits for no other approval
    _act_guarded = False
    _state_initial = "proposed"

    policy_id = fields.Many2one(
        comodel_name="bank.policy",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    severity_id = fields.Many2one(
        comodel_name="bank.policy.severity",
        string="Degree on the Scale",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    severity_name = fields.Char(string="Severity", readonly=True, required=True)
    severity_value = fields.Integer(
        string="Severity, Number", readonly=True, required=True, aggregator="max"
    )
    kind = fields.Selection(selection=KINDS, required=True, readonly=True, index=True)
    name = fields.Char(string="What It Departs From", required=True, readonly=True)
    value_wanted = fields.Char(string="Wanted", readonly=True)
    value_had = fields.Char(string="Had", readonly=True)
    mitigation_ids = fields.Many2many(
        comodel_name="bank.policy.mitigation",
        relation="bank_policy_exception_mitigation_rel",
        string="Mitigating Reasons",
        readonly=True,
    )
    mitigation_note = fields.Text(string="Mitigation in Words", readonly=True)
    mitigation_text = fields.Char(
        string="What Mitigates It", compute="_compute_mitigation_text"
    )
    state = fields.Selection(
        selection=[
            ("proposed", "Proposed"),
            ("accepted", "Accepted with the Decision"),
            ("refused", "Refused"),
            ("cured", "Cured"),
            ("lapsed", "Lapsed"),
        ],
        required=True,
        readonly=True,
        index=True,
    )
    source = fields.Selection(
        selection=[
            ("hand", "Proposed by hand"),
            ("override", "A check was let pass"),
            ("requirement", "A minimum requirement is not kept"),
        ],
        required=True,
        readonly=True,
        default="hand",
    )
    requirement_id = fields.Many2one(
        comodel_name="bank.policy.requirement",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    check_id = fields.Many2one(
        comodel_name="bank.check",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    is_past = fields.Boolean(
        readonly=True, help="No part of what is decided on now: of an earlier request."
    )

    # Whose
    company_id = fields.Many2one(
        comodel_name="res.company", required=True, readonly=True, index=True
    )
    branch_id = fields.Many2one(
        comodel_name="bank.branch", readonly=True, index="btree_not_null"
    )
    partner_id = fields.Many2one(
        comodel_name="res.partner",
        string="Client",
        readonly=True,
        index="btree_not_null",
    )
    product_id = fields.Many2one(
        comodel_name="bank.product", readonly=True, index="btree_not_null"
    )
    group_id = fields.Many2one(
        comodel_name="bank.client.group",
        string="Group of Clients",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    agreement_id = fields.Many2one(
        comodel_name="bank.agreement",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    linked_model = fields.Char(string="Concerns, Model", readonly=True)
    linked_id = fields.Many2oneReference(
        model_field="linked_model", string="Concerns, ID", readonly=True
    )
    linked_name = fields.Char(string="Concerns", compute="_compute_linked_name")
    currency_id = fields.Many2one(
        comodel_name="res.currency", readonly=True, ondelete="restrict"
    )
    amount = fields.Monetary(readonly=True)

    # Who and when
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Proposed By",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    date_proposed = fields.Datetime(string="Proposed On", required=True, readonly=True)
    approval_id = fields.Many2one(
        comodel_name="bank.approval",
        string="Request",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    date_decided = fields.Datetime(string="Decided On", readonly=True)
    closed_by_id = fields.Many2one(
        comodel_name="res.users",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    date_closed = fields.Datetime(string="Closed On", readonly=True)
    proof = fields.Text(string="Why It Is Closed", readonly=True)
    can_explain = fields.Boolean(compute="_compute_can")
    can_cure = fields.Boolean(compute="_compute_can")

    _document_idx = models.Index("(res_model, res_id)")

    @api.constrains("mitigation_ids")
    def _check_mitigation_ids(self):
        if any(len(row.mitigation_ids) > MOST_REASONS for row in self):
            raise ValidationError(
                self.env._("Choose three mitigating reasons at most.")
            )

    @api.depends("mitigation_ids", "mitigation_note")
    @api.depends_context("lang")
    def _compute_mitigation_text(self):
        for row in self:
            words = [*row.mitigation_ids.mapped("name"), row.mitigation_note]
            row.mitigation_text = "; ".join(filter(None, words))

    @api.depends("linked_model", "linked_id")
    @api.depends_context("uid", "lang")
    def _compute_linked_name(self):
        """Name it for whoever may read it."""
        self.linked_name = False
        for name, rows in self.grouped("linked_model").items():
            if name not in self.env:
                continue
            linked = self.env[name].browse(rows.mapped("linked_id")).exists()
            names = {
                row.id: row.display_name for row in linked._filtered_access("read")
            }
            for row in rows:
                row.linked_name = names.get(row.linked_id)

    @api.depends("state", "approval_id.state")
    @api.depends_context("uid")
    def _compute_can(self):
        for row in self:
            row.can_explain = not row._get_explain_blocker()
            row.can_cure = not row._get_cure_blocker()

    @api.model
    def _get_transitions(self):
        return {
            **super()._get_transitions(),
            ("proposed", "accepted"): "_get_no_blocker",
            ("proposed", "refused"): "_get_no_blocker",
            ("proposed", "cured"): "_get_no_blocker",
            ("accepted", "cured"): "_get_no_blocker",
            ("accepted", "lapsed"): "_get_no_blocker",
        }

    def _prepare_part(self):
        """Return what of it is decided on; not where it stands."""
        return {
            "id": self.id,
            "policy": self.policy_id.id,
            "severity": self.severity_value,
            "kind": self.kind,
            "name": self.name,
            "wanted": self.value_wanted or "",
            "had": self.value_had or "",
            "mitigation": sorted(self.mitigation_ids.ids),
            "note": self.mitigation_note or "",
            "group": self.group_id.id,
            "agreement": self.agreement_id.id,
            "linked": [self.linked_model or "", self.linked_id or 0],
        }

    def _lacks_mitigation(self):
        said = self.mitigation_ids or (self.mitigation_note or "").strip()
        return self.severity_id.needs_mitigation and not said

    def _prepare_dialog_values(self):
        """Return what the dialog shows in which its words are changed."""
        return {
            "exception_id": self.id,
            "policy_id": self.policy_id.id,
            "severity_id": self.severity_id.id,
            "name": self.name,
            "value_wanted": self.value_wanted,
            "value_had": self.value_had,
            "mitigation_ids": [fields.Command.set(self.mitigation_ids.ids)],
            "mitigation_note": self.mitigation_note,
            "group_id": self.group_id.id,
            "agreement_id": self.agreement_id.id,
        }

    def _tell(self):
        """Return it in one sentence, for papers."""
        self.ensure_one()
        text = self.env._(
            "%(policy)s: %(name)s; wanted: %(wanted)s, had: %(had)s; severity: "
            "%(severity)s (%(value)s)",
            policy=self.policy_id.name,
            name=self.name,
            wanted=self.value_wanted or "–",
            had=self.value_had or "–",
            severity=self.severity_name,
            value=self.severity_value,
        )
        if linked := self.sudo().linked_name:
            text += "; " + self.env._("it concerns: %(what)s", what=linked)
        if self.mitigation_text:
            text += "; " + self.env._("mitigated by: %(why)s", why=self.mitigation_text)
        return text
