# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
{
    "name": "Bank: Clients",
    "summary": "Clients, products, agreements, accounts and contacts of a bank",
    "version": "19.0.1.1.0",
    "category": "Sales/CRM",
    "author": "Bank CRM contributors",
    "website": "https://example.com/bank-crm",
    "license": "LGPL-3",
    "depends": [
        "bank_base",
        "bank_document",
        "bank_report",
        "bank_text",
        "contacts",
        "calendar",
        "phone_validation",
        "utm",
    ],
    "external_dependencies": {"python": ["phonenumbers", "python-stdnum", "rapidfuzz"]},
    "data": [
        # Security
        "security/bank_crm_core_groups.xml",
        "security/ir.model.access.csv",
        "security/bank_crm_core_security.xml",
        "security/bank_client_merge_security.xml",
        # Data
        "data/bank_channel_data.xml",
        "data/bank_document_data.xml",
        "data/bank_document_field_data.xml",
        "data/bank_duplicate_rule_data.xml",
        "data/ir_cron_data.xml",
        # Wizards
        "wizards/bank_interaction_note_views.xml",
        # Reports
        "reports/client_statement_reports.xml",
        "reports/client_statement_templates.xml",
        # Views
        "views/bank_product_views.xml",
        "views/bank_product_category_views.xml",
        "views/bank_attribute_views.xml",
        "views/bank_agreement_payment_views.xml",
        "views/bank_agreement_views.xml",
        "views/bank_operation_views.xml",
        "views/bank_account_views.xml",
        "views/bank_channel_views.xml",
        "views/bank_interaction_views.xml",
        "views/res_partner_views.xml",
        "views/res_partner_access_views.xml",
        "views/res_partner_dossier_views.xml",
        "views/bank_duplicate_rule_views.xml",
        "views/bank_duplicate_pair_views.xml",
        "views/bank_duplicate_run_views.xml",
        "views/bank_client_merge_views.xml",
        "views/res_partner_merge_views.xml",
        # Menus
        "views/bank_crm_core_menus.xml",
        "views/bank_duplicate_menus.xml",
    ],
    "assets": {
        "web.assets_backend": ["bank_crm_core/static/src/**/*"],
        "web.assets_tests": ["bank_crm_core/static/tests/tours/**/*.js"],
    },
    "pre_init_hook": "pre_init_hook",
    "post_init_hook": "post_init_hook",
}
