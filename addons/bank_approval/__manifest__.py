# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
{
    "name": "Bank: Approval",
    "summary": "Routes, visas, committees, votes, conditions and limits of authority",
    "version": "19.0.1.2.0",
    "category": "Sales/CRM",
    "author": "Bank CRM contributors",
    "website": "https://example.com/bank-crm",
    "license": "LGPL-3",
    "depends": ["auth_totp", "bank_crm_core", "bank_report"],
    "data": [
        # Security
        "security/bank_approval_groups.xml",
        "security/ir.model.access.csv",
        "security/bank_committee_security.xml",
        "security/bank_authority_security.xml",
        "security/bank_policy_security.xml",
        # Reports
        "reports/bank_committee_templates.xml",
        # Views
        "views/bank_committee_views.xml",
        "views/bank_committee_item_views.xml",
        "views/bank_committee_meeting_views.xml",
        # Data
        "data/bank_approval_data.xml",
        # Wizards
        "wizards/bank_approval_views.xml",
        "wizards/bank_approval_proof_views.xml",
        "wizards/bank_approval_replay_views.xml",
        "wizards/bank_approval_remedy_views.xml",
        # Views
        "views/bank_approval_templates.xml",
        "views/bank_approval_route_views.xml",
        "views/bank_approval_views.xml",
        "views/bank_approval_forecast_views.xml",
        "views/bank_approval_task_views.xml",
        "views/bank_approval_condition_views.xml",
        "views/bank_authority_matrix_views.xml",
        "views/res_users_views.xml",
        "views/bank_check_views.xml",
        "wizards/bank_policy_views.xml",
        "views/bank_policy_views.xml",
        "views/bank_policy_exception_views.xml",
        "views/bank_act_rule_views.xml",
        "views/bank_act_request_views.xml",
        # Menus
        "views/bank_approval_menus.xml",
        "views/bank_committee_menus.xml",
        "views/bank_policy_menus.xml",
        "views/bank_act_menus.xml",
        "views/bank_approval_assignment_views.xml",
    ],
    "uninstall_hook": "uninstall_hook",
}
