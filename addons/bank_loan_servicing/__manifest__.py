# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
{
    "name": "Bank: Loan Servicing",
    "summary": "Loans after their issue: days past due, changes, annual reviews",
    "version": "19.0.1.3.0",
    "category": "Sales/CRM",
    "author": "Bank CRM contributors",
    "website": "https://example.com/bank-crm",
    "license": "LGPL-3",
    "depends": ["bank_loan_pipeline"],
    "data": [
        # Security
        "security/ir.model.access.csv",
        "security/bank_loan_servicing_security.xml",
        # Data
        "data/bank_delinquency_data.xml",
        "data/bank_loan_servicing_data.xml",
        "data/loan_change_refusal_data.xml",
        # Reports
        "reports/loan_change_memo_templates.xml",
        "reports/loan_change_answer_templates.xml",
        # Views
        "views/bank_delinquency_views.xml",
        "views/bank_borrower_standing_views.xml",
        "views/bank_loan_change_views.xml",
        "views/bank_loan_review_views.xml",
        "views/bank_agreement_views.xml",
        # Menus
        "views/bank_loan_servicing_menus.xml",
    ],
    "assets": {
        "web.assets_tests": ["bank_loan_servicing/static/tests/tours/**/*.js"],
    },
}
