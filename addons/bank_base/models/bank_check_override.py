# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models
from odoo.exceptions import UserError


class BankCheckOverride(models.Model):
    """Somebody let one document pass one failing check, by right and with a reason.

    The decision log keeps the act with a hash of the reason; the words stay here.
    """

    _name = "bank.check.override"
    _description = "Check Override"
    _inherit = ["bank.append.only.mixin"]
    _order = "id desc"
    _rec_name = "check_name"

    res_model = fields.Char(string="Model", required=True, readonly=True)
    res_id = fields.Many2oneReference(
        model_field="res_model", string="Document", required=True, readonly=True
    )
    check_id = fields.Integer(string="Check ID", required=True, readonly=True)
    check_name = fields.Char(string="Check", required=True, readonly=True)
    stage_id = fields.Integer(string="Left Stage (ID)", required=True, readonly=True)
    user_id = fields.Integer(string="User ID", required=True, readonly=True)
    user_name = fields.Char(string="User", required=True, readonly=True)
    date = fields.Datetime(required=True, readonly=True)
    reason = fields.Text(required=True, readonly=True)

    _document_idx = models.Index("(res_model, res_id)")

    def _read_passes(self, documents):
        """Return ``{(document_id, check_id, left stage_id)}`` that are let pass."""
        rows = self.sudo().search_fetch(
            [("res_model", "=", documents._name), ("res_id", "in", documents.ids)],
            ["res_id", "check_id", "stage_id"],
        )
        return {(row.res_id, row.check_id, row.stage_id) for row in rows}


class BankGatedMixin(models.AbstractModel):
    _inherit = "bank.gated.mixin"

    def action_override_check(self, check_id, reason):
        """Let these documents pass one check on their way to the next stage.

        :param int check_id: a check that blocks every one of them now
        :param str reason: why; kept with the act
        """
        self.check_access("write")
        check_sudo = self._browse_check(check_id)
        if blocker := self._get_override_blocker(check_sudo, reason):
            raise UserError(blocker)
        self._record_override(check_sudo, reason.strip())
        self.invalidate_recordset(["gate_blockers", "can_move_next"])

    def _browse_check(self, check_id):
        """Return the check of this number, none where it is no number of one."""
        checks_sudo = self.env["bank.check"].sudo()
        return checks_sudo.browse(
            check_id if isinstance(check_id, int) else ()
        ).exists()

    def _record_override(self, check_sudo, reason):
        """Enter who let what pass, in a row that nobody changes and in the log."""
        stage, name = self._gate_field, check_sudo.with_context(lang=None).name
        self.env["bank.check.override"]._insert(
            self._prepare_overrides(check_sudo, name, reason)
        )
        payload = {
            "check_id": check_sudo.id,
            "check": name,
            "reason_hash": self.env["bank.decision"]._hash_text(reason),
        }
        self.env["bank.decision"]._record(
            "override",
            [
                (document, {**payload, "stage_id": document.sudo()[stage].id})
                for document in self
            ],
        )

    def _prepare_overrides(self, check_sudo, name, reason):
        return [
            {
                "res_model": self._name,
                "res_id": document.id,
                "check_id": check_sudo.id,
                "check_name": name,
                "stage_id": document.sudo()[self._gate_field].id,
                "user_id": self.env.uid,
                "user_name": self.env.user.sudo().name,
                "date": fields.Datetime.now(),
                "reason": reason,
            }
            for document in self
        ]

    def _get_override_blocker(self, check_sudo, reason):
        """Hook: why the acting user may not let these documents pass, or False."""
        if not check_sudo.override_group_ids & self.env.user.all_group_ids:
            return self.env._(
                "Nobody in your role lets documents pass “%(check)s”. %(remedy)s",
                check=check_sudo.name or "",
                remedy=check_sudo.remedy or "",
            )
        if not isinstance(reason, str) or not reason.strip():
            return self.env._("Say why the check does not have to hold here.")
        failing = {
            failure["record_id"]
            for failure in self.get_blocking_checks()
            if failure["check_id"] == check_sudo.id
        }
        if set(self.ids) - failing:
            return self.env._(
                "“%(check)s” does not block these documents: there is nothing to "
                "decide.",
                check=check_sudo.name or "",
            )
        return False

    def _judge(self, moves):
        """Leave out what somebody has decided to let pass from this stage on."""
        failures = super()._judge(moves)
        if not failures:
            return failures
        passes = self.env["bank.check.override"]._read_passes(self.browse(failures))
        origins = {document.id: origin.id for document, (origin, _to) in moves.items()}
        left = {}
        for document_id, found in failures.items():
            kept = [
                failure
                for failure in found
                if (document_id, failure["check_id"], origins[document_id])
                not in passes
            ]
            if kept:
                left[document_id] = kept
        return left
