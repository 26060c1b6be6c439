from . import bank_process_migration
from . import bank_meeting_note
