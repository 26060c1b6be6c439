from . import test_sms_gate, test_sms_notice, test_sms_provider, test_sms_wording
