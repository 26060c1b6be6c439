# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

import logging

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain

_logger = logging.getLogger(__name__)


class BankInquiry(models.Model):
    """From what an agent has typed to client, deal and application."""

    _inherit = "bank.inquiry"

    def _start_at_once(self):
        """Open all of it with the curator's rights, where nobody has to be asked first.

        Where it cannot be it waits for the curator, who sees what is in the way; the
        agent reads the same words either way.
        """
        self.ensure_one()
        agent = self.agent_id
        if not agent.is_direct or not self._is_unknown():
            return
        try:
            with self.env.cr.savepoint():
                self._start_as(agent.manager_id)
        except UserError as error:
            _logger.info("Inquiry %s waits for its curator: %s", self.id, error)

    def _is_unknown(self):
        """Tell whether nobody in the whole bank may be this client."""
        if self.partner_id or self.sudo()._find_candidates():
            return False
        same = Domain("inn", "=", self.inn) if self.inn else Domain.FALSE
        return not self.env["res.partner"].sudo().search_count(same, limit=1)

    def _start_as(self, curator):
        if self.sudo().state == "new":
            self.sudo()._give(curator)
        row = self.with_user(curator).with_context(lang=curator.lang)
        client = row.env["res.partner"].create(row._prepare_agent_client_values())
        terms = {"amount": row.amount, "term_months": row.term_months}
        deal = row._open_deal(client, terms)
        row._qualify(client, deal, is_joined=False)
        row._open_application()
        row._tell_curator(curator)

    def _prepare_agent_client_values(self):
        """Hook: the card of a new client, made of what the agent has typed."""
        return {
            "name": self.contact_name,
            "client_kind": "person",
            "phone": self.phone,
            "email": self.email,
            "city": self.city,
            "birth_date": self.birth_date,
            "inn": self.inn,
            "manager_id": self.agent_id.manager_id.id,
            "branch_id": self.agent_id.branch_id.id,
        }

    def _open_application(self):
        """Make the application of the deal that it has become, where there is none."""
        deal = self.sudo().deal_id.with_env(self.env)
        if not deal.sudo().application_ids._filter_in_work():
            self.env["bank.application"].create({"deal_id": deal.id})

    def _try_application(self):
        """As above; what is in the way is said in the deal, which stays."""
        try:
            with self.env.cr.savepoint():
                self._open_application()
        except UserError as error:
            body = self.env._("No application yet: %(reason)s", reason=error)
            self.sudo().deal_id.with_env(self.env).message_post(body=body)

    def _tell_curator(self, curator):
        env = self.with_context(lang=curator.lang).env
        body = env._(
            "%(agent)s has brought a client: %(product)s, No. %(number)s",
            agent=self.agent_id.name,
            product=self.product_id.display_name,
            number=self.id,
        )
        title = env._("An agent's application is yours")
        self.env["mail.activity"].sudo()._tell(curator, title, body)
