# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import Command, models
from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)

DOCUMENT = "bank.application"
LAWYER, GUARD, UNDERWRITER = "lawyer", "security", "underwriter"
# of the credit department: gives opinions on what is raised, verifies powers and title
LEGAL_OFFICER = "legal"
SECRETARY, CHAIRMAN = "secretary", "board1"
MEMBERS = (CHAIRMAN, "board2", "board3")
DRAFTER, PUBLISHER = "business", "business2"
CREDIT = "credit"
# who stands in for the last member of the committee and for the underwriter
DEPUTY_MEMBER, DEPUTY_UNDERWRITER = "board4", "underwriter2"
STAFF = (
    LAWYER, GUARD, UNDERWRITER, DEPUTY_UNDERWRITER, SECRETARY, *MEMBERS, DEPUTY_MEMBER,
    CREDIT, DRAFTER, PUBLISHER, LEGAL_OFFICER,
)  # fmt: skip
UNDERWRITER_LIMIT, COMMITTEE_LIMIT = 200_000, 5_000_000
TERM_DAYS = 90
CODE = "KK"
ROUTE = _lt("Loans")
CHANGE = _lt("Loans: the Amount Is Raised")
LIMITS = _lt("Limits of the Credit Department")
COMMITTEE = _lt("Credit Committee")
RISK = _lt("Risk")
OPINION = _lt("Opinion of the Lawyer")
SAFETY = _lt("Security")
UNDERWRITING = _lt("Underwriter")
EXPERTISE = _lt("Expertise")


class BankDemoImport(models.Model):
    """Who decides about loans: routes, limits of authority, a committee."""

    _inherit = "bank.demo.import"

    def _get_steps(self):
        return [*super()._get_steps(), "lending"]

    def _load_lending(self, _bank):
        """Draw routes and limits, unless the bank has some; a second one agrees."""
        staff = self._find_staff(STAFF)
        routes = self.env["bank.approval.route"]
        if len(staff) < len(STAFF) or routes.search_count([], limit=1):
            return
        committee = self._make_committee(staff)
        drawing = self._acting(staff[DRAFTER])
        versions = [
            drawing._draw_limits(staff, committee),
            drawing._draw_route(ROUTE, self._list_steps(staff, committee)),
            drawing._draw_route(
                CHANGE,
                [
                    drawing._get_opinion_step(staff[LEGAL_OFFICER]),
                    self._get_committee_step(committee),
                ],
                purpose="change",
                change_kind="raised",
            ),
        ]
        for version in versions:
            version.with_env(self._acting(staff[PUBLISHER]).env).action_publish()

    def _find_staff(self, logins):
        """Return ``{login: user}`` of those who work at the bank under these logins."""
        users = self.env["res.users"].search(
            [
                ("login", "in", list(logins)),
                ("branch_ids", "!=", False),
                ("all_group_ids", "in", self.env.ref("bank_base.group_bank_user").ids),
            ]
        )
        return {user.login: user for user in users}

    def _make_committee(self, staff):
        committee = self.env["bank.committee"].create(
            {
                "name": COMMITTEE._translate("en_US"),
                "code": CODE,
                "chairman_id": staff[CHAIRMAN].id,
                "secretary_id": staff[SECRETARY].id,
                "member_ids": [
                    Command.create({"user_id": staff[login].id}) for login in MEMBERS
                ],
            }
        )
        deputies = [Command.set(staff[DEPUTY_MEMBER].ids)]
        seats = committee.member_ids.sorted("id")
        seats[-1].substitute_ids = deputies
        # without the vote of the risk service nothing passes
        seats[1].group_id = self.env["bank.committee.group"].create(
            {"committee_id": committee.id, "name": self._say(RISK), "for_count": 1}
        )
        self._translate_names([(committee, COMMITTEE)])
        return committee

    def _draw_limits(self, staff, committee):
        rows = (
            {"user_id": staff[UNDERWRITER].id, "exposure_limit": UNDERWRITER_LIMIT},
            {"committee_id": committee.id, "exposure_limit": COMMITTEE_LIMIT},
        )
        return self.env["bank.authority.matrix"].create(
            {
                "name": self._say(LIMITS),
                "limit_ids": [Command.create(row) for row in rows],
            }
        )

    def _draw_route(self, label, steps, **values):
        return self.env["bank.approval.route"].create(
            {
                "name": self._say(label),
                "model_id": self.env["ir.model"]._get_id(DOCUMENT),
                "validity_days": TERM_DAYS,
                "step_ids": [Command.create(step) for step in steps],
                **values,
            }
        )

    def _list_steps(self, staff, committee):
        """An opinion and a visa side by side, then whoever's limit is enough."""

        def ask(label, login, sequence, **values):
            users = [Command.set(staff[login].ids)]
            step = {"name": self._say(label), "sequence": sequence}
            return {**step, "who": "users", "user_ids": users, **values}

        beside = {"parallel_group": self._say(EXPERTISE)}
        return [
            ask(OPINION, LAWYER, 10, kind="opinion", depends_on_papers=True, **beside),
            ask(SAFETY, GUARD, 10, **beside),
            ask(UNDERWRITING, UNDERWRITER, 20, by_limit=True),
            self._get_committee_step(committee),
        ]

    def _get_opinion_step(self, user):
        return {
            "name": self._say(OPINION),
            "sequence": 10,
            "kind": "opinion",
            "who": "users",
            "user_ids": [Command.set(user.ids)],
        }

    def _get_committee_step(self, committee):
        return {
            "name": self._say(COMMITTEE),
            "sequence": 30,
            "kind": "committee",
            "who": "committee",
            "committee_id": committee.id,
            "by_limit": True,
        }
