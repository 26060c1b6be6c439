# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from datetime import timedelta

from odoo import Command, fields, models
from odoo.tools import LazyTranslate

from .bank_demo_deals import MANAGER
from .bank_demo_queues import COLLEAGUE, JUNIOR, LEAD

_lt = LazyTranslate(__name__)

PAPERS = "documents"
LAWYER = "lawyer"
STAFF = (MANAGER, COLLEAGUE, JUNIOR, LEAD, PAPERS, LAWYER)
# members: (role, login)
BANK_TEAM = _lt("Mortgages in Prague")
BANK_MEMBERS = (("second", COLLEAGUE), ("papers", PAPERS))
OWN_TEAM = _lt("My book while I am away")
OWN_MEMBERS = (("second", COLLEAGUE), ("service", JUNIOR))
CLIENTS = 3
DEALS = 2
LENT_DAYS = 30
LENT_REASON = _lt("Reads the contract of the flat before it is signed")
ALERT = _lt("A large deal is being prepared")
ALERT_TEXT = _lt(
    "Look through the papers: a deal of more than 300,000 needs all of them."
)
ALERT_CHECK = _lt("The amount is above 300,000")
ALERT_DOMAIN = "[('amount', '>', 300000)]"


class BankDemoImport(models.Model):
    """Saved teams, who works on clients and deals, and what a team is told of."""

    _inherit = "bank.demo.import"

    def _get_steps(self):
        return [*super()._get_steps(), "teams"]

    def _load_teams(self, bank):
        """Put teams together, unless the bank has saved some already."""
        staff = self._find_staff(STAFF)
        if len(staff) < len(STAFF) or self.env["bank.team"].search_count([], limit=1):
            return
        roles = self._find_by_code(
            "bank.team.role", ["second", "service", "papers", "lawyer"]
        )
        clients = self._find_book(staff[MANAGER], bank)[:CLIENTS]
        acting = self._acting(staff[MANAGER])
        own = acting._save_team(OWN_TEAM, OWN_MEMBERS, staff, roles)
        banks = self._save_team(BANK_TEAM, BANK_MEMBERS, staff, roles)
        acting._put_on(banks.with_env(acting.env), clients)
        acting._put_on(own, clients[:1])
        # who served the client before: the place is one person's
        acting._join(clients[:1], roles["service"], staff[COLLEAGUE])
        self._acting(staff[LEAD])._lend(clients[1:2], roles["lawyer"], staff[LAWYER])
        deals = acting.env["crm.lead"].search(
            [("user_id", "=", staff[MANAGER].id)], order="amount desc, id", limit=DEALS
        )
        acting._put_on(banks.with_env(acting.env), deals)
        self._make_alert(roles["papers"])._tell_about(deals.sudo())

    def _save_team(self, label, members, staff, roles):
        lines = [
            Command.create({"role_id": roles[code].id, "user_id": staff[login].id})
            for code, login in members
        ]
        return self.env["bank.team"].create(
            {"name": self._say(label), "line_ids": lines}
        )

    def _put_on(self, team, documents):
        places = [(line.role_id, line.user_id) for line in team.line_ids]
        documents = documents.with_env(self.env)
        self.env["bank.team.member"]._add(documents, places, origin="team")

    def _join(self, documents, role, user, **how):
        documents = documents.with_env(self.env)
        self.env["bank.team.member"]._add(
            documents, [(role, user)], origin="hand", **how
        )

    def _lend(self, client, role, user):
        """The head lets somebody of another branch read a client until a day."""
        until = fields.Date.context_today(self) + timedelta(days=LENT_DAYS)
        self._join(client, role, user, reason=self._say(LENT_REASON), date_end=until)

    def _make_alert(self, role):
        """Return what tells of large deals those who keep their papers."""
        check = self.env["bank.check"].create(
            {
                "name": self._say(ALERT_CHECK),
                "kind": "domain",
                "model_id": self.env["ir.model"]._get_id("crm.lead"),
                "domain": ALERT_DOMAIN,
            }
        )
        return self.env["bank.team.alert"].create(
            {
                "name": self._say(ALERT),
                "body": self._say(ALERT_TEXT),
                "check_id": check.id,
                "role_ids": [Command.set(role.ids)],
            }
        )
