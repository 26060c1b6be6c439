# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.tools import SQL

AT_ONCE = 5
IDENTIFYING = {"name", "birth_date", "country_id", "client_kind", "active"}


class ResPartner(models.Model):
    """What a client's screening says to those who serve him: no more than whether
    they may go on. Whom he was taken for is for security officers only.
    """

    _inherit = "res.partner"
    # forged, the client is taken for compared and never is; or stock's link to the company
    # hides from the gates of a contact person's deals that his company is stopped
    _server_fields = ("commercial_partner_id", "partner_share", "screening_hash")

    screening_hash = fields.Char(
        readonly=True,
        copy=False,
        help="What identified the client when he was last compared with the lists.",
    )
    screening_hit_ids = fields.One2many(
        comodel_name="bank.screening.hit",
        inverse_name="partner_id",
        string="Hits",
        copy=False,
        groups="bank_crm_core.group_crm_security_officer,bank_base.group_bank_auditor",
    )
    screening_state = fields.Selection(
        selection=[
            ("clear", "Clear"),
            ("progress", "In progress"),
            ("stopped", "Stopped – ask the security officer"),
        ],
        string="Screening",
        compute="_compute_screening_state",
        compute_sudo=True,
    )

    @api.depends(
        "name", "birth_date", "country_id", "client_kind", "screening_hit_ids.state"
    )
    def _compute_screening_state(self):
        states = self._read_screening_states()
        for partner in self:
            partner.screening_state = states.get(partner._origin.id)

    def _read_screening_states(self):
        """Return ``{id: state}`` of the clients among these, in one statement."""
        if not self._origin.ids:
            return {}
        self.env["res.partner"].flush_model([*IDENTIFYING, "screening_hash"])
        self.env["bank.screening.hit"].flush_model(["state", "partner_id"])
        screening = self.env["bank.screening"]
        query = SQL(
            """
            SELECT p.id, CASE
                WHEN EXISTS (SELECT 1 FROM bank_screening_hit h
                     WHERE h.partner_id = p.id AND h.state = 'true') THEN 'stopped'
                WHEN EXISTS (SELECT 1 FROM bank_screening_hit h
                     WHERE h.partner_id = p.id AND h.state IN ('open', 'cleared'))
                     OR p.screening_hash IS DISTINCT FROM %s THEN 'progress'
                ELSE 'clear' END
              FROM res_partner p
             WHERE p.id = ANY(%s) AND p.client_kind IS NOT NULL
               AND EXISTS (SELECT 1 FROM bank_watchlist_version)
            """,
            *(screening._get_client_hash(), self._origin.ids),
        )
        return dict(self.env.execute_query(query))

    @api.model_create_multi
    def create(self, vals_list):
        partners = super().create(vals_list)
        if any(vals.get("client_kind") for vals in vals_list):
            partners.filtered("client_kind")._screen_soon()
        return partners

    def write(self, vals):
        result = super().write(vals)
        if IDENTIFYING & vals.keys() and (clients := self.filtered("client_kind")):
            clients._screen_soon()
        return result

    def _screen_soon(self):
        """Compare a few at once; of many the scheduler takes care."""
        screening = self.env["bank.screening"]
        if not screening._get_versions():
            return
        if len(self) <= AT_ONCE:
            screening._screen_now(self)
        else:
            self.env.ref("bank_crm_core.ir_cron_screening").sudo()._trigger()
