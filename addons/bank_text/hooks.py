# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.modules import db

from .tools import full_text


def pre_init_hook(env):
    """Set up extensions and the full-text configuration before any index needs them."""
    full_text.prepare(env.cr)
    # read once when the registry was built: addons that follow in this very run
    # would otherwise get no trigram index
    env.registry.has_trigram = db.has_trigram(env.cr)


def uninstall_hook(env):
    """Remove the configuration; the extensions stay, others may use them."""
    full_text.remove(env.cr)
