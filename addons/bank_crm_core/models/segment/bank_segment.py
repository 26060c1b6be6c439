# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import logging

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL

_logger = logging.getLogger(__name__)

RELATION = "bank_segment_client_rel"


class BankSegment(models.Model):
    """A group of clients by conditions, or a fixed list of clients.

    A dynamic segment is laid down as rows, so that lists, gates and mailings ask one
    index: it is refreshed every night and by a button. It holds whom its author sees:
    conditions are judged with his rights, so that nobody learns by a segment what he
    may not read.
    """

    _name = "bank.segment"
    _description = "Segment"
    _inherit = ["mail.thread"]
    _order = "name, id"

    name = fields.Char(required=True, translate=True, tracking=True)
    active = fields.Boolean(default=True)
    kind = fields.Selection(
        selection=[("dynamic", "By Conditions"), ("fixed", "Fixed List")],
        required=True,
        default="dynamic",
        help="Clients come into a fixed list and leave it by hand only.",
    )
    user_id = fields.Many2one(
        comodel_name="res.users",
        string="Author",
        required=True,
        readonly=True,
        index=True,
        copy=False,
        ondelete="restrict",
        default=lambda self: self.env.user,
    )
    is_shared = fields.Boolean(
        string="For Everybody",
        tracking=True,
        help="Colleagues see the segment and use it; only the author changes it.",
    )
    note = fields.Text(string="What For")
    line_ids = fields.One2many(
        comodel_name="bank.segment.line",
        inverse_name="segment_id",
        string="Conditions",
        copy=True,
    )
    date_refreshed = fields.Datetime(string="Refreshed On", readonly=True, copy=False)
    refresh_problem = fields.Char(readonly=True, copy=False)
    client_count = fields.Integer(
        string="Clients in Sight", compute="_compute_client_count"
    )
    is_own = fields.Boolean(compute="_compute_is_own")

    @api.depends("user_id")
    @api.depends_context("uid")
    def _compute_is_own(self):
        for segment in self:
            segment.is_own = segment.user_id == self.env.user

    @api.depends(
        "line_ids.joiner", "line_ids.is_negated", "line_ids.parameters", "kind"
    )
    @api.depends_context("uid")
    def _compute_client_count(self):
        clients = self.env["res.partner"]
        for segment in self:
            segment.client_count = clients.search_count(segment._get_client_domain())

    # ------------------------------------------------------------ who changes it
    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            # the author decides about it later, so nobody names another one
            vals["user_id"] = self.env.uid
            vals["date_refreshed"] = vals["refresh_problem"] = False
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su and {"user_id", "date_refreshed"} & vals.keys():
            raise AccessError(self.env._("The author of a segment does not change."))
        return super().write(vals)

    # ------------------------------------------------------------ whom it holds
    def _get_client_domain(self):
        """Return the domain of its clients, as they are now."""
        self.ensure_one()
        clients = Domain("client_kind", "!=", False)
        if self.kind == "fixed":
            # a segment that is being entered holds nobody yet
            return clients & Domain("segment_ids", "in", self._origin.ids or [0])
        if not self.line_ids:
            return Domain.FALSE
        return clients & self.line_ids._get_domain()

    def _refresh(self):
        """Lay the clients of dynamic segments down; return ``(added, gone)``.

        One statement each way, whatever the number of clients.
        """
        added = gone = 0
        for segment in self.filtered(lambda row: row.kind == "dynamic"):
            came, went = segment._refresh_one()
            added, gone = added + came, gone + went
        self.env["res.partner"].invalidate_model(["segment_ids"])
        return added, gone

    def _refresh_one(self):
        wanted, table = self._get_wanted(), SQL.identifier(RELATION)
        gone = self._change_rows(
            SQL(
                "DELETE FROM %s WHERE segment_id = %s AND partner_id NOT IN (%s)",
                table,
                self.id,
                wanted,
            )
        )
        added = self._change_rows(
            SQL(
                "INSERT INTO %s (segment_id, partner_id) SELECT %s, c.id FROM (%s) c "
                "ON CONFLICT DO NOTHING",
                table,
                self.id,
                wanted,
            )
        )
        self.sudo().write(
            {"date_refreshed": fields.Datetime.now(), "refresh_problem": False}
        )
        return added, gone

    def _get_wanted(self):
        """Return SQL of the clients whom the author sees by the conditions of now."""
        self.env.flush_all()
        own = self.sudo(False).with_user(self.sudo().user_id)
        wanted = own.env["res.partner"]._search(own._get_client_domain())
        return SQL("SELECT 0 WHERE false") if wanted.is_empty() else wanted.select()

    def _change_rows(self, statement):
        self.env.cr.execute(statement)
        return self.env.cr.rowcount

    @api.model
    def _cron_refresh(self):
        """Refresh all dynamic segments; one that fails is named and stops nobody."""
        segments = self.search([("kind", "=", "dynamic")])
        self.env["ir.cron"]._commit_progress(remaining=len(segments))
        for segment in segments:
            try:
                with self.env.cr.savepoint():
                    segment._refresh()
            except Exception as error:
                _logger.info("segment %s was not refreshed", segment.id, exc_info=True)
                segment.sudo().refresh_problem = str(error)[:200]
            if not self.env["ir.cron"]._commit_progress(1):
                break

    # ------------------------------------------------------------ by hand
    def _check_changeable(self):
        for segment in self:
            if segment.kind != "fixed":
                raise UserError(
                    self.env._(
                        "“%(name)s” follows its conditions. Change those, or make a "
                        "fixed list of the clients.",
                        name=segment.name,
                    )
                )
        self.check_access("write")

    def _add_clients(self, clients):
        """Put clients into fixed lists; the caller must see every one of them."""
        self._check_changeable()
        clients.check_access("read")
        clients = clients.filtered("client_kind")
        # a list is the author's; whoever may read a client may put him on one
        clients.sudo().write({"segment_ids": [(4, row.id) for row in self]})
        return clients

    def _remove_clients(self, clients):
        self._check_changeable()
        clients.check_access("read")
        clients.sudo().write({"segment_ids": [(3, row.id) for row in self]})

    # ------------------------------------------------------------ buttons
    def action_refresh(self):
        self.check_access("write")
        self._refresh()

    def action_open_clients(self):
        """Show the clients in sight; the author sees them by the conditions of now."""
        self.ensure_one()
        self.check_access("read")
        if self.is_own:
            self._refresh()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "bank_crm_core.res_partner_action_clients"
        )
        return {
            **action,
            "display_name": self.name,
            "domain": [("client_kind", "!=", False), ("segment_ids", "in", self.ids)],
            "context": {"create": False},
        }

    def action_export(self):
        """Choose columns; what leaves is masked by right and kept in the decision log."""
        self.ensure_one()
        self._check_act("export")
        return self._open_export({"default_segment_id": self.id})

    @api.model
    def _open_export(self, context):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Export of Clients"),
            "res_model": "bank.client.export",
            "views": [(False, "form")],
            "target": "new",
            "context": context,
        }

    def action_take_over(self):
        """Become the author: from now on the conditions are judged by one's own sight."""
        self.check_access("read")
        if not self.env.user.has_group("bank_crm_core.group_crm_analyst"):
            raise AccessError(self.env._("A segment is taken over by an analyst."))
        # the right has just been checked
        self.sudo().write({"user_id": self.env.uid})

    def action_fix(self):
        """Make a fixed list of the clients whom the segment holds for the user."""
        self.ensure_one()
        fixed = self.create(
            {
                "name": self.env._("%(name)s, list", name=self.name),
                "kind": "fixed",
                "note": self.note,
            }
        )
        fixed._add_clients(self.env["res.partner"].search(self._get_client_domain()))
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": fixed.id,
            "views": [(False, "form")],
        }
