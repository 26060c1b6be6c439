# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.tools import sql


def pre_init_hook(env):
    """Client search stands on trigrams; the extension may be made by a database owner."""
    env.cr.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")


def post_init_hook(env):
    """Contacts that were there before get their phone as a row."""
    partners = env["res.partner"].with_context(active_test=False)
    partners.search([("phone", "!=", False)])._create_missing_phones()


def uninstall_hook(env):
    """Names of plans are translated with us only: leave stock one text in its column."""
    sql.convert_column_translatable(env.cr, "mail_activity_plan", "name", "varchar")
