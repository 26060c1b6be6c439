from . import bank_registry_model
from . import bank_model
from . import bank_approval_turn
from . import bank_approval_task
from . import bank_approval_task_heirs
from . import bank_approval_forecast
from . import bank_approval_forecast_train
from . import bank_approval
