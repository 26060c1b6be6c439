# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import hashlib
import logging
import time
from itertools import islice
from pathlib import Path

from odoo import api, fields, models, modules
from odoo.exceptions import AccessError
from odoo.modules.module import get_module_path

from ..tools import berka, feed_rows

_logger = logging.getLogger(__name__)

# one slice of a feed is one transaction
SLICE = 5000


class BankDemoImport(models.Model):
    """One set of files brought into the bank, and what became of every row of it."""

    _name = "bank.demo.import"
    _description = "Import of the Demonstration Bank"
    _order = "id desc"
    _rec_name = "folder"

    folder = fields.Char(required=True, help="Where the files lay.")
    digest = fields.Char(required=True, help="Hash of the content of all files.")
    state = fields.Selection(
        selection=[("running", "Not Finished"), ("done", "Done")],
        required=True,
        default="running",
    )
    step = fields.Char(
        string="Last Finished Step", help="An interrupted import goes on after it."
    )
    date_end = fields.Datetime(string="Finished On")
    duration = fields.Float(
        string="Duration, Seconds", digits=(10, 1), help="Of all runs together."
    )
    created_count = fields.Integer(string="Records Created")
    updated_count = fields.Integer(string="Records Updated")
    unchanged_count = fields.Integer(string="Records Unchanged")
    line_ids = fields.One2many(
        comodel_name="bank.demo.import.line", inverse_name="import_id", string="Files"
    )
    skip_ids = fields.One2many(
        comodel_name="bank.demo.import.skip",
        inverse_name="import_id",
        string="Skipped Rows",
    )
    row_count = fields.Integer(string="Rows Read", compute="_compute_counts")
    imported_count = fields.Integer(string="Rows Imported", compute="_compute_counts")
    skipped_count = fields.Integer(string="Rows Skipped", compute="_compute_counts")

    _digest_uniq = models.UniqueIndex(
        "(digest)", "These files have been imported already."
    )

    @api.depends("line_ids.row_count", "line_ids.imported_count")
    def _compute_counts(self):
        for record in self:
            record.row_count = sum(record.line_ids.mapped("row_count"))
            record.imported_count = sum(record.line_ids.mapped("imported_count"))
            record.skipped_count = sum(record.line_ids.mapped("skipped_count"))

    def action_open_skipped(self):
        """List the rows that were not imported, by file and reason."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_demo.bank_demo_import_skip_action"
        )
        return {**action, "domain": [("import_id", "=", self.id)]}

    # ------------------------------------------------------------ running
    @api.model
    def _run(self, folder=None):
        """Import the files of ``folder`` (the addon's own ones) and return a summary.

        Safe to call at any time: what is done is not done again, what was
        interrupted goes on. Called from the command line as superuser.
        """
        return self._import_folder(folder)._get_summary()

    @api.model
    def _import_folder(self, folder=None, again=False):
        """Import a folder; return the report.

        :param again: load all rows once more even if these files are done; rows
            that are as they were stay untouched
        """
        if not self.env.su:
            raise AccessError(
                self.env._("The demonstration bank is imported from the command line.")
            )
        path = Path(folder or Path(get_module_path("bank_demo"), "data", "berka"))
        bank = berka.read_bank(path)
        report = self._open_report(path, bank)
        if again:
            report.write({"state": "running", "step": False})
        if report.state != "done":
            report._import(bank)
        return report

    def _open_report(self, path, bank):
        """Return the report of these very files, or a new one."""
        parts = [
            f"{name}:{table.problem}:{table.digest}" for name, table in bank.items()
        ]
        digest = hashlib.sha256("\n".join(parts).encode()).hexdigest()
        if report := self.search([("digest", "=", digest)]):
            return report
        report = self.create({"folder": path.name, "digest": digest})
        report._account_for(bank)
        return report

    def _account_for(self, bank):
        """Write down what was read and what was not."""
        lines = self.env["bank.demo.import.line"].create(
            [
                {
                    "import_id": self.id,
                    "sequence": sequence,
                    "file": name,
                    "problem": table.problem,
                    "row_count": table.read,
                    "imported_count": len(table.records),
                    "amount": sum(
                        getattr(record, "amount", 0)
                        for record in table.records.values()
                    ),
                }
                for sequence, (name, table) in enumerate(bank.items())
            ]
        )
        self.env["bank.demo.import.skip"].create(
            [
                {
                    "line_id": line.id,
                    "row_number": skipped.line,
                    "reason": skipped.reason,
                    "column": skipped.column,
                    "value": skipped.value.replace("\x00", ""),
                }
                for line, table in zip(lines, bank.values())
                for skipped in sorted(table.skipped)
            ]
        )

    def _get_steps(self):
        """Hook: names of the methods ``_load_<name>(bank)``, in their order."""
        return [
            "branches",
            "users",
            "catalogue",
            "clients",
            "accounts",
            "loans",
            "cards",
            "orders",
            "operations",
        ]

    def _import(self, bank):
        """Do the steps that are not done yet."""
        steps = self._get_steps()
        done = steps.index(self.step) + 1 if self.step in steps else 0
        for name in steps[done:]:
            start = time.monotonic()
            getattr(self, f"_load_{name}")(bank)
            seconds = time.monotonic() - start
            self.write({"step": name, "duration": self.duration + seconds})
            self._keep()
            _logger.info("Demonstration bank: %s in %.1f s", name, seconds)
        self.write({"state": "done", "date_end": fields.Datetime.now()})
        self._keep()

    def _keep(self):
        """End the transaction, so that an interrupted import goes on from here."""
        self.env.flush_all()
        if (
            not modules.module.current_test
        ):  # the database of a test is rolled back as a whole
            self.env["ir.cron"]._commit_progress()

    def _feed(self, bank, model, rows):
        """Give rows to the feed of a model, slice by slice, and count the results."""
        rows = iter(rows)
        while batch := list(islice(rows, SLICE)):
            result = self.env[model]._upsert(batch)
            self.write(
                {
                    f"{name}_count": self[f"{name}_count"] + result[name]
                    for name in ("created", "updated", "unchanged")
                }
            )
            self._skip_refused(bank, result["refused"])
            self._keep()

    def _skip_refused(self, bank, refused):
        """Move rows that the feed has refused from the imported to the skipped."""
        lines = {line.file: line for line in self.line_ids}
        for refusal in refused:
            file, number = feed_rows.parse_source_key(refusal["source_key"])
            table = bank[file]
            if number not in table.records:  # refused before, by another feed
                continue
            line, record = lines[file], table.records[number]
            table.drop(number, "refused", value=refusal["reason"])
            skipped = table.skipped[-1]
            self.env["bank.demo.import.skip"].create(
                {
                    "line_id": line.id,
                    "row_number": skipped.line,
                    "reason": skipped.reason,
                    "value": skipped.value,
                }
            )
            line.imported_count -= 1
            line.amount -= float(getattr(record, "amount", 0))

    def _get_summary(self):
        """Return the report as lines of text, for a terminal."""
        self.ensure_one()
        form = "{:<12} {:>8} {:>9} {:>8}  {}"
        heads = [
            self.env._("file"),
            self.env._("read"),
            self.env._("imported"),
            self.env._("skipped"),
        ]
        rows = [form.format(*heads, "").rstrip()]
        for line in self.line_ids:
            counts = [line.row_count, line.imported_count, line.skipped_count]
            rows.append(form.format(line.file, *counts, line.reasons or "").rstrip())
        return "\n".join(rows)
