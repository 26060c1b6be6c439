# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
{
    "name": "Bank: Collateral",
    "summary": "Objects, owners, pledges, valuations, insurance and coverage",
    "version": "19.0.1.0.0",
    "category": "Sales/CRM",
    "author": "Bank CRM contributors",
    "website": "https://example.com/bank-crm",
    "license": "LGPL-3",
    "depends": ["bank_crm_core"],
    "data": [
        # Security
        "security/bank_collateral_groups.xml",
        "security/ir.model.access.csv",
        "security/bank_collateral_security.xml",
        # Data
        "data/bank_collateral_kind_data.xml",
        "data/bank_collateral_data.xml",
        # Views
        "views/bank_collateral_kind_views.xml",
        "views/bank_collateral_pledge_views.xml",
        "views/bank_collateral_insurance_views.xml",
        "views/bank_collateral_valuation_views.xml",
        "views/bank_collateral_views.xml",
        "views/bank_check_views.xml",
        "views/bank_product_views.xml",
        "views/bank_agreement_views.xml",
        # Menus
        "views/bank_collateral_menus.xml",
    ],
    "assets": {
        "web.assets_tests": ["bank_collateral/static/tests/tours/**/*.js"],
    },
}
