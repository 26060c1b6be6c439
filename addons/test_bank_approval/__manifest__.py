# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
{
    "name": "Bank: Proof of Approval",
    "summary": "A tiny loan that exists only to test bank_approval",
    "version": "19.0.1.0.0",
    "category": "Hidden/Tests",
    "author": "Bank CRM contributors",
    "website": "https://example.com/bank-crm",
    "license": "LGPL-3",
    "depends": ["bank_approval"],
    "data": [
        "security/ir.model.access.csv",
        "security/test_bank_approval_security.xml",
        "views/test_bank_loan_views.xml",
    ],
    "assets": {
        "web.assets_tests": ["test_bank_approval/static/tests/tours/**/*.js"],
    },
}
