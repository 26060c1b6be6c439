# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
{
    "name": "Bank: the Contact Gate at the Door of Mass SMS",
    "summary": "Mass SMS ask the contact gate whom they may be sent to",
    "version": "19.0.1.0.0",
    "category": "Sales/CRM",
    "author": "Bank CRM contributors",
    "website": "https://example.com/bank-crm",
    "license": "LGPL-3",
    "depends": ["bank_core_mass_mailing", "bank_core_sms", "mass_mailing_sms"],
    "data": [
        # Views
        "views/mailing_trace_views.xml",
    ],
    "assets": {
        "web.assets_tests": ["bank_core_mass_mailing_sms/static/tests/tours/**/*"],
    },
    "auto_install": True,
}
