# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from base64 import b64encode

from odoo import Command, models
from odoo.tools import LazyTranslate, file_open

from ..tools import feed_rows

_lt = LazyTranslate(__name__)

LANG = "ru_RU"
TIMEZONE = "Europe/Prague"
HEAD_OFFICE = "CZ-HQ"
# it serves no clients: its people see those of their tasks only
LEGAL = "CZ-LEGAL"
# as Odoo names it while nobody has
STOCK_COMPANY = "My Company"
# as the file spells them; a region of other files keeps its name
REGIONS = {
    "Prague": _lt("Prague"),
    "central Bohemia": _lt("Central Bohemia"),
    "south Bohemia": _lt("South Bohemia"),
    "west Bohemia": _lt("West Bohemia"),
    "north Bohemia": _lt("North Bohemia"),
    "east Bohemia": _lt("East Bohemia"),
    "south Moravia": _lt("South Moravia"),
    "north Moravia": _lt("North Moravia"),
}
PRAGUE = feed_rows.branch_code(1)
OSTRAVA = feed_rows.branch_code(74)
# login (the password is the same) → name, groups, branch
USERS = {
    "manager": (
        _lt("Client Manager (demo)"),
        ["bank_crm_core.group_crm_manager"],
        PRAGUE,
    ),
    "manager2": (
        _lt("Second Client Manager (demo)"),
        ["bank_crm_core.group_crm_manager"],
        PRAGUE,
    ),
    "manager3": (
        _lt("Client Manager in Ostrava (demo)"),
        ["bank_crm_core.group_crm_manager"],
        OSTRAVA,
    ),
    "junior": (
        _lt("New Client Manager (demo)"),
        ["bank_crm_core.group_crm_manager"],
        PRAGUE,
    ),
    "junior2": (
        _lt("Second New Client Manager (demo)"),
        ["bank_crm_core.group_crm_manager"],
        PRAGUE,
    ),
    "head": (_lt("Branch Head (demo)"), ["bank_crm_core.group_crm_head"], PRAGUE),
    "operator": (
        _lt("Call-Centre Operator (demo)"),
        ["bank_crm_core.group_crm_operator"],
        HEAD_OFFICE,
    ),
    "analyst": (
        _lt("Analyst (demo)"),
        ["bank_crm_core.group_crm_analyst"],
        HEAD_OFFICE,
    ),
    "steward": (
        _lt("Data Steward (demo)"),
        ["bank_crm_core.group_crm_data_steward"],
        HEAD_OFFICE,
    ),
    "documents": (
        _lt("Document Officer (demo)"),
        [
            "bank_document.group_document_officer",
            "bank_crm_core.group_crm_client_reader",
        ],
        PRAGUE,
    ),
    "reviewer": (
        _lt("Reviewer of Clients (demo)"),
        ["bank_crm_core.group_crm_kyc_reviewer"],
        PRAGUE,
    ),
    "security": (
        _lt("Security Officer (demo)"),
        ["bank_crm_core.group_crm_security_officer"],
        PRAGUE,
    ),
    "business": (
        _lt("Business Administrator (demo)"),
        ["bank_base.group_bank_administrator"],
        HEAD_OFFICE,
    ),
    "security2": (
        _lt("Second Security Officer (demo)"),
        ["bank_crm_core.group_crm_security_officer"],
        HEAD_OFFICE,
    ),
    "lawyer": (
        _lt("Lawyer (demo)"),
        ["bank_crm_core.group_crm_client_reader"],
        LEGAL,
    ),
    "business2": (
        _lt("Second Business Administrator (demo)"),
        ["bank_base.group_bank_administrator"],
        HEAD_OFFICE,
    ),
    "underwriter": (
        _lt("Underwriter (demo)"),
        ["bank_approval.group_approval_underwriter"],
        HEAD_OFFICE,
    ),
    "secretary": (
        _lt("Committee Secretary (demo)"),
        ["bank_approval.group_approval_committee_secretary"],
        HEAD_OFFICE,
    ),
    "board1": (
        _lt("Chairman of the Committee (demo)"),
        ["bank_approval.group_approval_committee_member"],
        HEAD_OFFICE,
    ),
    "board2": (
        _lt("Committee Member (demo)"),
        ["bank_approval.group_approval_committee_member"],
        HEAD_OFFICE,
    ),
    "board3": (
        _lt("Second Committee Member (demo)"),
        ["bank_approval.group_approval_committee_member"],
        HEAD_OFFICE,
    ),
    "board4": (
        _lt("Substitute of a Committee Member (demo)"),
        ["bank_approval.group_approval_committee_member"],
        HEAD_OFFICE,
    ),
    "underwriter2": (
        _lt("Second Underwriter (demo)"),
        ["bank_approval.group_approval_underwriter"],
        HEAD_OFFICE,
    ),
    "credit": (
        _lt("Credit Administrator (demo)"),
        ["bank_approval.group_approval_credit_administrator"],
        HEAD_OFFICE,
    ),
    "collateral": (
        _lt("Collateral Officer (demo)"),
        ["bank_collateral.group_collateral_officer"],
        PRAGUE,
    ),
    "control": (
        _lt("Internal Control (demo)"),
        ["bank_approval.group_approval_duties"],
        HEAD_OFFICE,
    ),
    "legal": (
        _lt("Legal Officer of the Credit Department (demo)"),
        ["bank_approval.group_approval_legal_officer"],
        HEAD_OFFICE,
    ),
    "models": (
        _lt("Model Owner (demo)"),
        ["bank_base.group_bank_model_owner"],
        HEAD_OFFICE,
    ),
    "auditor": (
        _lt("Auditor (demo)"),
        ["bank_base.group_bank_auditor"],
        HEAD_OFFICE,
    ),
}


class BankDemoImport(models.Model):
    """What a bank has before its first client: currency, branches, employees."""

    _inherit = "bank.demo.import"

    # ------------------------------------------------------------ language
    def _get_demo_lang(self):
        """Return Russian, where it is installed."""
        is_installed = self.env["res.lang"]._get_data(code=LANG)
        return LANG if is_installed else self.env.lang or "en_US"

    def _say(self, label):
        """Return a lazy term in the language of the demonstration."""
        return label._translate(self._get_demo_lang())

    def _translate_names(self, names):
        """Give records the translations of their names.

        :param names: pairs (record, lazy term)
        """
        for code, _name in self.env["res.lang"].get_installed():
            for record, label in names:
                record.with_context(lang=code).name = label._translate(code)

    # ------------------------------------------------------------ branches
    def _get_branches(self):
        """Return ``{code: branch}`` of the company."""
        branches = self.env["bank.branch"].with_context(active_test=False)
        found = branches.search([("company_id", "=", self.env.company.id)])
        return {branch.code: branch for branch in found}

    def _load_branches(self, bank):
        """Head office, regions, districts; and the crown, in which all of it counts."""
        self._prepare_company()
        branches = self._get_branches()
        top = branches.get(HEAD_OFFICE) or self._create_term_branch(
            HEAD_OFFICE, _lt("Head Office")
        )
        if LEGAL not in branches:
            branches[LEGAL] = self._create_term_branch(
                LEGAL, _lt("Legal Department"), top
            )
        districts = list(bank["district"].records.values())
        for region in dict.fromkeys(row.region for row in districts):
            code = self._get_region_code(region)
            if code not in branches:
                branches[code] = self._create_region(code, region, top)
        self.env["bank.branch"].create(
            [
                {
                    "code": code,
                    "name": row.name,
                    "parent_id": branches[self._get_region_code(row.region)].id,
                }
                for row in districts
                if (code := feed_rows.branch_code(row.number)) not in branches
            ]
        )

    def _get_region_code(self, region):
        return "CZ-" + region.upper().replace(" ", "-")

    def _create_region(self, code, region, top):
        if region in REGIONS:
            return self._create_term_branch(code, REGIONS[region], top)
        return self.env["bank.branch"].create(
            {"code": code, "name": region, "parent_id": top.id}
        )

    def _create_term_branch(self, code, label, parent=None):
        branch = self.env["bank.branch"].create(
            {
                "code": code,
                "name": label._translate("en_US"),
                "parent_id": parent and parent.id,
            }
        )
        self._translate_names([(branch, label)])
        return branch

    def _prepare_company(self):
        """Activate the crown; a bank without a single agreement also counts in it."""
        currency = self.env.ref("base.CZK")
        currency.active = True
        company = self.env.company
        if self._has_agreements():
            return
        if company.currency_id != currency:
            company.currency_id = currency
        if company.name == STOCK_COMPANY:
            company.name = self._say(_lt("Demonstration Bank"))
            # the portal and printed papers show it in place of "Your logo"
            with file_open("bank_demo/static/img/logo.png", "rb") as logo:
                company.logo = b64encode(logo.read())

    def _has_agreements(self):
        agreements = self.env["bank.agreement"].with_context(active_test=False)
        return bool(agreements.search_count([], limit=1))

    # ------------------------------------------------------------ employees
    def _load_users(self, _bank):
        """One employee a role; a login that is taken stays as it is."""
        users = self.env["res.users"].with_context(
            active_test=False, no_reset_password=True
        )
        taken = users.search([("login", "in", list(USERS))]).mapped("login")
        branches = self._get_branches()
        users.create(
            [
                {
                    "login": login,
                    "password": login,
                    "name": self._say(label),
                    "lang": self._get_demo_lang(),
                    "tz": TIMEZONE,
                    # there is no mail server: what they are told stands in the bell
                    "notification_type": "inbox",
                    "group_ids": [
                        Command.set([self.env.ref(group).id for group in groups])
                    ],
                    "branch_ids": [Command.set(branches[code].ids)],
                }
                for login, (label, groups, code) in USERS.items()
                if login not in taken and code in branches
            ]
        )
        self._set_branch_head(branches)

    def _set_branch_head(self, branches):
        branch = branches.get(PRAGUE)
        head = self.env["res.users"].search([("login", "=", "head")])
        if branch and not branch.head_id and branch in head.branch_ids:
            branch.head_id = head

    def _get_manager_logins(self):
        """Return ``{branch code: [login]}`` of the managers who share its clients."""
        logins = {}
        managers = self.env["res.users"].search(
            [
                (
                    "login",
                    "in",
                    [login for login in USERS if login.startswith("manager")],
                )
            ],
            order="login",
        )
        for manager in managers:
            for branch in manager.branch_ids:
                logins.setdefault(branch.code, []).append(manager.login)
        return logins
