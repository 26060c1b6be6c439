# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
{
    "name": "Bank: Deals",
    "summary": "The regulated sale: processes, stages and gates on opportunities",
    "version": "19.0.1.1.0",
    "category": "Sales/CRM",
    "author": "Bank CRM contributors",
    "website": "https://example.com/bank-crm",
    "license": "LGPL-3",
    "depends": ["bank_crm_core", "crm", "portal"],
    "data": [
        # Security
        "security/bank_deals_groups.xml",
        "security/ir.model.access.csv",
        "security/bank_deals_security.xml",
        "security/bank_offer_security.xml",
        "security/bank_inquiry_security.xml",
        # Data
        "data/bank_process_data.xml",
        "data/bank_document_field_data.xml",
        "data/bank_formula_variable_data.xml",
        "data/bank_inquiry_data.xml",
        # Wizards
        "wizards/bank_process_migration_views.xml",
        "wizards/bank_inquiry_qualify_views.xml",
        # Reports
        "reports/bank_offer_templates.xml",
        "reports/bank_offer_reports.xml",
        "data/mail_template_data.xml",
        "reports/bank_inquiry_report_views.xml",
        # Views
        "views/crm_stage_views.xml",
        "views/bank_process_views.xml",
        "views/crm_lead_views.xml",
        "views/bank_offer_views.xml",
        "views/bank_offer_page_templates.xml",
        "views/bank_product_views.xml",
        "views/crm_lead_access_views.xml",
        "views/crm_lead_dossier_views.xml",
        "views/bank_agreement_views.xml",
        "views/res_partner_views.xml",
        "views/res_partner_deals_views.xml",
        "views/bank_preapproved_offer_views.xml",
        "views/bank_inquiry_views.xml",
        "views/bank_inquiry_form_views.xml",
        "views/bank_inquiry_question_views.xml",
        "views/bank_inquiry_templates.xml",
        "views/crm_lead_inquiry_views.xml",
        "views/bank_branch_views.xml",
        # Menus
        "views/bank_inquiry_menus.xml",
        "views/bank_interaction_views.xml",
        "views/bank_referral_views.xml",
        "views/bank_deals_menus.xml",
    ],
    "assets": {
        "web.assets_tests": ["bank_deals/static/tests/tours/**/*.js"],
    },
}
