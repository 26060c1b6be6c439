# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, models
from odoo.fields import Domain


class BankRegistrySegment(models.AbstractModel):
    _inherit = "bank.registry.segment"

    def _get_own_entries(self):
        name = self.env._("Has an open request")
        return [*super()._get_own_entries(), ("request", (name, "topic_ids"))]


class BankSegmentSource(models.AbstractModel):
    _inherit = "bank.segment.source"

    @api.model
    def _get_request(self, parameters):
        """Clients about whom something was asked that is not answered yet.

        As superuser: that there is a complaint has to keep a client out of a list
        whoever makes it; what it says stays with who may read it.
        """
        domain = Domain("state", "in", ("new", "taken"))
        domain &= Domain("partner_id", "!=", False)
        if topics := parameters.get("topic_ids"):
            domain &= Domain("topic_id", "in", topics)
        requests_sudo = self.env["bank.request"].sudo()
        query = requests_sudo._search(domain)
        return Domain("id", "in", query.subselect("partner_id"))
