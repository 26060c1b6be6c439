# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
{
    "name": "Bank: Deals from Mailings",
    "summary": "A click or a reply in a mailing becomes a deal of its campaign",
    "version": "19.0.1.0.0",
    "category": "Sales/CRM",
    "author": "Bank CRM contributors",
    "website": "https://example.com/bank-crm",
    "license": "LGPL-3",
    "depends": ["bank_deals", "bank_core_mass_mailing"],
    "data": [
        # Security
        "security/ir.model.access.csv",
        "security/mailing_trace_security.xml",
        # Views
        "views/mailing_trace_views.xml",
        "views/bank_inquiry_letter_views.xml",
        # Menus
        "views/bank_deals_mass_mailing_menus.xml",
    ],
    "assets": {
        "web.assets_tests": ["bank_deals_mass_mailing/static/tests/tours/**/*"],
    },
    "auto_install": True,
}
