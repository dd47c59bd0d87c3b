"""Word lists and background names: what must not be taken for a name of the gazetteer."""
