# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Messages have a subject; those from before are about their own document."""


def migrate(cr, version):
    cr.execute("ALTER TABLE bank_outbox ADD COLUMN IF NOT EXISTS subject varchar")
    cr.execute(
        "UPDATE bank_outbox SET subject = res_model || '/' || res_id "
        "WHERE subject IS NULL"
    )
