from . import bank_inquiry_report
