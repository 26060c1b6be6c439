# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
{
    "name": "Bank: Portal of Agents",
    "summary": "Outside agents enter applications and follow them",
    "version": "19.0.1.0.0",
    "category": "Sales/CRM",
    "author": "Bank CRM contributors",
    "website": "https://example.com/bank-crm",
    "license": "LGPL-3",
    "depends": ["bank_loan_pipeline", "portal"],
    "data": [
        # Security
        "security/bank_loan_portal_groups.xml",
        "security/ir.model.access.csv",
        # Data
        "data/bank_channel_data.xml",
        # Views
        "views/bank_agent_views.xml",
        "views/bank_inquiry_form_views.xml",
        "views/bank_inquiry_views.xml",
        "views/bank_application_views.xml",
        "views/agent_templates.xml",
        # Menus
        "views/bank_loan_portal_menus.xml",
    ],
    "assets": {
        "web.assets_tests": ["bank_loan_portal/static/tests/tours/**/*.js"],
    },
}
