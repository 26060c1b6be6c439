from . import bank_segment
from . import bank_segment_act
from . import bank_segment_line
from . import bank_segment_source
from . import bank_segment_source_request
from . import bank_segment_source_portrait
from . import res_partner_segment
from . import bank_export_column
