"""The checks of a recording, one file per question."""
