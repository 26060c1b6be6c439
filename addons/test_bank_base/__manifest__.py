# Copyright 2026 Bank CRM contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
{
    "name": "Bank: Proof of the Mechanisms",
    "summary": "Tiny models that exist only to test the mechanisms: bank_base, bank_document",
    "version": "19.0.1.0.0",
    "category": "Hidden/Tests",
    "author": "Bank CRM contributors",
    "website": "https://example.com/bank-crm",
    "license": "LGPL-3",
    "depends": ["bank_base", "bank_document", "bank_report"],
    "data": [
        "security/ir.model.access.csv",
        "security/test_bank_base_security.xml",
        "reports/test_bank_letter_reports.xml",
    ],
}
