# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from itertools import pairwise

from odoo import fields, models
from odoo.fields import Command


class BankProcessTrial(models.TransientModel):
    """A draft against the documents of today: how many would pass which gate.

    Numbers only, for who configures processes sees no clients; nothing is moved.
    """

    _name = "bank.process.trial"
    _description = "Trial of a Draft Process"
    _server_fields = ("res_model", "res_id")

    res_model = fields.Char(string="Model", required=True, readonly=True)
    res_id = fields.Many2oneReference(
        model_field="res_model", string="Version", required=True, readonly=True
    )
    document_count = fields.Integer(string="Tried in Work", readonly=True)
    unplaced_count = fields.Integer(
        string="Without Such a Stage",
        readonly=True,
        help="Their present stage has no namesake in the draft: they are tried at its "
        "first stage, and when they are moved a stage is chosen for them.",
    )
    line_ids = fields.One2many(
        comodel_name="bank.process.trial.line", inverse_name="trial_id", readonly=True
    )

    def _get_process(self):
        self.ensure_one()
        process = self.env[self.res_model].browse(self.res_id)
        process.check_access("write")
        return process

    def action_try_again(self):
        """Try the version anew, on what is now chosen to compare with."""
        self._fill()
        return self._open()

    def _fill(self):
        """Judge all documents, a run a check and a gate."""
        process = self._get_process()
        stages = process.sudo()._get_stages()
        documents_sudo = process._find_trial_documents(self)
        placed, unplaced = self._place(documents_sudo, stages)
        rows = [
            self._judge_gate(stage, following, placed.get(stage))
            for stage, following in pairwise(stages)
        ]
        result = {"count": len(documents_sudo), "unplaced": len(unplaced), "rows": rows}
        process._note_trial(result)
        lines = [
            Command.create(self._prepare_line(row))
            for row in process._read_trial_rows()
        ]
        self.sudo().write(
            {
                "document_count": len(documents_sudo),
                "unplaced_count": len(unplaced),
                "line_ids": [Command.clear(), *lines],
            }
        )

    def _place(self, documents, stages):
        """Return the documents by their stage of the draft, and those without one."""
        by_name = {stage.name: stage for stage in stages[:-1]}
        field = documents._gate_field
        placed = dict(
            documents.grouped(lambda document: by_name.get(document[field].name))
        )
        unplaced = placed.pop(None, documents.browse())
        if unplaced and stages:
            placed[stages[0]] = placed.get(stages[0], documents.browse()) | unplaced
        return placed, unplaced

    def _judge_gate(self, stage, following, documents):
        blocked, checks = set(), {}
        for check in documents._get_gate_path(stage, following) if documents else ():
            if failed := check._find_failures(documents):
                blocked.update(failed)
                checks[str(check.id)] = len(failed)
        return {
            "stage_id": stage.id,
            "next_id": following.id,
            "count": len(documents or ()),
            "blocked": len(blocked),
            "checks": checks,
        }

    def _prepare_line(self, row):
        return {
            "stage_name": row["stage"],
            "next_name": row["next"],
            "document_count": row["count"],
            "blocked_count": row["blocked"],
            "reasons": "\n".join(row["reasons"]),
        }

    def _open(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Tried on What Is in Work Today"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }
