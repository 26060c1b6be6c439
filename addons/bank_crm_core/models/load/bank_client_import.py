# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...tools import client_file

SLICE = 50
# what one press of the button does itself; the scheduler does the rest
AT_ONCE = 200


class BankClientImport(models.Model):
    """Clients come in from a file: columns are named, rows tried, then entered.

    The rows lie here from the moment the file is read, so that a run which breaks off
    goes on where it stood, and each of them says what became of it. Everything is done
    with the rights of who brings the file.
    """

    _name = "bank.client.import"
    _description = "Import of Clients"
    _order = "id desc"

    name = fields.Char(string="File Name")
    file = fields.Binary(attachment=False)
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Employee",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
        default=lambda self: self.env.user,
    )
    client_kind = fields.Selection(
        selection="_selection_client_kind",
        string="Kind of Client",
        default="person",
        required=True,
        help="For rows that do not say it themselves.",
    )
    branch_id = fields.Many2one(
        comodel_name="bank.branch",
        required=True,
        ondelete="cascade",
        default=lambda self: self._default_branch_id(),
        help="For rows that do not say it themselves.",
    )
    manager_id = fields.Many2one(
        comodel_name="res.users",
        string="Client Manager",
        ondelete="cascade",
        default=lambda self: self.env.user,
        domain="[('share', '=', False), ('branch_ids', '!=', False)]",
    )
    duplicates = fields.Selection(
        selection=[
            ("skip", "Leave out and list"),
            ("complete", "Add to their cards what is missing"),
            ("create", "Enter all the same"),
        ],
        string="Who May Be There Already",
        default="skip",
        required=True,
    )
    state = fields.Selection(
        selection=[
            ("draft", "Columns"),
            ("trying", "Being Tried"),
            ("tried", "Tried"),
            ("running", "Being Entered"),
            ("done", "Done"),
        ],
        default="draft",
        required=True,
        readonly=True,
    )
    column_ids = fields.One2many(
        comodel_name="bank.client.import.column", inverse_name="import_id"
    )
    line_ids = fields.One2many(
        comodel_name="bank.client.import.line", inverse_name="import_id", readonly=True
    )
    problem_ids = fields.One2many(
        comodel_name="bank.client.import.line",
        inverse_name="import_id",
        string="What Did Not Come In",
        domain=[("state", "in", ("duplicate", "refused"))],
        readonly=True,
    )
    line_count = fields.Integer(string="Rows", compute="_compute_counts")
    good_count = fields.Integer(string="Good", compute="_compute_counts")
    created_count = fields.Integer(string="Entered", compute="_compute_counts")
    completed_count = fields.Integer(
        string="Cards Completed", compute="_compute_counts"
    )
    duplicate_count = fields.Integer(string="Duplicates", compute="_compute_counts")
    refused_count = fields.Integer(string="Refused", compute="_compute_counts")
    progress = fields.Float(compute="_compute_counts")

    def _default_branch_id(self):
        return self.env.user.branch_ids[:1]

    @api.model
    def _selection_client_kind(self):
        field = self.env["res.partner"]._fields["client_kind"]
        return field._description_selection(self.env)

    @api.depends("line_ids.state", "state")
    def _compute_counts(self):
        groups = self.env["bank.client.import.line"]._read_group(
            [("import_id", "in", self.ids)], ["import_id", "state"], ["__count"]
        )
        counts = {(row.id, state): count for row, state, count in groups}
        for row in self:
            names = ("new", "good", "created", "completed", "duplicate", "refused")
            found = {name: counts.get((row.id, name), 0) for name in names}
            row.line_count = sum(found.values())
            for name in names[1:]:
                row[f"{name}_count"] = found[name]
            left = found["good"] if row.state == "running" else found["new"]
            row.progress = 100 * (1 - left / row.line_count) if row.line_count else 0

    # ------------------------------------------------------------ forged by nobody
    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            # the rows are entered with the rights of this employee
            vals.update(user_id=self.env.uid, state="draft")
            self._check_file_size(vals.get("file"))
        imports = super().create(vals_list)
        for row in imports:
            row._read_file()
        return imports

    def write(self, vals):
        if not self.env.su and {"user_id", "state", "file", "line_ids"} & vals.keys():
            raise AccessError(
                self.env._(
                    "Start a new import for another file; the buttons do the rest."
                )
            )
        return super().write(vals)

    # ------------------------------------------------------------ reading
    @api.model
    def _check_file_size(self, file):
        """Refuse what is too large before it is copied, decoded and laid down."""
        if len(file or "") > (client_file.MOST_BYTES + 3) * 4 // 3:
            error = client_file.FileError("large", str(client_file.MOST_BYTES >> 20))
            raise UserError(self._get_file_problem(error))

    def _read_file(self):
        try:
            content = base64.b64decode(self.file or b"")
            titles, rows = client_file.read_table(self.name or "", content)
        except client_file.FileError as error:
            raise UserError(self._get_file_problem(error)) from error
        self._lay_down_columns(titles, rows)
        self.env["bank.client.import.line"].sudo().create(
            [
                {"import_id": self.id, "number": number, "cells": row}
                for number, row in enumerate(rows, start=2)
            ]
        )
        # the rows are here now; the file need not be kept
        self.sudo().file = False

    def _lay_down_columns(self, titles, rows):
        # rows of an import are written by its own doors only
        self.sudo().column_ids = [
            fields.Command.create(
                {
                    "position": place,
                    "name": title or self.env._("Column %(number)s", number=place + 1),
                    "sample": next((row[place] for row in rows if row[place]), ""),
                    "field": field or False,
                }
            )
            for place, (title, field) in enumerate(
                zip(titles, client_file.guess_fields(titles), strict=True)
            )
        ]

    def _get_file_problem(self, error):
        problems = self._get_size_problems(error) | self._get_content_problems(error)
        return problems.get(error.code) or self.env._(
            "The file is damaged. Open it, save it again, bring it."
        )

    def _get_size_problems(self, error):
        detail = error.detail
        return {
            "large": self.env._(
                "The file is larger than %(size)s MB. Split it.", size=detail
            ),
            "rows": self.env._(
                "The file has more than %(count)s rows. Split it.", count=detail
            ),
            "columns": self.env._(
                "The file has more than %(count)s columns. Leave those that are needed.",
                count=detail,
            ),
        }

    def _get_content_problems(self, error):
        return {
            "quotes": self.env._(
                "Quotation marks do not match, in line %(line)s or above it: rows would "
                "be lost. Save the file anew from Excel, or take the marks out.",
                line=error.detail,
            ),
            "empty": self.env._(
                "The file has no rows below the titles of the columns."
            ),
            "kind": self.env._("Such files are not read. Bring xlsx, csv or vcf."),
            "encrypted": self.env._("The file has a password. Save it without one."),
        }

    # ------------------------------------------------------------ buttons
    def action_try(self):
        """Try every row; nothing is entered."""
        self._begin("trying")

    def action_import(self):
        """Enter the rows that were tried and found good."""
        if self.state != "tried":
            raise UserError(self.env._("Try the rows first."))
        self._begin("running")

    def _begin(self, state):
        self.ensure_one()
        self.check_access("write")
        if self.state not in ("draft", "tried"):
            raise UserError(self.env._("This import is under way or done."))
        self.column_ids._check_mapping()
        own_sudo = self.sudo()
        if state == "trying":
            own_sudo.line_ids._forget()
        own_sudo.line_ids._tie_contacts(own_sudo)
        own_sudo.state = state
        self._work(AT_ONCE)
        if own_sudo.state == state:
            self.env.ref("bank_crm_core.ir_cron_import").sudo()._trigger()

    def action_open_clients(self):
        """Show who was entered, and whose card was completed."""
        self.ensure_one()
        taken = ("created", "completed")
        action = self.env["ir.actions.actions"]._for_xml_id(
            "bank_crm_core.res_partner_action_clients"
        )
        lines = self.line_ids.filtered(lambda line: line.state in taken)
        ids = lines.partner_id.ids
        return {**action, "domain": [("id", "in", ids)], "context": {}}

    # ------------------------------------------------------------ work
    def _work(self, most=None):
        """Do slices until all is done or ``most`` rows are; return the rows done."""
        self.ensure_one()
        done = 0
        while self.state in ("trying", "running") and (most is None or done < most):
            done += self._do_slice()
        return done

    def _do_slice(self):
        state = "new" if self.state == "trying" else "good"
        waiting = [("import_id", "=", self.id), ("state", "=", state)]
        lines = self.env["bank.client.import.line"].search(
            waiting,
            # clients first: contacts of the file hang on them
            order="is_contact, number",
            limit=SLICE,
        )
        own = lines.with_user(self.user_id)
        own._try_rows() if self.state == "trying" else own._enter_rows()
        if self.state == "running":
            lines.filtered(lambda line: line.state == "refused")._take_up_the_same()
        if not lines.search_count(waiting, limit=1):
            self.sudo().state = "tried" if self.state == "trying" else "done"
        return len(lines)

    @api.model
    def _cron_work(self):
        """Go on with what is under way; one import that breaks stops no other."""
        progress = self.env["ir.cron"]._commit_progress
        for row in self.search([("state", "in", ("trying", "running"))], order="id"):
            progress(remaining=1)
            # in the words and by the clock of who reads it
            row = row.with_context(lang=row.user_id.lang, tz=row.user_id.tz)
            while row.state in ("trying", "running"):
                row._do_slice()
                if not progress(1, remaining=int(row.state in ("trying", "running"))):
                    return

    @api.autovacuum
    def _gc_imports(self):
        """Rows of other people's data are not kept longer than they are looked at."""
        limit = fields.Datetime.subtract(fields.Datetime.now(), days=30)
        self.search([("create_date", "<", limit)]).unlink()
