"""Discovery: which spellings in a corpus are one name, found by reading and keys alone."""
