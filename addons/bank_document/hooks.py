# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import UserError


def uninstall_hook(env):
    """Refuse to drop papers: they are what the bank has to be able to show."""
    env.cr.execute(
        """
        SELECT count(*) FROM ir_attachment
         WHERE res_model = 'bank.document.version' AND res_field IN ('content', 'pdf')
        """
    )
    if left := env.cr.fetchone()[0]:
        raise UserError(
            env._(
                "%(count)s files of papers are kept here and would be lost. Keep the "
                "addon, or destroy them first by acts of destruction.",
                count=left,
            )
        )
