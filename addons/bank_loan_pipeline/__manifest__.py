# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
{
    "name": "Bank: Loan Pipeline",
    "summary": "Applications from the calculator to the agreement",
    "version": "19.0.1.1.0",
    "category": "Sales/CRM",
    "author": "Bank CRM contributors",
    "website": "https://example.com/bank-crm",
    "license": "LGPL-3",
    "depends": ["bank_deals", "bank_approval", "bank_collateral", "bank_indicators"],
    "data": [
        # Security
        "security/ir.model.access.csv",
        "security/bank_application_security.xml",
        "security/bank_scoring_security.xml",
        "security/bank_application_party_security.xml",
        "security/bank_credit_report_security.xml",
        "security/bank_application_secrecy_security.xml",
        # Data
        "data/bank_check_coverage_data.xml",
        "data/bank_document_field_data.xml",
        "data/bank_document_data.xml",
        "data/bank_document_template_data.xml",
        "data/bank_application_data.xml",
        "data/crm_lost_reason_data.xml",
        "data/bank_formula_variable_data.xml",
        "data/bank_credit_bureau_data.xml",
        # Wizards
        "wizards/bank_credit_report_ask_views.xml",
        "wizards/bank_loan_choice_views.xml",
        "wizards/bank_policy_propose_views.xml",
        "wizards/bank_scorecard_replay_views.xml",
        "wizards/bank_scoring_override_views.xml",
        # Views
        "views/bank_loan_templates.xml",
        "views/bank_product_views.xml",
        "views/bank_check_views.xml",
        "views/crm_stage_views.xml",
        "views/crm_lead_views.xml",
        "views/bank_application_process_views.xml",
        "views/bank_application_views.xml",
        "views/bank_scorecard_views.xml",
        "views/bank_scoring_result_views.xml",
        "views/bank_application_scoring_views.xml",
        "views/bank_application_structure_views.xml",
        "views/bank_collateral_pledge_views.xml",
        "views/bank_credit_report_views.xml",
        "views/bank_consent_views.xml",
        "views/bank_application_bureau_views.xml",
        "views/bank_application_papers_views.xml",
        # Menus
        "views/bank_loan_pipeline_menus.xml",
    ],
    "assets": {
        "web.assets_tests": ["bank_loan_pipeline/static/tests/tours/**/*.js"],
    },
    "external_dependencies": {"python": ["numpy"]},
}
