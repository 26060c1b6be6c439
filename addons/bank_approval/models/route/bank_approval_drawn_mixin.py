# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class BankApprovalDrawnMixin(models.AbstractModel):
    """A version that one has drawn and another puts into force."""

    _name = "bank.approval.drawn.mixin"
    _description = "Drawn by One, in Force by Another (abstract)"
    _inherit = ["bank.process.mixin"]
    _server_fields = ("drafter_ids", "version", "origin_id", "date_published")

    # named anew: the labels of a mixin's options are translated where it is alone
    state = fields.Selection(
        selection_add=[
            ("draft", "Draft"),
            ("published", "In Force"),
            ("retired", "Retired"),
        ]
    )

    def _get_frozen_fields(self):
        """Hook: names of the fields that are fixed with the version."""
        return set()

    @api.model
    def _get_drawn_fields(self):
        return self._get_frozen_fields()

    @api.model_create_multi
    def create(self, vals_list):
        versions = super().create(vals_list)
        # the server's own default: no caller gives the number
        versions.filtered(lambda one: not one.version).sudo().version = 1
        return versions

    def write(self, vals):
        if self._get_frozen_fields() & vals.keys():
            self._check_draft_version()
        return super().write(vals)

    def _check_draft_version(self):
        """Refuse to change a version that is relied on, one without any row too."""
        if any(version.state != "draft" for version in self):
            raise ValidationError(self._get_stages()._get_draft_message())

    @api.ondelete(at_uninstall=False)
    def _unlink_except_draft(self):
        self._check_draft_version()

    def _get_publish_blocker(self):
        reasons = {}
        for version in self:
            if reason := version._get_drawing_blocker() or version._get_trial_blocker():
                reasons[version.id] = reason
        return reasons

    def _get_drawing_blocker(self):
        """Hook: why this version cannot be put into force by the user, or False."""
        return self._get_drafter_blocker()

    def _transition(self, target, **values):
        """Since when it is in force is the server's to say."""
        date = values.pop("date_published", None)
        super()._transition(target, **values)
        if date:
            self.sudo().date_published = date

    def action_new_version(self):
        """Copy this version as a draft and open it."""
        self.ensure_one()
        self.check_access("write")
        if self.state == "draft":
            raise UserError(self.env._("This version is still a draft: change it."))
        draft = self.copy({"name": self.name})
        # whoever makes a version may write it; its number is the server's
        draft.sudo().write(self._prepare_version_values())
        draft._repair_references(self)
        return draft._get_form_action()

    def _repair_references(self, source):
        """Hook: rows of the copy point to rows of their own version."""
