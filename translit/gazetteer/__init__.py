"""The names: entries, their files, their forms, their faults."""
