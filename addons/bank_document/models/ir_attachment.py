# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.exceptions import AccessError

MODEL = "bank.document.version"
# what may be written again without changing what was brought
SAME = {"raw", "datas", "mimetype"}


class IrAttachment(models.Model):
    """The file of a version is put there once, by the version, and never changed.

    Not even the superuser replaces, moves, publishes or deletes it by way of the ORM:
    only an act of destruction does.
    """

    _inherit = "ir.attachment"

    # an object, not a flag: nobody sends an identity over RPC
    _VERSION_TOKEN = object()

    def _is_version_step(self):
        token = self.env.context.get("bank_version_token")
        return token is self._VERSION_TOKEN

    def _filter_versions(self):
        # what it belongs to is asked to refuse, not to show
        files_sudo = self.sudo()
        return files_sudo.filtered(lambda file: file.res_model == MODEL)

    def _refuse_version(self):
        raise AccessError(
            self.env._(
                "This file belongs to a paper and stays as it was brought. Upload a "
                "new version of the paper."
            )
        )

    @api.model
    def _create_for_version(self, values):
        """Put a file on a version; the caller has checked right and content."""
        token = self._VERSION_TOKEN
        return self.with_context(bank_version_token=token).create([values])

    def _destroy_for_version(self):
        """Delete files of versions; the caller has checked term, hold and right."""
        token = self._VERSION_TOKEN
        self.with_context(bank_version_token=token).unlink()

    @api.model_create_multi
    def create(self, vals_list):
        wanted = {
            vals.get("res_model", self.env.context.get("default_res_model"))
            for vals in vals_list
        }
        if MODEL in wanted and not self._is_version_step():
            self._refuse_version()
        files = super(IrAttachment, self.with_context(bank_version_token=None)).create(
            vals_list
        )
        return files.with_env(self.env)

    def write(self, vals):
        if vals.get("res_model") == MODEL:
            self._refuse_version()
        versions = self._filter_versions()
        if versions and not versions._is_same_content(vals):
            self._refuse_version()
        return super().write(vals)

    def _is_same_content(self, vals):
        """Moving files to another storage writes each with its own content."""
        if vals.keys() - SAME or "raw" not in vals:
            return False
        raw = vals["raw"] or b""
        raw = raw.encode() if isinstance(raw, str) else raw
        return all(
            file.checksum == self._compute_checksum(raw)
            and vals.get("mimetype", file.mimetype) == file.mimetype
            for file in self
        )

    @api.ondelete(at_uninstall=True)
    def _unlink_except_versions(self):
        if not self._is_version_step() and self._filter_versions():
            self._refuse_version()
