from . import mail_activity_plan
from . import mail_activity_plan_template
from . import bank_action_plan
from . import bank_action_item
from . import bank_action_item_letter
from . import bank_action_item_turn
from . import bank_interaction
from . import bank_offer
