# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).


def uninstall_hook(env):
    """Drop what the server does not know as a model's: the rows that are locked."""
    env.cr.execute("DROP TABLE IF EXISTS bank_authority_lock")
