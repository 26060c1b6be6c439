# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import logging

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.bank_report.tools.office import find_office

_logger = logging.getLogger(__name__)
# letters in one go: what a person waits for at the screen
MAX_LETTERS = 100


class BankDocumentPrint(models.TransientModel):
    """Print letters for documents and file them, all in one action."""

    _name = "bank.document.print"
    _description = "Printing of Letters"

    res_model = fields.Char(required=True)
    res_ids = fields.Json(string="Documents", required=True)
    res_count = fields.Integer(string="Documents Chosen", compute="_compute_res_count")
    package_id = fields.Many2one(
        comodel_name="bank.document.package",
        domain="[('id', 'in', package_ids)]",
    )
    package_ids = fields.Many2many(
        comodel_name="bank.document.package",
        string="Fitting Packages",
        compute="_compute_package_ids",
    )
    template_ids = fields.Many2many(
        comodel_name="bank.document.template",
        string="Letters",
        domain="[('model', '=', res_model), ('state', '=', 'in_force')]",
        compute="_compute_template_ids",
        store=True,
        readonly=False,
    )
    note = fields.Char(compute="_compute_note")
    lacks = fields.Text(
        string="What Is Missing",
        compute="_compute_lacks",
        help="Letters that cannot be printed yet, and why.",
    )
    closed_packages = fields.Text(
        string="Packages Not Offered", compute="_compute_closed_packages"
    )
    state = fields.Selection(
        selection=[("choose", "Choose"), ("done", "Printed")], default="choose"
    )
    line_ids = fields.One2many(
        comodel_name="bank.document.print.line",
        inverse_name="print_id",
        string="Results",
        readonly=True,
    )

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        model = self.env.context.get("active_model")
        ids = self.env.context.get("active_ids") or []
        if model in self.env["bank.document"]._get_dossier_models():
            values.update({"res_model": model, "res_ids": ids})
            packages = self.env["bank.document.package"].search([("model", "=", model)])
            records = self.env[model].browse(ids).exists()._filtered_access("read")
            fitting = packages._filter_fitting(records)
            values["package_id"] = fitting[:1].id
        return {name: values[name] for name in values if name in fields}

    @api.depends("res_ids")
    def _compute_res_count(self):
        for job in self:
            job.res_count = len(job.res_ids or [])

    @api.depends("res_model", "res_ids")
    def _compute_package_ids(self):
        packages = self.env["bank.document.package"]
        for job in self:
            own = packages.search([("model", "=", job.res_model)])
            job.package_ids = own._filter_fitting(job._get_records())

    @api.depends("res_model", "res_ids")
    def _compute_closed_packages(self):
        packages = self.env["bank.document.package"]
        for job in self:
            own = packages.search([("model", "=", job.res_model)])
            closed = own - own._filter_fitting(job._get_records())
            job.closed_packages = "\n".join(
                f"{package.name}: {package.domain_note}"
                for package in closed.filtered("domain_note")
            )

    @api.depends("package_id")
    def _compute_template_ids(self):
        """Letters of a package that some document needs, each in its version in force."""
        for job in self:
            letters = job.package_id.template_ids
            in_force = letters.browse().union(*(row._get_in_force() for row in letters))
            job.template_ids = in_force._filter_fitting(job._get_records())

    @api.depends("template_ids", "res_ids")
    def _compute_lacks(self):
        for job in self:
            records = job._get_records()
            rows = [
                job._tell_lack(letter, record, reason, len(records))
                for letter in job.template_ids._origin
                for record in records[:MAX_LETTERS]
                for reason in letter._find_lacks(record)
            ]
            job.lacks = "\n".join(rows)

    def _tell_lack(self, letter, record, reason, count):
        place = letter.name if count == 1 else f"{record.display_name}, {letter.name}"
        return f"{place}: {reason}"

    def _compute_note(self):
        missing = not find_office()
        note = missing and self.env["bank.document.template"]._get_office_note()
        for job in self:
            job.note = note

    def _get_records(self):
        """Return the documents that the user reads: of others nothing is told."""
        if self.res_model not in self.env["bank.document"]._get_dossier_models():
            return self.env["res.partner"].browse()
        records = self.env[self.res_model].browse(self._get_record_ids())
        return records.exists()._filtered_access("read")

    def _get_record_ids(self):
        ids = self.res_ids if isinstance(self.res_ids, list) else []
        return [res_id for res_id in ids if type(res_id) is int]

    def action_print(self):
        """Print every letter for every document; a failing one stops no other."""
        self.ensure_one()
        records = self._get_records()
        self._check_printable(records)
        values = [
            self._print_one(template, record)
            for record in records
            for template in self.template_ids
        ]
        self.write({"state": "done", "line_ids": [(0, 0, vals) for vals in values]})
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Print Letters"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def _check_printable(self, records):
        if set(self._get_record_ids()) - set(records.ids):
            raise AccessError(
                self.env._(
                    "Some of the documents are closed to you or gone. Choose them anew."
                )
            )
        if not self.template_ids or not records:
            raise UserError(self.env._("Choose a package or at least one letter."))
        if len(records) * len(self.template_ids) > MAX_LETTERS:
            raise UserError(
                self.env._(
                    "At most %(count)s letters are printed at once. Choose fewer "
                    "documents.",
                    count=MAX_LETTERS,
                )
            )

    def _print_one(self, template, record):
        """Return the values of a line of the result."""
        values = {"name": template.name, "record_name": record.display_name}
        try:
            with self.env.cr.savepoint():
                paper = template._print(record)
        except UserError as error:
            return {**values, "note": str(error), "is_failed": True}
        except Exception:
            _logger.exception("Letter %s for %s failed", template.id, record)
            note = self.env._("It could not be printed: call the administrator.")
            return {**values, "note": note, "is_failed": True}
        return {**values, "document_id": paper.id, "note": paper.note}


class BankDocumentPrintLine(models.TransientModel):
    """What became of one letter."""

    _name = "bank.document.print.line"
    _description = "Printed Letter"

    print_id = fields.Many2one(
        comodel_name="bank.document.print",
        required=True,
        index=True,
        ondelete="cascade",
    )
    name = fields.Char(string="Letter", readonly=True)
    record_name = fields.Char(string="Document", readonly=True)
    document_id = fields.Many2one(
        comodel_name="bank.document", string="Paper", readonly=True, ondelete="cascade"
    )
    note = fields.Char(string="Result", readonly=True)
    is_failed = fields.Boolean(readonly=True)

    def action_open_word(self):
        return self.document_id.action_open_file()

    def action_open_pdf(self):
        return self.document_id.version_id.action_open_pdf()

    has_pdf = fields.Boolean(related="document_id.version_id.has_pdf")
