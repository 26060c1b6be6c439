# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import json

from odoo import api, fields, models
from odoo.exceptions import UserError


class BankProcessMixin(models.AbstractModel):
    """A draft is tried on the documents of today before it comes into force.

    A model says so by ``_trial_needed`` and says on which documents
    (:meth:`_find_trial_documents`). What was found stands on the version for whoever
    puts it into force; another stroke of the pen, and it has to be tried once more.
    """

    _inherit = "bank.process.mixin"
    _trial_needed = False
    _server_fields = ("trial_hash", "trial_date", "trial_user_id", "trial_result")

    trial_hash = fields.Char(
        string="Tried As", readonly=True, copy=False, exportable=False
    )
    trial_date = fields.Datetime(string="Tried On", readonly=True, copy=False)
    trial_user_id = fields.Many2one(
        comodel_name="res.users",
        string="Tried By",
        readonly=True,
        copy=False,
        ondelete="restrict",
    )
    trial_result = fields.Json(string="What Was Found", readonly=True, copy=False)
    trial_summary = fields.Html(
        string="Trial", compute="_compute_trial_summary", sanitize=False
    )

    @api.depends("trial_hash", "state")
    @api.depends_context("lang", "uid")
    def _compute_trial_summary(self):
        """The result as whoever puts the version into force reads it."""
        for process in self:
            process.trial_summary = process._render_trial()

    def _render_trial(self):
        """Hook: return the last trial of a version as a page, or False."""
        if not self._origin.trial_hash or self.state == "published":
            return False
        values = {
            "process": self,
            "is_fresh": self._is_tried(),
            "rows": self._read_trial_rows(),
        }
        return self.env["ir.qweb"]._render("bank_base.process_trial", values)

    def _read_trial_rows(self):
        """Return the rows of the result with the names that stages have now."""
        stages = {stage.id: stage.name for stage in self._get_stages()}
        checks = self.env["bank.check"].sudo()
        return [
            {
                **row,
                "stage": stages.get(row["stage_id"], ""),
                "next": stages.get(row["next_id"], ""),
                "reasons": [
                    f"{checks.browse(int(check_id)).exists().name or ''}: {count}"
                    for check_id, count in row["checks"].items()
                ],
            }
            for row in (self.trial_result or {}).get("rows", ())
        ]

    # What was tried

    def _get_draft_hash(self):
        """Return the hash of all by which this version decides, its checks included."""
        self.ensure_one()
        process_sudo = self._origin.sudo()
        stages_sudo = process_sudo._get_stages()
        content = [process_sudo._read_drawing(self._get_drawn_fields())]
        for stage_sudo in stages_sudo:
            names = stage_sudo._get_logged_config_fields()
            content.append(stage_sudo._read_drawing(names))
        for check_sudo in process_sudo._get_gate_checks().sorted("id"):
            names = check_sudo._get_logged_config_fields()
            content.append(check_sudo._read_drawing(names))
        text = json.dumps(content, sort_keys=True, ensure_ascii=False)
        return self.env["bank.decision"]._hash_text(text)

    def _get_gate_checks(self):
        """Hook: the checks at the gates of these versions."""
        stages = self._get_stages()
        return stages.check_entry_ids | stages.check_exit_ids

    def _is_tried(self):
        """Tell whether it was tried as it stands."""
        self.ensure_one()
        return bool(self.trial_hash) and self.trial_hash == self._get_draft_hash()

    def _get_trial_blocker(self):
        """Return why it has to be tried before it comes into force, or False."""
        if self.env.su or not self._trial_needed or not self._origin.id:
            return False
        if self._is_tried():
            return False
        if self.trial_hash:
            return self.env._(
                "This version was changed after its trial. Try it once more and look at "
                "the result."
            )
        return self.env._(
            "Try this version on what is in work today and look at the result first."
        )

    # Trying

    def action_try_out(self):
        """Show what the gates of this version would say to the documents of today."""
        self.ensure_one()
        self.check_access("write")  # the figures are those of the whole bank
        if not self._trial_needed:
            raise UserError(
                self.env._("Versions of this kind are not tried on documents.")
            )
        # which version is tried is the server's word
        trial_sudo = (
            self.env["bank.process.trial"]
            .sudo()
            .create({"res_model": self._name, "res_id": self.id})
        )
        trial = trial_sudo.sudo(False)
        trial._fill()
        return trial._open()

    def _find_trial_documents(self, trial):
        """Hook: return the open documents on which it is tried, with all rights.

        :param trial: the dialog, with what the administrator chose to compare with
        """
        raise NotImplementedError

    def _note_trial(self, result):
        """Keep what was found; the right to try was checked."""
        self.ensure_one()
        self.sudo().write(
            {
                "trial_hash": self._get_draft_hash(),
                "trial_date": fields.Datetime.now(),
                "trial_user_id": self.env.uid,
                "trial_result": result,
            }
        )


class BankLoggedConfigMixin(models.AbstractModel):
    _inherit = "bank.logged.config.mixin"

    def _read_drawing(self, names):
        """Return ``{field: value as text}``, the same whoever reads it."""
        languages = [code for code, _name in self.env["res.lang"].get_installed()]
        drawing = {}
        for name in sorted(names):
            field = self._fields[name]
            if field.type == "one2many":  # rows are read as they are, letters never
                continue
            if field.translate:
                drawing[name] = [
                    str(self.with_context(lang=code)[name] or "") for code in languages
                ]
            elif field.relational:
                drawing[name] = sorted(self[name].ids)
            else:
                drawing[name] = str(self[name])
        return drawing
