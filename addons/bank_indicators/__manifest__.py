# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
{
    "name": "Bank: Indicators",
    "summary": "Financial statements of clients, indicators by formulas over them",
    "version": "19.0.1.0.0",
    "category": "Sales/CRM",
    "author": "Bank CRM contributors",
    "website": "https://example.com/bank-crm",
    "license": "LGPL-3",
    "depends": ["bank_crm_core"],
    "data": [
        # Security
        "security/ir.model.access.csv",
        "security/bank_indicators_security.xml",
        # Data
        "data/bank_statement_item_data.xml",
        "data/bank_indicator_data.xml",
        # Wizards
        "wizards/bank_statement_spread_views.xml",
        # Views
        "views/bank_indicator_views.xml",
        "views/bank_indicator_value_views.xml",
        "views/bank_statement_views.xml",
        # Menus
        "views/bank_indicators_menus.xml",
    ],
    "assets": {
        "web.assets_tests": ["bank_indicators/static/tests/tours/**/*.js"],
    },
}
