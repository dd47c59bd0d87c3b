"""One file a target. The folder is the registry: a module here with TITLE and `write(pairs, choice)` is an exporter."""
