# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo.exceptions import UserError


def uninstall_hook(env):
    """Refuse to drop a log whose last rows nobody has outside of the database."""
    _check_exported(env)
    # what was made beside the models goes with them; the triggers go by CASCADE
    env.cr.execute(
        """
        DROP TABLE bank_decision_unsealed;
        DROP FUNCTION IF EXISTS bank_decision_queue() CASCADE;
        """
    )
    env.cr.execute("SELECT EXISTS (SELECT 1 FROM bank_access_log_row)")
    if env.cr.fetchone()[0]:
        # who saw which client is evidence: its table stays, with what protects it
        return
    env.cr.execute(
        """
        DROP TABLE bank_access_log_row CASCADE;
        DROP SEQUENCE bank_access_log_row_id_seq;
        DROP FUNCTION IF EXISTS bank_append_only() CASCADE;
        """
    )


def _check_exported(env):
    env.cr.execute(
        """
        SELECT (SELECT count(*) FROM bank_decision_unsealed)
             + (SELECT count(*) FROM bank_decision_seal s WHERE s.sequence > COALESCE(
                   (SELECT max(r.last_sequence) FROM bank_decision_root r
                     WHERE r.company_id = s.company_id), 0))
        """
    )
    if left := env.cr.fetchone()[0]:
        raise UserError(
            env._(
                "%(count)s decisions have not left the database yet. Export the log "
                "(Audit / Decisions / Export), then uninstall.",
                count=left,
            )
        )
