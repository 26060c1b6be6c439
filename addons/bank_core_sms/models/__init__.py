from . import bank_sms_provider
from . import bank_sms_provider_http
from . import ir_actions_server
from . import mail_notification
from . import res_company
from . import res_config_settings
from . import sms_sms
