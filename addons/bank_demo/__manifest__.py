# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
{
    "name": "Bank: Demonstration",
    "summary": "A real Czech bank to try everything on, and the importer that reads it",
    "version": "19.0.1.0.0",
    "category": "Sales/CRM",
    "author": "Bank CRM contributors",
    "website": "https://example.com/bank-crm",
    "license": "LGPL-3",
    "depends": [
        "bank_crm_core",
        "bank_deals",
        "bank_loan_pipeline",
        "bank_loan_portal",
        "bank_loan_servicing",
    ],
    "data": [
        # Security
        "security/ir.model.access.csv",
        # Views
        "views/bank_demo_import_views.xml",
        "views/bank_demo_import_skip_views.xml",
        # Menus
        "views/bank_demo_menus.xml",
    ],
    "assets": {
        "web.assets_tests": ["bank_demo/static/tests/tours/**/*.js"],
    },
}
