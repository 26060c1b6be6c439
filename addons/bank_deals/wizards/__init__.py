from . import bank_process_migration
