# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64

from odoo import api, fields, models
from odoo.exceptions import UserError


class BankDocumentUpload(models.TransientModel):
    """Bring a file: a new paper of a dossier, or a new version of a paper."""

    _name = "bank.document.upload"
    _description = "Upload of a Paper"

    res_model = fields.Char(required=True)
    res_id = fields.Many2oneReference(model_field="res_model", required=True)
    document_id = fields.Many2one(
        comodel_name="bank.document", string="Paper", ondelete="cascade"
    )
    type_id = fields.Many2one(
        comodel_name="bank.document.type", ondelete="cascade", required=True
    )
    # in the table and not in the file store: it is gone with the row
    content = fields.Binary(string="File", attachment=False, required=True)
    file_name = fields.Char()
    date_issue = fields.Date(string="Issued On")
    date_expiry = fields.Date(string="Good Until")

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        model = self.env.context.get("active_model")
        record_id = self.env.context.get("active_id")
        if model not in self.env or not isinstance(record_id, int):
            return values
        record = self.env[model].browse(record_id)
        if model == "bank.document":
            record.check_access("read")
            values.update(
                {
                    "document_id": record.id,
                    "type_id": record.type_id.id,
                    "res_model": record.res_model,
                    "res_id": record.res_id,
                }
            )
        else:
            values.update({"res_model": model, "res_id": record_id})
        return {name: values[name] for name in values if name in fields}

    def action_upload(self):
        """Add the file; what is wrong with it is said in sentences."""
        self.ensure_one()
        paper = self.document_id or self._create_paper()
        dates = {
            name: self[name] for name in ("date_issue", "date_expiry") if self[name]
        }
        try:
            content = base64.b64decode(self.with_context(bin_size=False).content)
        except ValueError as error:
            raise UserError(
                self.env._("The file did not arrive whole. Upload it again.")
            ) from error
        paper._add_version(content, self.file_name)
        if dates:
            paper.write(dates)
        return {"type": "ir.actions.act_window_close"}

    def _create_paper(self):
        return self.env["bank.document"].create(
            {
                "res_model": self.res_model,
                "res_id": self.res_id,
                "type_id": self.type_id.id,
            }
        )
