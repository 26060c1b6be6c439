from . import test_committee
from . import test_committee_access
from . import test_committee_chair
from . import test_duties_tools
from . import test_roles
from . import test_route_tools
from . import test_tally
from . import test_tally_properties
