from . import test_deal
from . import test_deal_forgery
from . import test_deal_merge
from . import test_deal_performance
from . import test_every_role
from . import test_process
from . import test_ui
from . import test_deal_task_access
