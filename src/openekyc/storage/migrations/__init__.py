"""The steps that bring the tables of an older version up to date, and the check that refuses those of a newer one."""
