# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import fields, models

from .bank_demo_deals import MANAGER
from .bank_demo_lending import DOCUMENT

# what two clients owe elsewhere: kind, opened, owed, a month, overdue, longest delay
HISTORIES = (
    (("loan", 400, 150_000, 9_000, 0, 0), ("card", 900, 18_000, 1_800, 0, 6)),
    (
        ("mortgage", 1500, 1_900_000, 21_000, 0, 0),
        ("loan", 250, 90_000, 7_500, 7_500, 34),
    ),
)
RECORDING = "CALL-{}"


class BankDemoImport(models.Model):
    """Two clients have consented, and a bureau has told what they owe elsewhere."""

    _inherit = "bank.demo.import"

    def _get_steps(self):
        return [*super()._get_steps(), "bureau"]

    def _load_bureau(self, _bank):
        """Read two answers by file, unless there are reports already."""
        staff = self._find_staff((MANAGER,))
        if not staff or self.env["bank.credit.report"].search_count([], limit=1):
            return
        acting = self._acting(staff[MANAGER])
        applications = acting.env[DOCUMENT].search(
            [
                ("user_id", "=", acting.env.uid),
                ("kind", "=", "credit"),
                ("partner_id.client_kind", "=", "person"),
            ],
            limit=len(HISTORIES),
        )
        for number, (rows, application) in enumerate(zip(HISTORIES, applications), 1):
            acting._tell_history(number, rows, application)

    def _tell_history(self, number, rows, application):
        self.env["bank.consent"]._enter(
            application.partner_id,
            purpose="credit_history",
            state="given",
            method="phone",
            recording=RECORDING.format(number),
        )
        self.env["bank.credit.report"]._ask(
            application,
            self.env.ref("bank_loan_pipeline.bank_credit_bureau_file"),
            self._make_history(number, rows, application.sudo()),
        )

    def _make_history(self, number, rows, application_sudo):
        today, currency = fields.Date.today(), application_sudo.currency_id.name
        inn = application_sudo.partner_id.inn or ""
        lines = [
            f'<obligation type="{kind}" currency="{currency}" balance="{owed}" '
            f'opened="{fields.Date.subtract(today, days=days)}" amount="{2 * owed}" '
            f'payment="{month}" overdue="{overdue}" worstDays="{delay}"/>'
            for kind, days, owed, month, overdue, delay in rows
        ]
        lines.append(f'<inquiry date="{fields.Date.subtract(today, days=20)}"/>')
        head = f'<creditReport number="D-{number}" date="{today}" inn="{inn}">'
        return "".join([head, *lines, "</creditReport>"]).encode()
