# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from ..models.policy.bank_policy_exception import MOST_REASONS

LINKS = ("group_id", "agreement_id")


class BankPolicyPropose(models.TransientModel):
    """The dialog in which a departure from a policy is named and explained."""

    _name = "bank.policy.propose"
    _description = "Propose a Policy Exception"
    _inherit = ["bank.document.label.mixin"]

    res_model = fields.Char(string="Model", required=True, readonly=True)
    res_id = fields.Many2oneReference(
        model_field="res_model", string="Document", required=True, readonly=True
    )
    exception_id = fields.Many2one(comodel_name="bank.policy.exception", readonly=True)
    partner_id = fields.Many2one(
        comodel_name="res.partner", string="Client", compute="_compute_partner_id"
    )
    policy_id = fields.Many2one(
        comodel_name="bank.policy", domain=lambda self: self._get_policy_domain()
    )
    policy_text = fields.Text(related="policy_id.text")
    severity_id = fields.Many2one(
        comodel_name="bank.policy.severity",
        domain="[('policy_id', '=', policy_id)]",
    )
    name = fields.Char(string="What It Departs From")
    value_wanted = fields.Char(string="Wanted")
    value_had = fields.Char(string="Had")
    mitigation_ids = fields.Many2many(
        comodel_name="bank.policy.mitigation",
        relation="bank_policy_propose_mitigation_rel",
        string="Mitigating Reasons",
        help="Three at most.",
    )
    mitigation_note = fields.Text(string="Mitigation in Words")
    group_id = fields.Many2one(
        comodel_name="bank.client.group",
        string="Group of Clients",
        domain="[('member_ids.partner_id', '=', partner_id)]",
    )
    agreement_id = fields.Many2one(
        comodel_name="bank.agreement", domain="[('partner_id', '=', partner_id)]"
    )

    @api.model
    def _get_policy_domain(self):
        return self.env["bank.policy"]._get_valid_domain(self.env.company)

    @api.depends("res_model", "res_id")
    def _compute_partner_id(self):
        for dialog in self:
            document = dialog._get_document()
            values = document._prepare_approval_values() if document else {}
            dialog.partner_id = values.get("partner_id")

    def _get_document(self):
        """Return the document with the rights of who asks, or None."""
        known = self.env["bank.approval.route"]._get_document_models()
        if self.res_model not in known or not self.res_id:
            return None
        document = self.env[self.res_model].browse(self.res_id).exists()
        return document if document and document.has_access("read") else None

    @api.model
    def _open_for(self, document, exception=None):
        values = {"res_model": document._name, "res_id": document.id}
        if exception:
            values |= exception._prepare_dialog_values()
        dialog = self.create(values)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Policy Exception"),
            "res_model": self._name,
            "res_id": dialog.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def action_confirm(self):
        self.ensure_one()
        if len(self.mitigation_ids) > MOST_REASONS:
            raise UserError(self.env._("Choose three mitigating reasons at most."))
        values = {
            "value_wanted": self.value_wanted,
            "value_had": self.value_had,
            "mitigation_ids": [Command.set(self.mitigation_ids.ids)],
            "mitigation_note": self.mitigation_note,
        }
        if self.exception_id:
            self._change(values)
        else:
            self._propose(values)
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    def _change(self, values):
        row = self.exception_id
        row.check_access("read")
        if reason := row._get_explain_blocker():
            raise AccessError(reason)
        if row.source == "requirement":
            # what was measured is the server's to say
            values = {key: values[key] for key in values if key[:10] == "mitigation"}
        row._explain(values)

    def _propose(self, values):
        document = self._get_document()
        if document is None:
            raise UserError(self.env._("Documents of this kind are not approved."))
        if reason := self._get_blocker(document):
            raise UserError(reason)
        document._propose_exception(
            {
                **values,
                "severity_id": self.severity_id.id,
                "name": self.name.strip(),
                **self._prepare_links(),
            }
        )

    def _prepare_links(self):
        """Hook: return what else the exception concerns."""
        return {name: self[name].id for name in LINKS}

    def _get_blocker(self, document):
        company = document.sudo()._get_approval_company()
        valid = self.env["bank.policy"]._find_valid(company)
        if self.policy_id.id not in valid.ids:
            return self.env._("Choose a policy that is in force.")
        if self.severity_id.policy_id != self.policy_id:
            return self.env._("Choose a degree of this policy.")
        if not (self.name or "").strip():
            return self.env._("Write what it departs from.")
        return self._get_link_blocker()

    def _get_link_blocker(self):
        """What is linked belongs to the client of the document."""
        partner = self.partner_id
        if self.agreement_id and self.agreement_id.partner_id != partner:
            return self.env._("The agreement is another client's.")
        if self.group_id and partner not in self.group_id.member_ids.partner_id:
            return self.env._("The client is not in this group.")
        return False
