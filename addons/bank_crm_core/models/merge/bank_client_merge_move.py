# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models


class BankClientMergeMove(models.Model):
    """One row that a merge moved or could not move; by it the merge is undone."""

    _name = "bank.client.merge.move"
    _description = "Row of a Merge"
    _order = "merge_id, table_name, id"
    _rec_name = "table_name"
    _log_access = False

    merge_id = fields.Many2one(
        comodel_name="bank.client.merge",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    table_name = fields.Char(required=True, readonly=True)
    column_name = fields.Char(required=True, readonly=True)
    row_key = fields.Json(required=True, readonly=True)
    old_value = fields.Char(required=True, readonly=True)
    state = fields.Selection(
        selection=[
            ("moved", "Moved"),
            ("kept", "Stayed with the archived card"),
            ("restored", "Moved back"),
            ("left", "Not moved back: changed since"),
        ],
        required=True,
        readonly=True,
    )
    label = fields.Char(compute="_compute_label", string="What")
    record_name = fields.Char(compute="_compute_record_name", string="Which One")

    @api.model
    def _get_models_by_table(self):
        return {
            model._table: name
            for name, model in self.env.items()
            if model._auto and not model._abstract
        }

    @api.depends("table_name", "row_key")
    @api.depends_context("uid")
    def _compute_record_name(self):
        """Name the record to who may read it: which phone has stayed behind."""
        names = self._get_models_by_table()
        for table, moves in self.grouped("table_name").items():
            model = self.env.get(names.get(table))
            for move in moves:
                # rows of relations have no id of their own
                key = move.row_key if isinstance(move.row_key, dict) else {}
                record_id = key.get("id")
                if model is None or not record_id:
                    move.record_name = False
                    continue
                record = model.browse(record_id).exists()._filtered_access("read")
                move.record_name = record.display_name

    @api.depends("table_name", "column_name")
    def _compute_label(self):
        """Name the kind of record as users know it, else the table."""
        models_by_table = self._get_models_by_table()
        for move in self:
            name = models_by_table.get(move.table_name)
            # names of models are no secret; users may not read the list of them
            model_sudo = self.env["ir.model"].sudo()._get(name) if name else False
            move.label = model_sudo.name if model_sudo else move.table_name
