# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import time
from datetime import timedelta

from odoo import api, fields, models

ONCE = timedelta(minutes=1)
KEPT = timedelta(days=400)
KINDS = {"mail.activity.plan": "plan", "ir.actions.server": "action"}


class BankStageRun(models.Model):
    """The trace of what the system does by itself: what, when, on which document.

    Written by the server. The key says what was done to which document on which stage:
    within a minute the same is not done twice, whoever presses twice or sends again.
    """

    _name = "bank.stage.run"
    _description = "Automatic Action"
    _inherit = ["bank.document.label.mixin"]
    _order = "id desc"
    _log_access = False
    _access_log_pointer = ("res_model", "res_id")

    date = fields.Datetime(required=True, readonly=True)
    minute = fields.Datetime(required=True, readonly=True)
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Whose Move",
        required=True,
        readonly=True,
        ondelete="restrict",
    )
    res_model = fields.Char(string="Model", required=True, readonly=True)
    res_id = fields.Many2oneReference(
        model_field="res_model", string="Document", required=True, readonly=True
    )
    kind = fields.Selection(
        selection=[
            ("plan", "Tasks of the Stage"),
            ("action", "Action of the Stage"),
            ("move", "Move by Itself"),
        ],
        required=True,
        readonly=True,
    )
    name = fields.Char(string="What", required=True, readonly=True)
    place = fields.Char(string="On Coming To", readonly=True)
    outcome = fields.Selection(
        selection=[
            ("done", "Done"),
            ("failed", "Failed"),
            ("repeated", "Not Repeated"),
            ("held", "Left to the Employee"),
        ],
        required=True,
        readonly=True,
    )
    seconds = fields.Float(
        string="Took, Seconds", digits=(12, 3), readonly=True, aggregator="avg"
    )
    key = fields.Char(string="Key Against Repetition", required=True, readonly=True)
    # a sentence about a document is for who may read that document
    problem = fields.Text(readonly=True, groups=fields.NO_ACCESS)
    error_kind = fields.Char(string="Kind of Error", readonly=True)
    problem_shown = fields.Text(string="Why", compute="_compute_problem_shown")

    _document_idx = models.Index("(res_model, res_id)")
    _once_uniq = models.UniqueIndex(
        "(key, minute) WHERE outcome = 'done'", "This was done a moment ago."
    )

    @api.depends("problem", "res_id")
    @api.depends_context("uid")
    def _compute_problem_shown(self):
        for run, run_sudo in zip(self, self.sudo(), strict=True):
            run.problem_shown = run.document_name and run_sudo.problem

    # ------------------------------------------------------------ doing
    @api.model
    def _perform(self, documents, stage, source, act):
        """Let ``act`` do what ``source`` says to those to which it was not just done.

        What fails is noted in a transaction of its own: the move is taken back, and
        with it whatever was written here.

        :param source: the plan or the action
        :param act: a function of the documents
        """
        kind = KINDS[source._name]
        cause = {"kind": kind, "name": source.name, "place": stage.display_name}
        key = f"{stage._name},{stage.id}|{kind},{source.id}"
        done = self._find_just_done(documents, key)
        fresh = documents.filtered(lambda document: document.id not in done)
        began = time.monotonic()
        if fresh:
            try:
                act(fresh)
            except Exception as error:
                self._note_apart(fresh, {**cause, **self._read_error(error)}, key)
                raise
        cause["seconds"] = time.monotonic() - began
        self._note(fresh, {**cause, "outcome": "done"}, key)
        self._note(documents - fresh, {**cause, "outcome": "repeated"}, key)

    @api.model
    def _read_error(self, error):
        return {
            "outcome": "failed",
            "error_kind": type(error).__name__,
            "problem": str(error)[:2000],
        }

    @api.model
    def _find_just_done(self, documents, key):
        """Return the ids of the documents to which this was done within a minute."""
        rows = self.search_fetch(
            [
                ("key", "in", [self._get_key(doc, key) for doc in documents]),
                ("outcome", "=", "done"),
                ("date", ">", fields.Datetime.now() - ONCE),
            ],
            ["res_id"],
        )
        return set(rows.mapped("res_id"))

    @api.model
    def _find_done(self, document, key):
        """Return whether this was done to the document, however long ago."""
        return bool(self._find_done_keys([self._get_key(document, key)]))

    @api.model
    def _find_done_keys(self, keys):
        """Return those of these keys under which something was done, however long ago."""
        rows = self.search_fetch(
            [("key", "in", keys), ("outcome", "=", "done")], ["key"]
        )
        return set(rows.mapped("key"))

    @api.model
    def _get_key(self, document, key):
        return f"{document._name},{document.id}|{key}"

    # ------------------------------------------------------------ noting
    @api.model
    def _note(self, documents, cause, key):
        return self._note_rows([(document, cause, key) for document in documents])

    @api.model
    def _note_rows(self, rows):
        """Note several actions at once.

        :param list rows: (document, cause, key) of each
        """
        return self.create(
            [
                self._prepare_note_values(document, cause, self._get_key(document, key))
                for document, cause, key in rows
            ]
        )

    @api.model
    def _prepare_note_values(self, document, cause, key):
        """Hook: the trace of one action on one document."""
        now = fields.Datetime.now()
        return {
            **cause,
            "date": now,
            "minute": now.replace(second=0),
            "user_id": self.env.uid,
            "res_model": document._name,
            "res_id": document.id,
            "key": key,
        }

    @api.model
    def _note_apart(self, documents, cause, key):
        """Note what is about to be taken back; a document just made is not there."""
        with self.env.registry.cursor() as cr:
            apart = self.with_env(self.env(cr=cr))
            apart._note(documents.with_env(apart.env).exists(), cause, key)

    @api.autovacuum
    def _gc_runs(self):
        self.search([("date", "<", fields.Datetime.now() - KEPT)]).unlink()

    # ------------------------------------------------------------ on the screen
    def action_open_document(self):
        """Open the document, if the reader may see it."""
        self.ensure_one()
        self.check_access("read")
        document = self.env[self.res_model].browse(self.res_id)
        document.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "views": [(document.get_formview_id(), "form")],
        }
