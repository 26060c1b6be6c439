# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import hashlib
import io

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.bank_report.tools.sheet import Column, SheetWriter, write_csv

MOST_CLIENTS = 100_000
SLICE = 1_000


class BankClientExport(models.TransientModel):
    """A list of clients leaves the bank's walls: chosen columns, masked by right.

    What left, for what and how much of it masked is a decision that is kept.
    """

    _name = "bank.client.export"
    _description = "Export of Clients"

    segment_id = fields.Many2one(comodel_name="bank.segment", ondelete="cascade")
    partner_ids = fields.Many2many(comodel_name="res.partner", string="Clients")
    purpose = fields.Selection(
        selection=[
            ("calls", "List for calls"),
            ("mailing", "List for a mailing"),
            ("analysis", "Analysis"),
            ("authority", "Request of an authority"),
            ("control", "Internal control"),
        ],
        string="What For",
    )
    column_ids = fields.Many2many(
        comodel_name="bank.export.column",
        string="Columns",
        default=lambda self: self._default_column_ids(),
    )
    masked = fields.Char(string="Masked for You", compute="_compute_masked")
    format = fields.Selection(
        selection=[("xlsx", "Excel"), ("csv", "Text (csv)")],
        required=True,
        default="xlsx",
    )
    client_count = fields.Integer(
        string="Number of Clients", compute="_compute_client_count"
    )
    file = fields.Binary(readonly=True, attachment=False)
    file_name = fields.Char(readonly=True)

    def _default_column_ids(self):
        return self.env["bank.export.column"].search([("is_default", "=", True)])

    @api.depends("column_ids")
    def _compute_masked(self):
        for export in self:
            masked = export.column_ids.filtered(lambda column: column._is_masked())
            export.masked = ", ".join(masked.mapped("name"))

    @api.depends("segment_id", "partner_ids")
    def _compute_client_count(self):
        for export in self:
            domain = export._get_domain()
            export.client_count = self.env["res.partner"].search_count(domain)

    def _get_domain(self):
        if self.segment_id:
            return self.segment_id._get_client_domain()
        # ids alone: whoever searches them finds what he may read
        ids = self.sudo().partner_ids.ids
        return [("id", "in", ids), ("client_kind", "!=", False)]

    def action_export(self):
        """Write the file and note in the decision log what has left."""
        self.ensure_one()
        self._check_export()
        clients = self.env["res.partner"].search(
            self._get_domain(), limit=MOST_CLIENTS + 1
        )
        if len(clients) > MOST_CLIENTS:
            raise UserError(
                self.env._(
                    "More than %(count)s clients leave in no single file. Narrow the "
                    "segment down.",
                    count=MOST_CLIENTS,
                )
            )
        # loose clients are no segment: nobody has approved anything about them
        self.segment_id._take_act("export")
        self._record_export(clients)
        content = self._write_xlsx(clients) if self.format == "xlsx" else None
        self.file = base64.b64encode(content or self._write_csv(clients))
        name = self.env._("clients")  # Odoo finds no term within an f-string
        self.file_name = f"{name}.{self.format}"
        return self._reopen()

    def _check_export(self):
        groups = "bank_crm_core.group_crm_analyst,bank_crm_core.group_crm_head"
        if not self.env.user.has_groups(groups):
            raise AccessError(
                self.env._("Clients are exported by analysts and heads of branches.")
            )
        if self.create_uid != self.env.user:
            raise AccessError(self.env._("This export is another employee's."))
        if not self.purpose or not self.column_ids:
            raise UserError(
                self.env._("Choose what the list is for and at least one column.")
            )

    def _record_export(self, clients):
        ids = ",".join(map(str, sorted(clients.ids)))
        masked = self.column_ids.filtered(lambda column: column._is_masked())
        payload = {
            "model": "res.partner",
            "count": len(clients),
            "ids_hash": hashlib.sha256(ids.encode()).hexdigest(),
            "columns": self.column_ids.mapped("path"),
            "masked": masked.mapped("path"),
            "format": self.format,
            "purpose": self.purpose,
        }
        self.env["bank.decision"]._record(
            "export", [(self.segment_id or None, payload)]
        )

    def _iter_rows(self, clients):
        for start in range(0, len(clients), SLICE):
            part = clients[start : start + SLICE].with_prefetch()
            part._note_access()
            for client in part:
                yield [column._get_text(client) for column in self.column_ids]
            self.env.flush_all()
            part.invalidate_recordset(flush=False)

    def _get_columns(self):
        return [Column(column.name, width=24) for column in self.column_ids]

    def _write_xlsx(self, clients):
        target = io.BytesIO()
        with SheetWriter(target) as sheet:
            rows = self._iter_rows(clients)
            sheet.add_table(self.env._("Clients"), self._get_columns(), rows)
        return target.getvalue()

    def _write_csv(self, clients):
        target = io.StringIO(newline="")
        write_csv(target, self._get_columns(), self._iter_rows(clients))
        return target.getvalue().encode("utf-8-sig")

    def _reopen(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Export of Clients"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }
