from . import berka
from . import csv_table
from . import feed_rows
from . import loans
from . import names
from . import operations
from . import papers
from . import past_deals
