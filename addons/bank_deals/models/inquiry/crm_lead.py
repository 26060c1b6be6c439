# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError

# where the client came from; channels and campaigns are compared by it
ORIGIN = {"source_id", "medium_id", "campaign_id"}


class CrmLead(models.Model):
    """A deal remembers over which channel the client came first."""

    _name = "crm.lead"
    _inherit = "crm.lead"
    _server_fields = ("channel_id",)

    channel_id = fields.Many2one(
        comodel_name="bank.channel",
        string="Came over",
        readonly=True,
        copy=False,
        ondelete="restrict",
        help="The channel of the first contact; comparing channels counts by it.",
    )

    has_inquiries = fields.Boolean(compute="_compute_has_inquiries")

    @api.depends("channel_id")
    def _compute_has_inquiries(self):
        # which deal they belong to is hidden; that there are some is told on the deal
        inquiries_sudo = self.env["bank.inquiry"].sudo()
        groups = inquiries_sudo._read_group([("deal_id", "in", self.ids)], ["deal_id"])
        joined = {deal.id for (deal,) in groups}
        for deal in self:
            deal.has_inquiries = deal._origin.id in joined

    def write(self, vals):
        """Extended: where a client came from is kept, or its change leaves a trace."""
        given = ORIGIN & vals.keys()
        if not given or self.env.su:
            return super().write(vals)
        deals = self.filtered("process_id")
        deals.filtered(lambda deal: deal._has_origin())._check_origin_kept(given, vals)
        before = {deal.id: deal._name_origin(given) for deal in deals}
        result = super().write(vals)
        deals._note_origin(given, before)
        return result

    def _check_origin_kept(self, given, vals):
        for deal in self:
            if changed := deal._filter_changed(given, vals):
                raise AccessError(
                    self.env._(
                        "%(fields)s: the deal keeps where the client came from.",
                        fields=", ".join(changed),
                    )
                )

    def _name_origin(self, names):
        return {name: self[name].display_name or "–" for name in names}

    def _note_origin(self, names, before):
        """Channels and campaigns are compared by it: who has said what, and before."""
        bodies = {}
        for deal in self:
            now, earlier = deal._name_origin(names), before[deal.id]
            lines = [
                f"{self._fields[name]._description_string(self.env)}: "
                f"{earlier[name]} → {now[name]}"
                for name in sorted(names)
                if earlier[name] != now[name]
            ]
            if lines:
                bodies[deal.id] = "; ".join(lines)
        # who may change them has been asked: the note is the server's
        self.browse(bodies)._message_log_batch(bodies)

    def _has_origin(self):
        """Tell whether the deal came from an inquiry or from another document."""
        return bool(self.process_id and (self.channel_id or self.begun_from_id))

    def _merge_data(self, fnames=None):
        """The deal that goes on keeps its own origin, whatever is joined to it."""
        data = super()._merge_data(fnames)
        if self[:1]._has_origin():
            return {name: data[name] for name in data if name not in ORIGIN}
        return data

    def _prepare_agreement_values(self):
        """The agreement keeps where it has come from, whatever is done to the deal."""
        return {
            **super()._prepare_agreement_values(),
            "channel_id": self.channel_id.id,
            "source_id": self.source_id.id,
            "campaign_id": self.campaign_id.id,
        }

    def _note_joined(self, inquiry):
        """Say in the deal's history that the client has come again."""
        self.ensure_one()
        self.message_post(
            body=self.env._(
                "The client has come again over “%(channel)s”. %(note)s",
                channel=inquiry.channel_id.name,
                note=inquiry.note or "",
            )
        )

    def _open_deal_form(self):
        """Return the action that shows this deal."""
        self.ensure_one()
        form = self.env.ref("bank_deals.crm_lead_view_form_deal")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Deal"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(form.id, "form")],
            "context": {"bank_deal_form": True},
        }

    def action_open_inquiries(self):
        """Open what has come in about this deal."""
        self.ensure_one()
        self.check_access("read")
        # which deal they belong to is hidden; which of them one reads say their rules
        inquiries_sudo = self.env["bank.inquiry"].sudo()
        ids = inquiries_sudo.search([("deal_id", "=", self.id)]).ids
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "bank_deals.bank_inquiry_action"
        )
        return {**action, "domain": [("id", "in", ids)], "context": {}}
