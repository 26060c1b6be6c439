# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
{
    "name": "Bank: Mechanisms",
    "summary": "Gates, decision log, branches and roles on which the bank CRM stands",
    "version": "19.0.1.2.0",
    "category": "Sales/CRM",
    "author": "Bank CRM contributors",
    "website": "https://example.com/bank-crm",
    "license": "LGPL-3",
    "depends": ["mail", "resource"],
    "external_dependencies": {"python": ["numpy"]},
    "data": [
        # Security
        "security/bank_base_groups.xml",
        "security/ir.model.access.csv",
        "security/bank_base_security.xml",
        "security/bank_clock_security.xml",
        "security/bank_formula_security.xml",
        # Data
        "data/ir_cron_data.xml",
        "data/bank_clock_cron_data.xml",
        "data/bank_outbox_cron_data.xml",
        "data/resource_calendar_data.xml",
        "data/bank_production_year_data.xml",
        "data/bank_clock_regime_data.xml",
        # Wizards
        "wizards/bank_gate_views.xml",
        "wizards/bank_process_trial_views.xml",
        # Templates
        "views/bank_process_templates.xml",
        # Views
        "wizards/bank_access_explain_views.xml",
        "views/bank_access_log_views.xml",
        "views/bank_branch_views.xml",
        "views/bank_check_views.xml",
        "views/bank_clock_regime_views.xml",
        "views/bank_clock_views.xml",
        "views/bank_production_year_views.xml",
        "views/bank_formula_views.xml",
        "views/bank_decision_views.xml",
        "views/bank_delegation_views.xml",
        "views/bank_model_views.xml",
        "views/bank_outbox_views.xml",
        "views/bank_stage_run_views.xml",
        "views/res_users_views.xml",
        # Menus
        "views/bank_base_menus.xml",
        "views/bank_clock_menus.xml",
        "views/bank_formula_menus.xml",
        "views/bank_outbox_menus.xml",
    ],
    "assets": {
        "web.assets_backend": ["bank_base/static/src/components/**/*"],
        "web.assets_tests": ["bank_base/static/tests/tours/*.js"],
        "web.assets_unit_tests": ["bank_base/static/tests/**/*.test.js"],
    },
    "uninstall_hook": "uninstall_hook",
}
