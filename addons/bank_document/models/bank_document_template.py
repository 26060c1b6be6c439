# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import base64
import hashlib

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from odoo.addons.bank_report.tools.docx_template import check_template

from ..tools.upload import UploadPolicy, inspect_upload

MAX_BYTES = 5 * 1024 * 1024


class BankDocumentTemplate(models.Model):
    """A letter that the bank keeps in Word: text with names in double braces.

    A version in force never changes; a new one is a copy that replaces it.
    """

    _name = "bank.document.template"
    _description = "Template of a Letter"
    _inherit = ["bank.transition.mixin", "bank.logged.config.mixin", "mail.thread"]
    _order = "sequence, name, version desc"

    name = fields.Char(required=True, translate=True, tracking=True)
    sequence = fields.Integer(default=10)
    version = fields.Integer(default=1, readonly=True, copy=False)
    origin_id = fields.Many2one(
        comodel_name="bank.document.template",
        string="First Version",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    state = fields.Selection(
        selection=[
            ("draft", "Draft"),
            ("in_force", "In Force"),
            ("retired", "Retired"),
        ],
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        index=True,
        tracking=True,
    )
    model_id = fields.Many2one(
        comodel_name="ir.model",
        string="Printed For",
        required=True,
        ondelete="cascade",
        index=True,
        domain=lambda self: [
            ("model", "in", self.env["bank.document"]._get_dossier_models())
        ],
    )
    model = fields.Char(related="model_id.model", string="Model Name", store=True)
    kind = fields.Selection(
        selection="_selection_kind", string="Kind of Letter", required=True
    )
    type_id = fields.Many2one(
        comodel_name="bank.document.type",
        string="Filed As",
        required=True,
        index=True,
        ondelete="restrict",
    )
    content = fields.Binary(string="Word File", attachment=True, copy=True)
    file_name = fields.Char()
    sha256 = fields.Char(string="Hash in Force", readonly=True, copy=False)
    problems = fields.Text(string="What Is Wrong", compute="_compute_problems")
    can_start = fields.Boolean(compute="_compute_problems")
    known_names = fields.Text(string="Names to Use", compute="_compute_known_names")

    @api.model
    def _selection_kind(self):
        return self.env["bank.registry.document"]._selection_code()

    @api.constrains("kind", "model_id")
    def _check_kind(self):
        entries = self.env["bank.registry.document"]._get_entries()
        for template in self:
            if entries.get(template.kind, {}).get("model") != template.model:
                raise ValidationError(
                    self.env._(
                        "Letters of this kind are printed for other documents than "
                        "“%(model)s”.",
                        model=template.model_id.name,
                    )
                )

    @api.depends("name", "version")
    def _compute_display_name(self):
        for template in self:
            template.display_name = (
                f"{template.name} ({template.version})"
                if template.version > 1
                else template.name
            )

    @api.depends("content", "model_id", "state")
    def _compute_problems(self):
        for template in self:
            found = template._find_problems()
            template.problems = "\n".join(found)
            template.can_start = not found and template.state != "in_force"

    @api.depends("model_id")
    def _compute_known_names(self):
        names = self.env["bank.document.field"]
        for template in self:
            known = names._get_known(template.model) if template.model else {}
            template.known_names = "\n".join(sorted(_flatten(known)))

    def _get_content(self):
        """Return the Word file in bytes."""
        # who may print may use the template, and reads no file by it
        content = self.sudo().with_context(bin_size=False).content
        return base64.b64decode(content or b"")

    def _find_problems(self):
        """Return what keeps a template from coming into force, in sentences."""
        content = self._get_content()
        if not content:
            return [self.env._("Upload the letter as a Word file (docx).")]
        if not self.model:
            return [self.env._("Choose what the letter is printed for.")]
        policy = UploadPolicy(max_bytes=MAX_BYTES, extensions=frozenset({"docx"}))
        report = inspect_upload(content, self.file_name or "letter.docx", policy)
        if report.problems:
            return [
                self.env._(
                    "This is no plain Word file (docx): %(problems)s",
                    problems=", ".join(problem.code for problem in report.problems),
                )
            ]
        known = self.env["bank.document.field"]._get_known(self.model)
        return self._describe(check_template(content, known))

    # Versions

    @api.model
    def _get_transitions(self):
        return {
            **super()._get_transitions(),
            ("draft", "in_force"): "_get_start_blocker",
            ("retired", "in_force"): "_get_start_blocker",
            ("in_force", "retired"): "_get_no_blocker",
        }

    def _get_start_blocker(self):
        reasons = {}
        for template in self:
            if found := template._find_problems():
                reasons[template.id] = "\n".join(found)
        return reasons

    def _get_line_domain(self):
        """Return the domain of all versions of this letter."""
        origin = self.origin_id or self
        return Domain("id", "=", origin.id) | Domain("origin_id", "=", origin.id)

    def _get_in_force(self):
        """Return the version in force of this letter, or an empty recordset."""
        self.ensure_one()
        in_force = Domain("state", "=", "in_force")
        return self.search(self._get_line_domain() & in_force, limit=1)

    def action_start(self):
        """Put these versions into force, each in place of the one before it."""
        self.check_access("write")
        for template in self:
            (template._get_in_force() - template)._transition("retired")
            digest = hashlib.sha256(template._get_content()).hexdigest()
            template._transition("in_force", sha256=digest)

    def action_retire(self):
        self.check_access("write")
        self._transition("retired")

    def action_new_version(self):
        """Copy this version as a draft and open it."""
        self.ensure_one()
        last = self.search(self._get_line_domain(), order="version desc", limit=1)
        draft = self.copy({"name": self.name})
        draft.write(
            {"origin_id": (self.origin_id or self).id, "version": last.version + 1}
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": draft.id,
            "views": [(False, "form")],
        }

    @api.model
    def _get_frozen_fields(self):
        """Hook: what of a version in force never changes."""
        return {"content", "file_name", "model_id", "kind", "type_id", "sha256"}

    def write(self, vals):
        frozen = self._get_frozen_fields()
        token = self.env.context.get("bank_transition_token")
        is_step = token is self._TRANSITION_TOKEN
        is_fixed = any(template.state != "draft" for template in self)
        if frozen & vals.keys() and is_fixed and not is_step:
            raise UserError(
                self.env._("This letter is in force: make a new version of it.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        if self.filtered(lambda template: template.state != "draft"):
            raise UserError(self.env._("A letter that was in force is kept."))


def _flatten(known, prefix=""):
    """Yield the dotted names of a nested catalogue."""
    for name, inner in known.items():
        if inner is None:
            yield prefix + name
        elif isinstance(inner, list):
            yield from _flatten(inner[0], f"{prefix}{name}[].")
        else:
            yield from _flatten(inner, f"{prefix}{name}.")
