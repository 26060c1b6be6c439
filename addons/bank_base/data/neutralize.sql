-- a copy of the bank tells no other system anything
UPDATE bank_outbox_system SET active = FALSE;
